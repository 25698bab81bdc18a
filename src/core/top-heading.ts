import type { Notebook } from './notebook.ts';

const TOP = /^ {0,3}(?:#(?:[ \t]|$)|=+[ \t]*$)/m;
const known = new WeakMap<Notebook, boolean>();

/** Whether a note of the notebook has a heading of the first level, `# so` or underlined with `===`. */
export function hasTopHeading(notebook: Notebook): boolean {
  let has = known.get(notebook);
  if (has === undefined) {
    has = notebook.cells.some((cell) => cell.kind === 'note' && TOP.test(cell.body));
    known.set(notebook, has);
  }
  return has;
}
