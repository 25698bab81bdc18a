import type { Cell, DatasetCell, DatasetRow, Notebook } from './notebook.ts';

/** A cell without what the notebook's text, or another part of the cell, says word for word; rows as lists. */
type LeanCell = Omit<Cell, 'body'> & { body?: string };

/** A notebook as it is sent beside its text. */
export type LeanNotebook = Omit<Notebook, 'cells'> & { cells: LeanCell[] };

/** A notebook without what stands in its text anyway. {@link fromLean} puts it in again. */
export function toLean(text: string, notebook: Notebook): LeanNotebook {
  return { ...notebook, cells: notebook.cells.map((cell) => toLeanCell(text, cell)) };
}

/** A cell without what stands in the notebook's text. */
export function toLeanCell(text: string, cell: Cell): LeanCell {
  const { body, ...lean } = cell;
  const rest: Record<string, unknown> = { ...lean };
  if (cell.kind === 'persona' && cell.text === body) delete rest['text'];
  if (cell.kind === 'prompt' && isOneTurn(cell.turns, body)) delete rest['turns'];
  if (cell.kind === 'dataset') rest['rows'] = toLists(cell) ?? cell.rows;
  if (text.slice(cell.bodyStart, cell.bodyEnd) !== body) rest['body'] = body;
  return rest as LeanCell;
}

/** The notebook as it was. */
export function fromLean(text: string, lean: LeanNotebook): Notebook {
  return { ...lean, cells: lean.cells.map((cell) => fromLeanCell(text, cell)) };
}

function fromLeanCell(text: string, lean: LeanCell): Cell {
  const cell: Record<string, unknown> = { body: text.slice(lean.bodyStart, lean.bodyEnd), ...lean };
  const { body } = cell;
  if (lean.kind === 'persona') cell['text'] ??= body;
  if (lean.kind === 'prompt') cell['turns'] ??= [{ role: 'user', content: body }];
  if (lean.kind === 'dataset') {
    const { columns, rows } = lean as DatasetCell;
    cell['rows'] = rows.map((row) => (Array.isArray(row) ? fromList(columns, row) : row));
  }
  return cell as unknown as Cell;
}

function isOneTurn(turns: readonly { role: string; content: string }[], body: string): boolean {
  return turns.length === 1 && turns[0]?.role === 'user' && turns[0].content === body;
}

/** Rows as lists of their id and their values; null where some row has other columns than the rest. */
function toLists({ columns, rows }: DatasetCell): string[][] | null {
  const lists: string[][] = [];
  for (const { id, vars } of rows) {
    const names = Object.keys(vars);
    if (names.length !== columns.length || names.some((name, at) => name !== columns[at])) return null;
    lists.push([id, ...Object.values(vars)]);
  }
  return lists;
}

function fromList(columns: readonly string[], [id = '', ...values]: readonly string[]): DatasetRow {
  return { id, vars: Object.fromEntries(columns.map((name, at) => [name, values[at] ?? ''])) };
}
