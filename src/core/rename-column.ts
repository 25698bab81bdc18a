import { namingKey } from './cell-kind.ts';
import { datasetsOf } from './dataset-use.ts';
import { replaceBody } from './edit.ts';
import { cellsOf, type Cell, type Notebook } from './notebook.ts';
import { renameVariable, variablesOf } from './template-use.ts';

/**
 * The text with another name for a dataset's column in the prompts and checks that take its values: those of the matrices that ask
 * for its rows. A prompt that takes the rows of another dataset with such a column, too, stays as it is. `notebook` is the reading
 * of the text; all else stays as written, byte for byte.
 */
export function renameColumnUses(
  text: string,
  notebook: Pick<Notebook, 'cells'>,
  { id, index }: { id: string; index: number },
  { from, to }: { from: string; to: string },
): string {
  const datasets = cellsOf(notebook, 'dataset');
  // Of two datasets with one id the name means the first; and what is no name of a variable can be asked for by none.
  const isMeant = datasetsOf(notebook).find((one) => one.id === id)?.index === index;
  if (!isMeant || variablesOf(`{{${from}}}`)[0] !== from || variablesOf(`{{${to}}}`)[0] !== to) return text;
  const others = new Set(
    datasets.filter((one) => one.id !== id && one.columns.includes(from)).map((one) => one.id),
  );
  const matrices = cellsOf(notebook, 'matrix');
  const users = matrices.filter(({ data }) => data === id);
  const rivals = matrices.filter(({ data }) => data !== null && others.has(data));
  const asks = (cell: Cell, all: typeof matrices): boolean => {
    const kind = cell.kind === 'other' ? cell.language : cell.kind;
    if (kind === 'prompt') return all.some(({ prompts }) => prompts.includes(cell.info['id'] ?? ''));
    if (kind !== 'assert') return false;
    return all.some((one) => one.id === cell.info[namingKey('assert', cell.info)]);
  };
  let renamed = text;
  // From the last to the first: what stands before a change keeps its place.
  for (const cell of notebook.cells.toReversed())
    if (asks(cell, users) && !asks(cell, rivals))
      renamed = replaceBody(renamed, cell, renameVariable(cell.body, from, to));
  return renamed;
}
