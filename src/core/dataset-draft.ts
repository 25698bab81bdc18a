import Papa from 'papaparse';
import { membersOf, toMemberLine } from './json-members.ts';
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
  if (format === 'jsonl') {
    const like = rows.find(({ raw }) => raw !== null)?.raw ?? '';
    const types = rows.some(({ raw }) => raw === null) ? typesOf(columns, rows) : new Map<string, JsonType>();
    return rows.map(({ raw, values }) => raw ?? toJsonLine({ columns, values, types, like })).join('\n');
  }
  return [head ?? toCsvRecord(columns), ...rows.map(({ raw, values }) => raw ?? toCsvRecord(values))].join(
    '\n',
  );
}

/**
 * The draft with other columns: `from` has, for each, which one it was, and null for a new one. Rows of CSV are written anew;
 * those of JSON Lines keep their values as they are written, types and all, and what a row has not it does not get.
 */
export function withColumns(draft: Draft, columns: string[], from: readonly (number | null)[]): Draft {
  const toValues = (values: string[]) => from.map((at) => (at === null ? '' : (values[at] ?? '')));
  if (draft.format === 'csv') {
    const rows = draft.rows.map(({ values }) => ({ raw: null, values: toValues(values) }));
    return { ...draft, columns, head: null, rows };
  }
  const rows = draft.rows.map(({ raw, values }): DraftRow => {
    const members = raw === null ? null : membersOf(raw);
    if (!members || raw === null) return { raw: null, values: toValues(values) };
    const kept = columns.flatMap((name, at): [string, string][] => {
      const was = from[at];
      const written = was === null || was === undefined ? '""' : members.get(draft.columns[was] ?? '');
      return written === undefined ? [] : [[name, written]];
    });
    return { raw: toMemberLine(kept, raw), values: toValues(values) };
  });
  return { ...draft, columns, head: null, rows: inOrder(columns, rows) };
}

/** The columns of JSON Lines stand in the order in which they first turn up: where that is another one than wanted, the first
 * row gets what it lacks, as nothing. */
function inOrder(columns: readonly string[], rows: DraftRow[]): DraftRow[] {
  const [first, ...others] = rows;
  if (!first || first.raw === null) return rows;
  const found = new Set<string>();
  for (const { raw } of rows) {
    for (const name of raw === null ? columns : (membersOf(raw)?.keys() ?? [])) found.add(name);
    if (found.size >= columns.length) break;
  }
  if ([...found].join('\n') === columns.join('\n')) return rows;
  const members = membersOf(first.raw);
  const raw = toMemberLine(
    columns.map((name) => [name, members?.get(name) ?? 'null'] as const),
    first.raw,
  );
  return [{ ...first, raw }, ...others];
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

/** What the values of a column of JSON Lines are. */
type JsonType = 'string' | 'number' | 'boolean' | 'json';

function typeOfWritten(written: string): JsonType | null {
  switch (written[0]) {
    case 'n':
      return null;
    case '"':
      return 'string';
    case 't':
    case 'f':
      return 'boolean';
    case '{':
    case '[':
      return 'json';
    default:
      return 'number';
  }
}

/** What the values of each column are, where all that are written are of one type. */
function typesOf(columns: readonly string[], rows: readonly DraftRow[]): Map<string, JsonType> {
  const found = new Map<string, Set<JsonType>>(columns.map((name) => [name, new Set()]));
  for (const { raw } of rows) {
    for (const [name, written] of raw === null ? [] : (membersOf(raw) ?? [])) {
      const type = typeOfWritten(written);
      if (type) found.get(name)?.add(type);
    }
  }
  return new Map(
    [...found].flatMap(([name, types]) => {
      const [type] = types;
      return types.size === 1 && type ? [[name, type] as const] : [];
    }),
  );
}

const known = new WeakMap<Draft, Map<string, JsonType>>();

/** {@link typesOf} a draft, found out once for all the values that are put into it. */
function knownTypes(draft: Draft): Map<string, JsonType> {
  const types = known.get(draft) ?? typesOf(draft.columns, draft.rows);
  known.set(draft, types);
  return types;
}

/** A row as JSON, spaced as another one, its values of the types that their columns have. */
function toJsonLine({
  columns,
  values,
  types,
  like,
}: {
  columns: string[];
  values: string[];
  types: ReadonlyMap<string, JsonType>;
  like: string;
}): string {
  const members = columns.map(
    (name, at) => [name, toWritten(values[at] ?? '', types.get(name) ?? 'string')] as const,
  );
  return toMemberLine(members, like);
}

/** A JSON line with one value changed and the others as they are written; null where it is no JSON object. A value keeps its type
 * where what is written now can be of it; one that was nothing gets its column's. */
export function withJsonValue(draft: Draft, raw: string, column: string, value: string): string | null {
  const members = membersOf(raw);
  if (!members) return null;
  const before = members.get(column);
  const type = before === undefined ? null : typeOfWritten(before);
  members.set(column, toWritten(value, type ?? knownTypes(draft).get(column) ?? 'string'));
  return toMemberLine(members, raw);
}

/** A value as JSON of a type: nothing as null, but for texts; as a string where it cannot be of that, or would not read as it is typed. */
function toWritten(value: string, type: JsonType): string {
  if (type !== 'string') {
    if (value === '') return 'null';
    try {
      const now: unknown = JSON.parse(value);
      const isSame =
        type === 'json'
          ? now !== null && typeof now === 'object'
          : typeof now === type && String(now) === value;
      if (isSame) return value.includes('\n') ? JSON.stringify(now) : value;
    } catch {
      // It is a text then.
    }
  }
  return JSON.stringify(value);
}
