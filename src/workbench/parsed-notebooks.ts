import { readNotebook } from '../core/format.ts';
import type { Notebook } from '../core/notebook.ts';
import type { NotebookText } from '../store/notebook-folder.ts';
import { inSlices } from './in-slices.ts';

/** Notebooks that are kept parsed, and how many characters of them and their dataset files together. */
const KEPT = 50;
const KEPT_CHARACTERS = 40_000_000;

/** Whether two sets of texts have the same names and texts. */
function isSame<T>(a: Record<string, T>, b: Record<string, T>, isEqual: (a: T, b: T) => boolean): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [one, other] = [a[name], b[name]];
      return one !== undefined && other !== undefined && isEqual(one, other);
    })
  );
}

function isSameFile(one: NotebookText, other: NotebookText): boolean {
  return (
    one.version === other.version &&
    isSame(one.files, other.files, (a, b) => a === b) &&
    isSame(one.fileErrors, other.fileErrors, (a, b) => a.en === b.en && a.ko === b.ko)
  );
}

function sizeOf({ text, files }: NotebookText): number {
  return Object.values(files).reduce((sum, file) => sum + file.length, text.length);
}

/** A notebook with the file that it is the reading of. */
interface Read {
  file: NotebookText;
  notebook: Notebook;
}

/** Parses notebooks, and keeps the last ones: a page asks for the same one many times over. Of one that was changed, only the
 * cells that are others are read again; a large one is read bit by bit, so that nobody waits for it who asks for something else. */
export class ParsedNotebooks {
  readonly #known = new Map<string, Read>();
  /** What is being read. */
  readonly #reading = new Map<string, { file: NotebookText; notebook: Promise<Notebook> }>();

  /** The notebook of a text with its dataset files. It is shared: nobody may change it. */
  async of(file: NotebookText): Promise<Notebook> {
    const known = this.#known.get(file.name);
    if (known && isSameFile(known.file, file)) return known.notebook;
    const underWay = this.#reading.get(file.name);
    if (underWay && isSameFile(underWay.file, file)) return underWay.notebook;
    const notebook = this.#read(file, known?.notebook ?? null);
    this.#reading.set(file.name, { file, notebook });
    try {
      return await notebook;
    } finally {
      if (this.#reading.get(file.name)?.notebook === notebook) this.#reading.delete(file.name);
    }
  }

  async #read(file: NotebookText, previous: Notebook | null): Promise<Notebook> {
    const notebook = await inSlices(readNotebook(file.text, { ...file, previous }));
    this.#known.delete(file.name);
    this.#known.set(file.name, { file, notebook });
    this.#forget();
    return notebook;
  }

  #forget(): void {
    let size = 0;
    for (const { file } of this.#known.values()) size += sizeOf(file);
    for (const [name, { file }] of this.#known) {
      if (this.#known.size === 1 || (this.#known.size <= KEPT && size <= KEPT_CHARACTERS)) return;
      this.#known.delete(name);
      size -= sizeOf(file);
    }
  }
}
