import { lateWords } from '../look/locale.ts';
import { keepAsking } from './keep-asking.ts';
import { pause } from './pause.ts';

/** A part of the page that comes when it is first needed: after its words, so that it never says them in English first. */
export class Part<T = unknown> {
  readonly #import: () => Promise<T>;
  readonly #words: () => Promise<void>;
  #coming: Promise<T> | null = null;
  #needed: Promise<T> | null = null;
  #isHere = false;

  constructor(load: () => Promise<T>, words: () => Promise<void>) {
    this.#import = load;
    this.#words = words;
  }

  get isHere(): boolean {
    return this.#isHere;
  }

  /** Loads it, once. Whoever asks after a failure has it tried again. */
  load(): Promise<T> {
    this.#coming ??= this.#begin();
    return this.#coming;
  }

  /** Has it come; while the server is away it is asked for again and again. */
  need(): Promise<T> {
    this.#needed ??= keepAsking(() => this.load());
    return this.#needed;
  }

  async #begin(): Promise<T> {
    try {
      await this.#words();
      const found = await this.#import();
      this.#isHere = true;
      return found;
    } catch (error) {
      this.#coming = null;
      throw error;
    }
  }
}

/** Parts that a person may need next, in order. */
const soon: Part[] = [];

/** How a part comes. */
interface Coming {
  /** Whether it is loaded in a pause once somebody is at the page, so that it is there when it is asked for, also without a server. */
  isSoon?: boolean;
  /** Whether a first visit shows it: its words come with those of the first screen, see FIRST_SCREEN of the build. */
  isOfFirstVisit?: boolean;
}

/** Names a part of the page. */
export function part<T>(
  load: () => Promise<T>,
  { isSoon = true, isOfFirstVisit = false }: Coming = {},
): Part<T> {
  const made = new Part(load, isOfFirstVisit ? async () => {} : lateWords);
  if (isSoon) soon.push(made);
  return made;
}

/** Loads what may be needed soon, one part in each pause: also what those parts name in turn. */
export async function loadSoon(): Promise<void> {
  for (let next = soon.shift(); next; next = soon.shift()) {
    await pause();
    await next.need();
  }
}
