import { emptyRow, freeColumnName, ID, putValue } from './dataset-body.ts';
import { toBody, toDraft, withColumns, type Draft, type TableSource } from './dataset-draft.ts';

/** The id of the one row that a new dataset begins with, for somebody to type in. */
export const FRESH_ROW_ID = 'a';

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
  /** New rows whose id another row has: each got one that is free, `a-2` after `a`. */
  renumbered: { from: string; to: string }[];
}

/** Puts a table of values into a dataset from a place on, which grows by the rows and columns that it lacks. A first line of
 * column names puts every column under its name, wherever that stands, and columns of other names are added; `header` says
 * whether it is one, where that is known. A dataset that is still as it began gives up its empty row, and with a line of names also
 * its columns, but for those that are `asked` for. Columns without a name are called `stem` and their number. */
export function pasteIntoDataset(
  cell: TableSource,
  at: { row: number; column: number },
  table: readonly (readonly string[])[],
  {
    header: isNamed,
    asked = [],
    stem = 'column',
  }: { header?: boolean; asked?: readonly string[]; stem?: string } = {},
): Pasted {
  const found = toDraft(cell);
  const isBlank = found.rows.every(({ values }) =>
    values.every((value, column) => value === '' || found.columns[column] === ID),
  );
  const hadHeader = isNamed ?? isHeader(table, found.columns, isBlank);
  const isFresh = isBlank && isOfFreshRow(found);
  const header = hadHeader ? (table[0] ?? []).map((name) => name.trim()) : null;
  const values = hadHeader ? table.slice(1) : table;
  const width = Math.max(0, ...table.map((row) => row.length));
  const before = isFresh ? withoutFresh(found, header, asked) : found;
  const columns = [...before.columns];
  const targets = Array.from({ length: width }, (_, index) => {
    const known = header
      ? columns.findIndex((name) => isSameName(name, header[index] ?? ''))
      : at.column + index;
    if (known !== -1 && known < columns.length) return known;
    return columns.push(freeColumnName(columns, header?.[index] || `${stem}${columns.length + 1}`)) - 1;
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
  const first = isFresh || (hadHeader && isBlank && isNamed === undefined) ? 0 : at.row;
  const rowsBefore = draft.rows.length;
  for (const [index, row] of values.entries()) {
    while (draft.rows.length <= first + index) draft.rows.push(emptyRow(draft));
    for (const [from, to] of targets.entries()) putValue(draft, first + index, to, row[from] ?? '');
  }
  const renumbered = renumber(draft, rowsBefore);
  return {
    body: toBody(draft),
    renumbered,
    newRows: draft.rows.length - rowsBefore,
    newColumns,
    hadHeader,
    row: first,
    column: hadHeader ? Math.min(...targets) : at.column,
    rows: values.length,
    columns: width,
  };
}

/** Gives rows from `start` on whose id a row before them has another one. Ids that only the new rows share are left to their writer. */
function renumber(draft: Draft, start: number): Pasted['renumbered'] {
  const idAt = draft.columns.indexOf(ID);
  const idOf = (row: number): string => draft.rows[row]?.values[idAt] ?? '';
  const ids = draft.rows.map((_, row) => idOf(row));
  const before = new Set(ids.slice(0, start));
  const taken = new Set(ids);
  const renumbered: Pasted['renumbered'] = [];
  for (let row = start; idAt !== -1 && row < draft.rows.length; row += 1) {
    const from = idOf(row);
    if (from === '' || !before.has(from)) continue;
    let n = 2;
    while (taken.has(`${from}-${n}`)) n += 1;
    const to = `${from}-${n}`;
    taken.add(to);
    putValue(draft, row, idAt, to);
    renumbered.push({ from, to });
  }
  return renumbered;
}

function isOfFreshRow({ columns, rows }: Draft): boolean {
  return rows.length === 1 && rows[0]?.values[columns.indexOf(ID)] === FRESH_ROW_ID;
}

/** A dataset as it began, without its row; without columns that nothing asks for, where the names of others are known. */
function withoutFresh(draft: Draft, header: readonly string[] | null, asked: readonly string[]): Draft {
  const empty: Draft = { ...draft, rows: [] };
  if (!header) return empty;
  const wanted = [ID, ...asked];
  const isKept = (name: string): boolean =>
    wanted.includes(name) || header.some((other) => isSameName(other, name));
  const kept = draft.columns.flatMap((name, at) => (isKept(name) ? [at] : []));
  if (kept.length === draft.columns.length) return empty;
  return withColumns(
    empty,
    kept.map((at) => draft.columns[at] ?? ''),
    kept,
  );
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
