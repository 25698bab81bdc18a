import Papa from 'papaparse';
import { readJson } from './json-fault.ts';
import type { DatasetRow } from './notebook.ts';
import { particle, type Text } from './text.ts';

/** What is wrong in a table, at a 1-based line of its own text. */
export interface TableFault {
  line: number;
  column: number;
  text: Text;
  /** Whether the table can be read all the same: its ids are wrong, or it has no rows. */
  isOfRows?: boolean;
}

/** A dataset's text, read: all of it, or what is wrong with it. */
export interface Table {
  columns: string[];
  rows: DatasetRow[];
  faults: TableFault[];
}

/** Faults that are told one by one; a file of another kind would have one on every line. */
const MAX_FAULTS = 20;

/** The column whose values are the rows' ids. */
const ID_COLUMN = 'id';

interface Line {
  line: number;
  vars: Record<string, string>;
}

/** How a table's text is read. */
export interface TableOptions {
  /** ',' by default. */
  delimiter?: string;
  /** Lines of the file before the text, for texts that name a line; 0 by default. */
  linesBefore?: number;
}

/** Reads CSV with a header line (RFC 4180; LF line endings). Names in the header are trimmed, values are not. */
export function readCsv(written: string, { delimiter = ',', linesBefore = 0 }: TableOptions = {}): Table {
  const text = written.replace(/^\uFEFF/, '');
  const faults: TableFault[] = [];
  const records: Line[] = [];
  let columns: string[] | null = null;
  let start = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors, meta }) => {
      const raw = text.slice(start, meta.cursor);
      const at = line;
      const begun = start;
      start = meta.cursor;
      line += raw.split('\n').length - 1;
      if (faults.length > MAX_FAULTS || raw.trim() === '') return;
      const [error] = errors;
      if (error) {
        const quoteAt = Math.max(begun, (error.index ?? begun + 1) - 1);
        return void faults.push({
          ...toPlace(text, { start: begun, line: at }, quoteAt),
          text: toQuoteText(error.code),
        });
      }
      if (columns === null) {
        columns = data.map((name) => name.trim());
        faults.push(...toHeaderFaults(columns, at));
      } else if (data.length !== columns.length) {
        faults.push({ line: at, column: 1, text: toRaggedText(columns.length, data.length) });
      } else {
        const names = columns;
        records.push({
          line: at,
          vars: Object.fromEntries(data.map((value, index) => [names[index] ?? '', value])),
        });
      }
    },
  });
  if (columns === null) {
    faults.push({
      line: 1,
      column: 1,
      text: {
        en: 'the dataset is empty; its first line names the columns, such as id,question',
        ko: '데이터셋이 비어 있습니다. 첫 줄에 id,question처럼 열 이름을 쓰세요.',
      },
    });
  }
  return toTable(columns ?? [], records, faults, linesBefore);
}

/** The place of an offset in a record that begins at another, in a line of its own. */
function toPlace(text: string, record: { start: number; line: number }, offset: number) {
  const before = text.slice(record.start, offset);
  const lines = before.split('\n');
  return { line: record.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Reads JSON Lines: one object a line. Numbers and booleans become text, nested values JSON text, null empty text. */
export function readJsonl(text: string, { linesBefore = 0 }: Pick<TableOptions, 'linesBefore'> = {}): Table {
  const faults: TableFault[] = [];
  const records: Line[] = [];
  const columns = new Set<string>();
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (written.trim() === '') continue;
    const line = index + 1;
    const read = readJson(written);
    if ('fault' in read) {
      const { text: words, position } = read.fault;
      faults.push({
        line,
        column: (position ?? 0) + 1,
        text: { en: `not valid JSON: ${words.en}`, ko: `JSON 문법 오류: ${words.ko}` },
      });
      continue;
    }
    const { value: parsed } = read;
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
      faults.push({
        line,
        column: 1,
        text: {
          en: 'expected a JSON object such as {"id": "a", "question": "..."}',
          ko: '{"id": "a", "question": "..."}와 같은 JSON 객체를 쓰세요.',
        },
      });
      continue;
    }
    const vars: [string, string][] = [];
    for (const [name, value] of Object.entries(parsed)) {
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        faults.push({ line, column: 1, text: toBigNumberText(name) });
      }
      columns.add(name);
      vars.push([name, toFieldText(value)]);
    }
    records.push({ line, vars: Object.fromEntries(vars) });
  }
  return toTable([...columns], records, faults, linesBefore);
}

function toTable(columns: string[], records: Line[], faults: TableFault[], linesBefore: number): Table {
  const rows: DatasetRow[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, { line, vars }] of records.entries()) {
    const written = Object.hasOwn(vars, ID_COLUMN) ? vars[ID_COLUMN] : undefined;
    const id = written ?? `row-${index + 1}`;
    const earlier = lineOfId.get(id);
    if (id.trim() === '') {
      faults.push({
        line,
        column: 1,
        text: { en: 'this row has no id', ko: '이 행에 id가 없습니다.' },
        isOfRows: true,
      });
    } else if (earlier !== undefined) {
      faults.push({
        line,
        column: 1,
        text: {
          en: `row id '${id}' is already used in line ${earlier + linesBefore}`,
          ko: `행 id '${id}'${particle(id, '은', '는')} ${earlier + linesBefore}번째 줄에서 이미 쓰였습니다.`,
        },
        isOfRows: true,
      });
    }
    lineOfId.set(id, lineOfId.get(id) ?? line);
    rows.push({ id, vars });
  }
  if (faults.length === 0 && rows.length === 0) {
    faults.push({
      line: 1,
      column: 1,
      text: { en: 'the dataset has no rows', ko: '데이터셋에 행이 없습니다.' },
      isOfRows: true,
    });
  }
  faults.sort((a, b) => a.line - b.line);
  return { columns, rows, faults: faults.slice(0, MAX_FAULTS) };
}

function toHeaderFaults(columns: string[], line: number): TableFault[] {
  const faults: TableFault[] = [];
  for (const [index, name] of columns.entries()) {
    if (name === '') {
      faults.push({
        line,
        column: 1,
        text: { en: `column ${index + 1} has no name`, ko: `${index + 1}번째 열에 이름이 없습니다.` },
      });
    } else if (columns.indexOf(name) < index) {
      faults.push({
        line,
        column: 1,
        text: {
          en: `two columns are named '${name}'`,
          ko: `'${name}'${particle(name, '이라', '라')}는 열이 둘입니다.`,
        },
      });
    }
  }
  return faults;
}

function toRaggedText(expected: number, found: number): Text {
  return {
    en: `this row has ${found} ${found === 1 ? 'value' : 'values'}, the header ${expected}; a value with a comma or a quote goes in double quotes`,
    ko: `값이 ${found}개인데 머리글은 ${expected}개입니다. 쉼표나 따옴표가 든 값은 큰따옴표로 감싸세요.`,
  };
}

function toQuoteText(code: string): Text {
  return code === 'MissingQuotes'
    ? {
        en: 'a double quote that opens here is never closed',
        ko: '여기서 열린 큰따옴표가 닫히지 않았습니다.',
      }
    : {
        en: 'a quoted value goes on after its closing quote; write a quote inside as ""',
        ko: '닫는 큰따옴표 뒤에 글자가 더 있습니다. 값 안의 큰따옴표는 ""로 쓰세요.',
      };
}

function toBigNumberText(name: string): Text {
  return {
    en: `the number in '${name}' is too long to be exact; put it in quotes`,
    ko: `'${name}'의 숫자가 너무 길어 정확하지 않습니다. 따옴표로 감싸세요.`,
  };
}

function toFieldText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
