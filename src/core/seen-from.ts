import { findCell, type MatrixCell, type Notebook } from './notebook.ts';
import { rowName } from './row-name.ts';

const seen = new WeakMap<Notebook, Map<string, Notebook>>();
const dataOf = new WeakMap<Notebook, string | null>();

/** A notebook as one of its matrices sees it: rows are those of its own data, though other datasets have rows of the same ids. The same
 * object for the same notebook and matrix. */
export function seenFrom(notebook: Notebook, { id, data }: Pick<MatrixCell, 'id' | 'data'>): Notebook {
  let views = seen.get(notebook);
  if (!views) seen.set(notebook, (views = new Map()));
  const key = `${id} ${data ?? ''}`;
  let view = views.get(key);
  if (!view) {
    view = { ...notebook };
    dataOf.set(view, data);
    views.set(key, view);
  }
  return view;
}

/** The name of a row of data for people, in a notebook as a matrix sees it (see {@link seenFrom}); elsewhere its id. */
export function rowLabel(notebook: Notebook, id: string): string {
  const data = dataOf.get(notebook) ?? null;
  const dataset = data === null ? null : findCell(notebook, 'dataset', data);
  return dataset ? rowName(dataset, id) : id;
}
