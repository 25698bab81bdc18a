import { parseNotebook } from '../core/format.ts';
import type { Notebook } from '../core/notebook.ts';
import type { NotebookText } from '../store/notebook-folder.ts';

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

function sizeOf({ text, files }: NotebookText): number {
  return Object.values(files).reduce((sum, file) => sum + file.length, text.length);
}

/** Parses notebooks, and keeps the last ones: a page asks for the same one many times over. */
export class ParsedNotebooks {
  readonly #known = new Map<string, { file: NotebookText; notebook: Notebook }>();

  /** The notebook of a text with its dataset files. It is shared: nobody may change it. */
  of(file: NotebookText): Notebook {
    const known = this.#known.get(file.name);
    if (
      known?.file.version === file.version &&
      isSame(known.file.files, file.files, (a, b) => a === b) &&
      isSame(known.file.fileErrors, file.fileErrors, (a, b) => a.en === b.en && a.ko === b.ko)
    )
      return known.notebook;
    const notebook = parseNotebook(file.text, file);
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
