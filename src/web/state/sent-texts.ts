import type { SavedText } from './draft.ts';

/** So many texts are remembered while it is not known which has come. */
const MOST = 4;

/** Texts of a notebook that were sent to the disk and are not known to have come there, by this page or the one before it. */
export class SentTexts {
  #all: SavedText[] = [];
  readonly #versionOf: (text: string) => Promise<string>;

  constructor(versionOf: (text: string) => Promise<string>) {
    this.#versionOf = versionOf;
  }

  /** The newest last; a version is empty until it is known. */
  get all(): readonly SavedText[] {
    return this.#all;
  }

  get texts(): string[] {
    return this.#all.map(({ text }) => text);
  }

  /** Notes that a text is sent. */
  add(text: string): void {
    const sent = { text, version: '' };
    this.#all = [...this.#all.filter((one) => one.text !== text).slice(1 - MOST), sent];
    void this.#versionOf(text).then((version) => (sent.version = version));
  }

  /** The last one has come: none of those before it can any more. */
  clear(): void {
    this.#all = [];
  }
}
