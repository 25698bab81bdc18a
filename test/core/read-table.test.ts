import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { readCsv, readJsonl, type Table } from '../../src/core/read-table.ts';

function faultsOf({ faults }: Table): string[] {
  return faults.map(({ line, text }) => `${line} ${text.en}`);
}

test('CSV is read with its header, quotes and line breaks in them', () => {
  expect(readCsv('\uFEFFid, name ,q\na,지민,"x, ""y""\nz"\n\nb,, w')).toEqual({
    columns: ['id', 'name', 'q'],
    rows: [
      { id: 'a', vars: { id: 'a', name: '지민', q: 'x, "y"\nz' } },
      { id: 'b', vars: { id: 'b', name: '', q: ' w' } },
    ],
    faults: [],
  });
});

test('rows without an id column are numbered', () => {
  expect(readCsv('q\na\nb').rows.map((row) => row.id)).toEqual(['row-1', 'row-2']);
});

test('faults of CSV have their line, also after values of several lines', () => {
  expect(faultsOf(readCsv('id,q\na,"1\n2"\nb\nc,1,2'))).toEqual([
    '4 this row has 1 value, the header 2; a value with a comma or a quote goes in double quotes',
    '5 this row has 3 values, the header 2; a value with a comma or a quote goes in double quotes',
  ]);
  expect(faultsOf(readCsv('id,q\na,"x'))).toEqual(['2 a double quote that opens here is never closed']);
  expect(faultsOf(readCsv('id,q\na,"x"y'))[0]).toMatch(/^2 a quoted value goes on/);
  expect(faultsOf(readCsv('id,q\na,1\na,2\n,3'))).toEqual([
    "3 row id 'a' is already used in line 2",
    '4 this row has no id',
  ]);
  expect(faultsOf(readCsv('id,,q,q\n1,2,3,4'))).toEqual([
    '1 column 2 has no name',
    "1 two columns are named 'q'",
  ]);
  expect(faultsOf(readCsv(''))[0]).toMatch(/^1 the dataset is empty/);
  expect(faultsOf(readCsv('id,q\n'))).toEqual(['1 the dataset has no rows']);
});

test('a fault stands where it is: the quote that opens, the line of the file that has the id', () => {
  const unclosed = readCsv('\uFEFFid,q\na,ok\nb,"x\ny');
  expect(unclosed.faults).toMatchObject([{ line: 3, column: 3 }]);
  expect(readCsv('id,q,r\na,"1\n2","x"y').faults).toMatchObject([{ line: 3, column: 4 }]);
  const [repeated] = readCsv('id,q\na,1\na,2', { linesBefore: 20 }).faults;
  expect(repeated).toMatchObject({ line: 3, text: { en: "row id 'a' is already used in line 22" } });
});

test('JSON Lines are read as texts', () => {
  const text = '{"id": 1, "n": 0.5, "ok": true, "none": null}\n\n{"id": "b", "list": [1, {"a": "가"}]}';
  expect(readJsonl(text)).toEqual({
    columns: ['id', 'n', 'ok', 'none', 'list'],
    rows: [
      { id: '1', vars: { id: '1', n: '0.5', ok: 'true', none: '' } },
      { id: 'b', vars: { id: 'b', list: '[1,{"a":"가"}]' } },
    ],
    faults: [],
  });
});

test('faults of JSON Lines have their line', () => {
  expect(faultsOf(readJsonl('{"a": 1}\n{"a": \n[1]'))).toEqual([
    expect.stringMatching(/^2 not valid JSON/),
    expect.stringMatching(/^3 expected a JSON object/),
  ]);
  expect(faultsOf(readJsonl('{"a": 12345678901234567890}'))).toEqual([
    "1 the number in 'a' is too long to be exact; put it in quotes",
  ]);
});

test('a name such as __proto__ is a column like any other', () => {
  const [row] = readCsv('id,__proto__\na,x').rows;
  expect(Object.keys(row?.vars ?? {})).toEqual(['id', '__proto__']);
});

test('any table written as CSV is read back', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '가', ',', '"', '\n', ' ', "'", ';', '\t', '=') });
  const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rows, (written) => {
      const csv = Papa.unparse(
        { fields: ['id', 'x', 'y'], data: written.map((row, index) => [`r${index}`, ...row]) },
        { newline: '\n' },
      );
      const table = readCsv(csv);
      expect(table.faults).toEqual([]);
      expect(table.rows.map(({ vars }) => [vars['x'], vars['y']])).toEqual(written);
    }),
  );
});
