import Papa from 'papaparse';
import { readJsonl } from './read-table.ts';
import type { Text } from './text.ts';

/** A table from elsewhere: names of its columns, and its values in their order. */
export interface TextTable {
  columns: string[];
  rows: string[][];
}

/**
 * What a clipboard's text is as a table; null where it is one value, so that it belongs into one place. Spreadsheets put
 * tabs between cells; without a tab it is CSV where every line has as many values as the others, and no comma is followed
 * by a space, as commas in prose are. `isTable` says that the clipboard calls it a table itself.
 */
export function toPastedTable(text: string, { isTable = false } = {}): string[][] | null {
  const lf = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (lf.includes('\t')) return readTabs(lf);
  if (!lf.includes('\n')) return null;
  if (lf.includes(',') && !/,[ \t]/.test(lf.replace(/"(?:[^"]|"")*"/g, '""'))) {
    const { data, errors } = Papa.parse<string[]>(lf, { delimiter: ',', newline: '\n' });
    const width = data[0]?.length ?? 0;
    if (errors.length === 0 && width > 1 && data.every((row) => row.length === width)) return data;
  }
  return isTable ? readTabs(lf) : null;
}

/** Values as a spreadsheet takes them from the clipboard: tabs and lines, quotes where a value holds one of them. */
export function toTabText(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((value) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join('\t'),
    )
    .join('\n');
}

/** A file's table: JSON Lines by its name's ending, any other with the separator that its lines have. Columns without a
 * name, or with one that is taken, get one; short rows are filled up. Or why it is none. */
export function readTableFile(name: string, text: string): TextTable | { fault: Text } {
  const lf = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (/\.(jsonl|ndjson)$/i.test(name)) {
    const { columns, rows, faults } = readJsonl(lf);
    const [fault] = faults.filter(({ isOfRows }) => !isOfRows);
    if (fault) return { fault: toPlaced(fault.line, fault.text) };
    return { columns, rows: rows.map(({ vars }) => columns.map((column) => vars[column] ?? '')) };
  }
  const { data, errors } = Papa.parse<string[]>(lf, {
    delimiter: /\.(tsv|tab)$/i.test(name) ? '\t' : '',
    delimitersToGuess: [',', '\t', ';', '|'],
    newline: '\n',
    skipEmptyLines: 'greedy',
  });
  const [error] = errors.filter(({ type }) => type === 'Quotes');
  if (error)
    return {
      fault: toPlaced((error.row ?? 0) + 1, {
        en: 'a double quote that is opened is not closed as it should be',
        ko: '큰따옴표가 제대로 닫히지 않았습니다.',
      }),
    };
  return toTable(data);
}

/** The table of a file's rows, whose first one names the columns. */
export function toTable(data: readonly (readonly string[])[]): TextTable | { fault: Text } {
  const [head = [], ...rows] = data;
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  if (width === 0 || rows.length === 0)
    return {
      fault: {
        en: 'the file has no rows; its first line names the columns',
        ko: '파일에 행이 없습니다. 첫 줄에는 열 이름을 쓰세요.',
      },
    };
  const columns: string[] = [];
  for (let at = 0; at < width; at += 1) columns.push(toFreeName(columns, head[at]?.trim() ?? '', at));
  return { columns, rows: rows.map((row) => columns.map((_, at) => row[at] ?? '')) };
}

function toFreeName(columns: string[], name: string, at: number): string {
  const wanted = name || `column${at + 1}`;
  if (!columns.includes(wanted)) return wanted;
  let n = 2;
  while (columns.includes(`${wanted}${n}`)) n += 1;
  return `${wanted}${n}`;
}

function toPlaced(line: number, text: Text): Text {
  return { en: `line ${line}: ${text.en}`, ko: `${line}번째 줄: ${text.ko}` };
}

/** Quotes open at the beginning of a value only; where they do not close they were no quotes. */
function readTabs(lf: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(lf, { delimiter: '\t', newline: '\n' });
  if (errors.some(({ type }) => type === 'Quotes')) return lf.split('\n').map((line) => line.split('\t'));
  return data;
}
