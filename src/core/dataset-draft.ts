import Papa from 'papaparse';
import type { DatasetCell } from './notebook.ts';

/** A row while its table is edited: what stands in the file as long as it is as it was, and its values by column. */
export interface DraftRow {
  /** The row's bytes in the body; null once it has changed. */
  raw: string | null;
  values: string[];
}

/** A dataset's table, taken apart so that rows which no edit touches are written back byte for byte. */
export interface Draft {
  format: 'csv' | 'jsonl';
  columns: string[];
  /** The header line as written; null for JSON Lines and where the columns have changed. */
  head: string | null;
  rows: DraftRow[];
}

/** What of a cell its table is made of. */
export type TableSource = Pick<DatasetCell, 'id' | 'format' | 'body' | 'columns' | 'rows'>;

/** Takes a dataset's own table apart. The cell's columns and rows must be those that its body says. */
export function toDraft({ format, body, columns, rows }: TableSource): Draft {
  const raws = format === 'csv' ? recordsOf(body) : body.split('\n').filter((line) => line.trim() !== '');
  const head = format === 'csv' ? (raws.shift() ?? null) : null;
  return {
    format,
    columns: [...columns],
    head,
    rows: rows.map(({ vars }, at) => ({
      raw: raws[at] ?? null,
      values: columns.map((name) => vars[name] ?? ''),
    })),
  };
}

/** The body that a draft is written as. */
export function toBody({ format, columns, head, rows }: Draft): string {
  if (format === 'jsonl') return rows.map((row) => toJsonLine(row, columns)).join('\n');
  return [head ?? toCsvRecord(columns), ...rows.map(({ raw, values }) => raw ?? toCsvRecord(values))].join(
    '\n',
  );
}

/** The draft with its values as they are and every row written anew: where columns come, go or change their places. */
export function withColumns(draft: Draft, columns: string[], toValues: (row: DraftRow) => string[]): Draft {
  const rows = draft.rows.map((row) => ({ raw: null, values: toValues(row) }));
  return { ...draft, columns, head: null, rows };
}

/** The records of a CSV text as they are written, blank lines left out: a line ending inside quotes ends none. */
export function recordsOf(body: string): string[] {
  const records: string[] = [];
  let start = 0;
  let isFieldStart = true;
  let isQuoted = false;
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at];
    if (isQuoted) {
      if (char !== '"') continue;
      if (body[at + 1] === '"') at += 1;
      else isQuoted = false;
    } else if (char === '"' && isFieldStart) {
      isQuoted = true;
      isFieldStart = false;
    } else {
      isFieldStart = char === ',' || char === '\n';
      if (char !== '\n') continue;
      records.push(body.slice(start, at));
      start = at + 1;
    }
  }
  records.push(body.slice(start));
  return records.filter((record) => record.trim() !== '');
}

function toCsvRecord(values: string[]): string {
  const record = Papa.unparse([values], { newline: '\n' });
  // A record that is blank is no record to those who read it.
  return record.trim() === '' ? Papa.unparse([values], { newline: '\n', quotes: true }) : record;
}

/** A row as JSON. A value that was a number or a boolean stays one where what is written now can be one. */
function toJsonLine({ raw, values }: DraftRow, columns: string[]): string {
  return raw ?? JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, values[at] ?? ''])));
}

/** A JSON line with one value changed and the others as they are, types and all; null where it is no JSON object. */
export function withJsonValue(raw: string, column: string, value: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    return null;
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return null;
  const before: unknown = (parsed as Record<string, unknown>)[column];
  const isKept = before !== null && before !== undefined && typeof before !== 'string';
  return JSON.stringify({ ...parsed, [column]: isKept ? toSameType(before, value) : value });
}

function toSameType(before: unknown, value: string): unknown {
  try {
    const now: unknown = JSON.parse(value);
    return typeof now === typeof before && JSON.stringify(now) === value ? now : value;
  } catch {
    return value;
  }
}
