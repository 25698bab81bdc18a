import {
  freeColumnName,
  insertDatasetColumn,
  insertDatasetRows,
  moveDatasetColumn,
  removeDatasetColumn,
  removeDatasetRows,
  renameDatasetColumn,
  replaceDataset,
  setDatasetValues,
  type ValueChange,
} from './dataset-body.ts';
import { pasteIntoDataset } from './dataset-paste.ts';
import type { TableSource } from './dataset-draft.ts';
import { readCsv, readJsonl } from './read-table.ts';

/** What a column without a name is called, before its number. */
const COLUMN = 'column';

/** What is done to a dataset's own table, as data: it is reckoned from the table as it is when it is done. Rows and columns count
 * from 0. */
export type TableDeed =
  | { do: 'values'; changes: readonly ValueChange[] }
  /** `at`: null is after the last row; `asked`: columns that a dataset which is still as it began keeps; `stem`: what columns without a name
   * are called, before their number. */
  | {
      do: 'paste';
      at: { row: number; column: number } | null;
      table: string[][];
      isNamed?: boolean;
      asked?: readonly string[];
      stem?: string;
    }
  | { do: 'replace'; columns: string[]; rows: string[][] }
  | { do: 'insert-row'; at: number }
  | { do: 'remove-rows'; at: number; count: number }
  | { do: 'insert-column'; at: number; stem?: string }
  | { do: 'rename-column'; at: number; name: string }
  | { do: 'move-column'; at: number; to: number }
  | { do: 'remove-column'; at: number };

/** The body that a dataset has after a deed. Throws a RangeError where the table has no such column. */
export function doTableDeed(cell: TableSource, deed: TableDeed): string {
  switch (deed.do) {
    case 'values':
      return setDatasetValues(cell, deed.changes);
    case 'paste': {
      const at = deed.at ?? { row: cell.rows.length, column: 0 };
      const header = deed.isNamed === undefined ? {} : { header: deed.isNamed };
      const { asked = [], stem = COLUMN } = deed;
      return pasteIntoDataset(cell, at, deed.table, { ...header, asked, stem }).body;
    }
    case 'replace':
      return replaceDataset(cell, deed.columns, deed.rows);
    case 'insert-row':
      return insertDatasetRows(cell, deed.at);
    case 'remove-rows':
      return removeDatasetRows(cell, deed.at, deed.count);
    case 'insert-column': {
      const name = freeColumnName(cell.columns, `${deed.stem ?? COLUMN}${cell.columns.length + 1}`);
      return insertDatasetColumn(cell, deed.at, name);
    }
    case 'rename-column':
      return renameDatasetColumn(cell, deed.at, deed.name);
    case 'move-column':
      return moveDatasetColumn(cell, deed.at, deed.to);
    case 'remove-column':
      return removeDatasetColumn(cell, deed.at);
    default:
      deed satisfies never;
      return cell.body;
  }
}

/** A dataset as it is after a deed, its rows read anew. */
export function afterDeed<T extends TableSource>(cell: T, deed: TableDeed): T {
  const body = doTableDeed(cell, deed);
  const { columns, rows } = cell.format === 'csv' ? readCsv(body) : readJsonl(body);
  return { ...cell, body, columns, rows };
}
