import { parseNotebook } from '../core/format.ts';
import type { Notebook } from '../core/notebook.ts';
import type { NotebookText } from '../store/notebook-folder.ts';

/** Notebooks that are kept parsed. */
const KEPT = 200;

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Parses notebooks, and keeps the last ones: a page asks for the same one many times over. */
export class ParsedNotebooks {
  readonly #known = new Map<string, { file: NotebookText; notebook: Notebook }>();

  /** The notebook of a text with its dataset files. It is shared: nobody may change it. */
  of(file: NotebookText): Notebook {
    const known = this.#known.get(file.name);
    if (
      known?.file.version === file.version &&
      isSame(known.file.files, file.files) &&
      isSame(known.file.fileErrors, file.fileErrors)
    )
      return known.notebook;
    const notebook = parseNotebook(file.text, file);
    this.#known.delete(file.name);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KEPT && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(file.name, { file, notebook });
    return notebook;
  }
}
