import Papa from 'papaparse';
import type { DatasetCell } from './notebook.ts';

/** A dataset cell's body with one value changed. The rows are written anew in the cell's own format (RFC 4180 CSV with
 * `\n`, or one JSON object a line). `row` counts from 0; one past the last row adds a row. */
export function setDatasetValue(cell: DatasetCell, row: number, column: string, value: string): string {
  const rows = cell.rows.map(({ vars }) => ({ ...vars }));
  if (row === rows.length) rows.push(Object.fromEntries(cell.columns.map((name) => [name, ''])));
  const changed = rows[row];
  if (!changed) throw new RangeError(`dataset ${cell.id} has no row ${row}`);
  changed[column] = value;
  return toDatasetBody(cell, cell.columns, rows);
}

/** A dataset cell's body without one row (counted from 0). */
export function removeDatasetRow(cell: DatasetCell, row: number): string {
  return toDatasetBody(
    cell,
    cell.columns,
    cell.rows.filter((_, at) => at !== row).map(({ vars }) => vars),
  );
}

/** A dataset cell's body with one more column, empty in every row. */
export function addDatasetColumn(cell: DatasetCell, column: string): string {
  return toDatasetBody(
    cell,
    [...cell.columns, column],
    cell.rows.map(({ vars }) => ({ ...vars, [column]: '' })),
  );
}

function toDatasetBody(
  cell: Pick<DatasetCell, 'format'>,
  columns: string[],
  rows: Record<string, string>[],
): string {
  if (cell.format === 'jsonl') return rows.map((row) => JSON.stringify(row)).join('\n');
  return Papa.unparse(
    { fields: columns, data: rows.map((row) => columns.map((name) => row[name] ?? '')) },
    { newline: '\n' },
  );
}
