import type { NotebookItem } from '../core/api.ts';
import { countTrials } from '../core/axes.ts';
import { cellsOf } from '../core/notebook.ts';
import type { NotebookEntry } from '../store/notebook-folder.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** The list of notebooks with what is in each. A file that nobody has written since is not read again. */
export class NotebookItems {
  readonly #workbench: Workbench;
  /** Of notebooks that say all themselves: what datasets read from files beside them may change by itself. */
  #known = new Map<string, { stamp: string; item: NotebookItem }>();

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** All notebooks, by name. */
  async list(): Promise<NotebookItem[]> {
    const entries = await this.#workbench.folder.list();
    const known = this.#known;
    this.#known = new Map();
    // A file may go while the list is made.
    const items = await Promise.all(entries.map((entry) => this.#toItem(entry, known).catch(() => null)));
    return items.filter((item) => item !== null);
  }

  async #toItem(entry: NotebookEntry, before: ReadonlyMap<string, { stamp: string; item: NotebookItem }>) {
    const { name, title, modifiedAt, stamp, error } = entry;
    const known = before.get(name);
    if (known?.stamp === stamp) {
      this.#known.set(name, known);
      return known.item;
    }
    if (error) return { name, title, lang: null, modifiedAt, errors: 1, warnings: 0, matrices: [], error };
    const { notebook, files, fileErrors } = await this.#workbench.read(name);
    const { lang } = notebook;
    const count = (severity: 'error' | 'warning') =>
      notebook.problems.filter((problem) => problem.severity === severity).length;
    const matrices = cellsOf(notebook, 'matrix').map((cell) => ({
      id: cell.id,
      trials: countTrials(cell, notebook),
    }));
    const [errors, warnings] = [count('error'), count('warning')];
    const item: NotebookItem = { name, title, lang, modifiedAt, errors, warnings, matrices, error: null };
    if (Object.keys(files).length + Object.keys(fileErrors).length === 0)
      this.#known.set(name, { stamp, item });
    return item;
  }
}
