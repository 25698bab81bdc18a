import { emptyRow, freeColumnName, putValue } from './dataset-body.ts';
import { toBody, toDraft, withColumns, type Draft, type TableSource } from './dataset-draft.ts';

/** What pasting a table into a dataset has done. */
export interface Pasted {
  body: string;
  /** Rows and columns that were put in anew. */
  newRows: number;
  newColumns: string[];
  /** Whether the first line was taken for names of columns. */
  hadHeader: boolean;
  /** Where the pasted values stand: first row and column, and how many. */
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** Puts a table of values into a dataset from a place on, which grows by the rows and columns that it lacks. A first line of
 * column names puts every column under its name, wherever that stands, and columns of other names are added; `header` says
 * whether it is one, where that is known. */
export function pasteIntoDataset(
  cell: TableSource,
  at: { row: number; column: number },
  table: readonly (readonly string[])[],
  { header: isNamed }: { header?: boolean } = {},
): Pasted {
  const before = toDraft(cell);
  const isBlank = before.rows.every(({ values }) =>
    values.every((value, column) => value === '' || before.columns[column] === 'id'),
  );
  const hadHeader = isNamed ?? isHeader(table, before.columns, isBlank);
  const header = hadHeader ? (table[0] ?? []).map((name) => name.trim()) : null;
  const values = hadHeader ? table.slice(1) : table;
  const width = Math.max(0, ...table.map((row) => row.length));
  const columns = [...before.columns];
  const targets = Array.from({ length: width }, (_, index) => {
    const known = header
      ? columns.findIndex((name) => isSameName(name, header[index] ?? ''))
      : at.column + index;
    if (known !== -1 && known < columns.length) return known;
    return columns.push(freeColumnName(columns, header?.[index] || `column${columns.length + 1}`)) - 1;
  });
  const newColumns = columns.slice(before.columns.length);
  const draft: Draft =
    newColumns.length === 0
      ? before
      : withColumns(
          before,
          columns,
          columns.map((_, index) => (index < before.columns.length ? index : null)),
        );
  const first = hadHeader && isBlank && isNamed === undefined ? 0 : at.row;
  const rowsBefore = draft.rows.length;
  for (const [index, row] of values.entries()) {
    while (draft.rows.length <= first + index) draft.rows.push(emptyRow(draft));
    for (const [from, to] of targets.entries()) putValue(draft, first + index, to, row[from] ?? '');
  }
  return {
    body: toBody(draft),
    newRows: draft.rows.length - rowsBefore,
    newColumns,
    hadHeader,
    row: first,
    column: hadHeader ? Math.min(...targets) : at.column,
    rows: values.length,
    columns: width,
  };
}

function isSameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Whether the first line of a pasted table names columns: most of its words do already, or the dataset is still blank and
 * they could. */
function isHeader(table: readonly (readonly string[])[], columns: string[], isBlank: boolean): boolean {
  const [first = []] = table;
  if (table.length < 2 || first.length === 0) return false;
  const names = first.map((name) => name.trim());
  const couldBe =
    names.every((name) => /^[\p{L}_][\p{L}\p{N}_ -]{0,39}$/u.test(name)) &&
    new Set(names.map((name) => name.toLowerCase())).size === names.length;
  if (!couldBe) return false;
  const known = names.filter((name) => columns.some((column) => isSameName(column, name))).length;
  if (names.length === 1) return known === 1;
  return known * 2 >= names.length || (isBlank && names.every((name) => !/\s/.test(name)));
}
