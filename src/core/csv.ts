import Papa from 'papaparse';

/** What a cell of a table may hold. null is unknown and becomes an empty cell. */
export type CellValue = string | number | boolean | null;

/** A table: names of its columns, and its rows in their order. */
export interface Table {
  columns: string[];
  rows: Iterable<readonly CellValue[]>;
}

export interface CsvOptions {
  /** Begin with a byte order mark, without which Excel takes UTF-8 Korean for something else. */
  bom?: boolean;
  /** Defuse cells that a spreadsheet would run as a formula. */
  excel?: boolean;
}

const BOM = '\uFEFF';
/** Rows that are quoted and handed on at a time. */
const ROWS_A_CHUNK = 200;

/** What a spreadsheet takes for a formula (OWASP, CSV Injection; the full-width signs where East Asian text is typed), also
 * behind quotes that defuse it, so that defusing twice can be undone twice. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const DEFUSED = /^'+[=+\-@\t\r\n＝＋－＠]/;

function defuse(cell: CellValue): CellValue {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}

function toLines(rows: (readonly CellValue[])[]): string {
  return `${Papa.unparse(rows as CellValue[][], { header: false, newline: '\r\n' })}\r\n`;
}

/**
 * A table as CSV (RFC 4180: CRLF, quotes where they must be), in chunks: the header first, so that a large export can be
 * sent while it is made. With `excel`, text that a spreadsheet would run gets a `'` before it; numbers stay numbers.
 */
export function* toCsvChunks(
  { columns, rows }: Table,
  { bom = true, excel = false }: CsvOptions = {},
): Generator<string> {
  const finish = (row: readonly CellValue[]) => (excel ? row.map(defuse) : row);
  yield (bom ? BOM : '') + toLines([finish(columns)]);
  let chunk: (readonly CellValue[])[] = [];
  for (const row of rows) {
    chunk.push(finish(row));
    if (chunk.length < ROWS_A_CHUNK) continue;
    yield toLines(chunk);
    chunk = [];
  }
  if (chunk.length > 0) yield toLines(chunk);
}

/** The rows of a CSV text: every cell as text, by column. An empty cell is an empty text. */
export interface CsvRows {
  columns: string[];
  rows: Record<string, string>[];
}

/** The first line end that stands outside quotes: a cell's own must not be taken for the file's. */
function lineEndOf(text: string): '\r\n' | '\n' | '\r' {
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === '\n') return '\n';
    else if (!isQuoted && char === '\r') return text.includes('\r\n') ? '\r\n' : '\r';
  }
  return '\r\n';
}

/**
 * Reads a CSV text back, ours or one that a spreadsheet has saved. With `excel` the quotes that defused formulas are
 * taken off. Throws an Error with the row where a quote is never closed.
 */
export function fromCsv(text: string, { excel = false }: { excel?: boolean } = {}): CsvRows {
  const body = text.startsWith(BOM) ? text.slice(1) : text;
  const { data, errors } = Papa.parse<string[]>(body, { delimiter: ',', newline: lineEndOf(body) });
  const [problem] = errors;
  if (problem) throw new Error(`CSV row ${(problem.row ?? 0) + 1}: ${problem.message}`);
  const undo = (cell: string) => (excel && DEFUSED.test(cell) ? cell.slice(1) : cell);
  const [columns = [], ...rest] = data.map((row) => row.map(undo));
  // What comes after the last line end is no row.
  if (rest.at(-1)?.join('') === '' && rest.at(-1)?.length === 1) rest.pop();
  const rows = rest.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
  return { columns, rows };
}
