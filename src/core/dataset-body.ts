import {
  toBody,
  toDraft,
  withColumns,
  withJsonValue,
  type Draft,
  type TableSource,
} from './dataset-draft.ts';

// Each of these takes a dataset with rows of its own and gives back the body that it then has. Rows that are not meant keep
// their bytes; rows and columns count from 0.

/** The column whose values name the rows. */
export const ID = 'id';

/** One value to put into a table. */
export interface ValueChange {
  row: number;
  column: number;
  value: string;
}

/** The body with some values changed. Rows past the last one are made; throws a RangeError for columns that are not there. */
export function setDatasetValues(cell: TableSource, changes: readonly ValueChange[]): string {
  const draft = toDraft(cell);
  for (const { row, column, value } of changes) {
    if (column < 0 || column >= draft.columns.length || row < 0)
      throw new RangeError(`dataset ${cell.id} has no place ${row}, ${column}`);
    while (draft.rows.length <= row) draft.rows.push(emptyRow(draft));
    putValue(draft, row, column, value);
  }
  return toBody(draft);
}

/** The body with so many empty rows put in before the one at an index; where there is an `id` column each gets a free id. */
export function insertDatasetRows(cell: TableSource, at: number, count = 1): string {
  const draft = toDraft(cell);
  for (let n = 0; n < count; n += 1) draft.rows.splice(at + n, 0, emptyRow(draft));
  return toBody(draft);
}

/** The body without so many rows from an index on. */
export function removeDatasetRows(cell: TableSource, at: number, count = 1): string {
  const draft = toDraft(cell);
  draft.rows.splice(at, count);
  return toBody(draft);
}

/** The body with one more column, empty in every row. */
export function insertDatasetColumn(cell: TableSource, at: number, name: string): string {
  const draft = toDraft(cell);
  const from: (number | null)[] = [...draft.columns.keys()];
  return toBody(withColumns(draft, draft.columns.toSpliced(at, 0, name), from.toSpliced(at, 0, null)));
}

/** The body without a column. */
export function removeDatasetColumn(cell: TableSource, at: number): string {
  const draft = toDraft(cell);
  const from = [...draft.columns.keys()];
  return toBody(withColumns(draft, draft.columns.toSpliced(at, 1), from.toSpliced(at, 1)));
}

/** The body with another name for a column. */
export function renameDatasetColumn(cell: TableSource, at: number, name: string): string {
  const draft = toDraft(cell);
  const columns = draft.columns.with(at, name);
  // In CSV a name stands in the header alone.
  if (draft.format === 'csv') return toBody({ ...draft, columns, head: null });
  return toBody(withColumns(draft, columns, [...columns.keys()]));
}

/** The body with a column moved to another index. */
export function moveDatasetColumn(cell: TableSource, from: number, to: number): string {
  const draft = toDraft(cell);
  const places = [...draft.columns.keys()];
  const moved = places.toSpliced(from, 1).toSpliced(to, 0, from);
  const columns = moved.map((at) => draft.columns[at] ?? '');
  return toBody(withColumns(draft, columns, moved));
}

/** The body with other columns and rows in the place of all. */
export function replaceDataset(cell: TableSource, columns: string[], rows: string[][]): string {
  const { format } = cell;
  const filled = rows.map((values) => ({ raw: null, values: columns.map((_, at) => values[at] ?? '') }));
  return toBody({ format, columns, head: null, rows: filled });
}

/** A name for a column that no other one has: the name itself, or with the least number after it that is free. */
export function freeColumnName(columns: readonly string[], wanted: string): string {
  if (!columns.includes(wanted)) return wanted;
  let n = 2;
  while (columns.includes(`${wanted}${n}`)) n += 1;
  return `${wanted}${n}`;
}

/** Puts a value into a draft, and writes the row anew only where it is another one than before. */
export function putValue(draft: Draft, row: number, column: number, value: string): void {
  const held = draft.rows[row];
  const name = draft.columns[column];
  if (!held || name === undefined || held.values[column] === value) return;
  const raw =
    draft.format === 'jsonl' && held.raw !== null ? withJsonValue(draft, held.raw, name, value) : null;
  draft.rows[row] = { raw, values: held.values.with(column, value) };
}

/** A row without values, with a free id where rows have ids. */
export function emptyRow({ columns, rows }: Draft): Draft['rows'][number] {
  const idAt = columns.indexOf(ID);
  const values = columns.map(() => '');
  if (idAt !== -1) {
    const taken = new Set(rows.map((row) => row.values[idAt]));
    let n = rows.length + 1;
    while (taken.has(`row-${n}`)) n += 1;
    values[idAt] = `row-${n}`;
  }
  return { raw: null, values };
}
