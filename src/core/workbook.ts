import readWorkbook, { type CellValue } from 'read-excel-file/universal';
import { toTable, type TextTable } from './table-text.ts';
import type { Text } from './text.ts';

/** The rows of a workbook's sheet, and which sheet that is. */
export interface WorkbookTable extends TextTable {
  sheet: string;
}

const UNREADABLE: Text = {
  en: 'this is no Excel workbook that can be read; save it as .xlsx or CSV',
  ko: '읽을 수 있는 엑셀 통합 문서가 아닙니다. .xlsx나 CSV로 저장하세요.',
};

const OLD: Text = {
  en: 'this Excel workbook is of the old kind (.xls) or has a password; save it as .xlsx or CSV',
  ko: '예전 형식(.xls)이거나 암호가 걸린 엑셀 파일입니다. .xlsx나 CSV로 저장하세요.',
};

/** Reads the first sheet of an Excel workbook (.xlsx) that holds rows, its values as Excel would write them into a CSV but for
 * dates, which are ISO 8601. Or why it cannot be read. */
export async function readWorkbookTable(bytes: Uint8Array): Promise<WorkbookTable | { fault: Text }> {
  // The mark of Microsoft's compound file, which older and encrypted workbooks are.
  if (bytes[0] === 0xd0) return { fault: OLD };
  const sheets = await readWorkbook(bytes.slice().buffer).catch(() => null);
  if (sheets === null) return { fault: UNREADABLE };
  const found = sheets.find(({ data }) => data.some((row) => row.some((value) => value !== null)));
  const rows = (found?.data ?? [])
    .map((row) => row.map(toCellText))
    .filter((row) => row.some((value) => value !== ''));
  const table = toTable(rows);
  return 'fault' in table ? table : { ...table, sheet: found?.sheet ?? '' };
}

function toCellText(value: CellValue | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!(value instanceof Date)) return String(value);
  // Excel's days and times are of no zone; they are read as UTC.
  const [day = '', time = ''] = value.toISOString().slice(0, 19).split('T');
  return time === '00:00:00' ? day : `${day} ${time}`;
}
