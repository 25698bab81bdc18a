import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  insertDatasetColumn,
  insertDatasetRows,
  moveDatasetColumn,
  removeDatasetColumn,
  removeDatasetRows,
  renameDatasetColumn,
  replaceDataset,
  setDatasetValues,
} from '../../src/core/dataset-body.ts';
import { replaceBody } from '../../src/core/edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell, type DatasetCell } from '../../src/core/notebook.ts';

function notebook(format: 'csv' | 'jsonl'): string {
  const body =
    format === 'csv'
      ? 'id,question\na,"무엇을, 먹을까요?"\nb,What?'
      : '{"id":"a","question":"무엇을, 먹을까요?"}\n{"id":"b","question":"What?"}';
  return `# Before\n\n\`\`\`dataset id=d format=${format}\n${body}\n\`\`\`\n\nAfter\n`;
}

function dataset(text: string): DatasetCell {
  const cell = findCell(parseNotebook(text), 'dataset', 'd');
  if (!cell) throw new Error('the dataset is gone');
  return cell;
}

const ofBody = (body: string, format = 'csv') =>
  dataset(`\`\`\`dataset id=d format=${format}\n${body}\n\`\`\`\n`);

describe.each(['csv', 'jsonl'] as const)('a dataset in %s', (format) => {
  const text = notebook(format);
  const edited = (edit: (cell: DatasetCell) => string) => {
    const cell = dataset(text);
    return dataset(replaceBody(text, cell, edit(cell)));
  };
  const questions = (cell: DatasetCell) => cell.rows.map((row) => row.vars['question']);

  it('takes any text as a value and leaves the others', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('가', 'a', '"', ',', '\n', ' ', '\t', '`', "'", '=') }),
        (value) => {
          const after = edited((cell) => setDatasetValues(cell, [{ row: 1, column: 1, value }]));
          expect(questions(after)).toEqual(['무엇을, 먹을까요?', value]);
          expect(after.rows.map((row) => row.id)).toEqual(['a', 'b']);
        },
      ),
    );
  });

  it('grows by rows when a value is past the last one', () => {
    const after = edited((cell) => setDatasetValues(cell, [{ row: 3, column: 1, value: 'x' }]));
    expect(after.rows.map((row) => row.id)).toEqual(['a', 'b', 'row-3', 'row-4']);
    expect(questions(after)).toEqual(['무엇을, 먹을까요?', 'What?', '', 'x']);
  });

  it('gains and loses rows, each new one with an id that is free', () => {
    const ids = (cell: DatasetCell) => cell.rows.map((row) => row.id);
    expect(ids(edited((cell) => removeDatasetRows(cell, 0)))).toEqual(['b']);
    expect(ids(edited((cell) => insertDatasetRows(cell, 1, 2)))).toEqual(['a', 'row-3', 'row-4', 'b']);
  });

  it('gains, loses, renames and moves columns, with their values', () => {
    const added = edited((cell) => insertDatasetColumn(cell, 1, 'expected'));
    expect(added.columns).toEqual(['id', 'expected', 'question']);
    expect(added.rows[0]?.vars).toEqual({ id: 'a', expected: '', question: '무엇을, 먹을까요?' });
    expect(edited((cell) => removeDatasetColumn(cell, 0)).rows[0]?.vars).toEqual({
      question: '무엇을, 먹을까요?',
    });
    const renamed = edited((cell) => renameDatasetColumn(cell, 1, '질문'));
    expect(renamed.rows.map((row) => row.vars['질문'])).toEqual(['무엇을, 먹을까요?', 'What?']);
    const moved = edited((cell) => moveDatasetColumn(cell, 1, 0));
    expect(moved.columns).toEqual(['question', 'id']);
    expect(moved.rows[1]?.vars).toEqual({ id: 'b', question: 'What?' });
  });

  it('is replaced as a whole', () => {
    const after = edited((cell) => replaceDataset(cell, ['id', 'x'], [['q', '1'], ['r']]));
    expect(after.rows.map((row) => row.vars)).toEqual([
      { id: 'q', x: '1' },
      { id: 'r', x: '' },
    ]);
  });

  it('refuses a column that is not there', () => {
    expect(() => setDatasetValues(dataset(text), [{ row: 0, column: 9, value: 'x' }])).toThrow(RangeError);
  });
});

describe('what an edit leaves as it was', () => {
  it('is every row that is not meant, byte for byte, quotes that need not be there included', () => {
    const body = 'id,"question"\n"a","one"\n"b","two\nlines, ""quoted"""\n"c",  three';
    expect(setDatasetValues(ofBody(body), [{ row: 0, column: 1, value: 'new' }])).toBe(
      'id,"question"\na,new\n"b","two\nlines, ""quoted"""\n"c",  three',
    );
    expect(removeDatasetRows(ofBody(body), 0)).toBe(body.replace('"a","one"\n', ''));
  });

  it('is the whole body where the value is the one that is there', () => {
    const body = '"id",q\n"a",  x\n\nb,y';
    expect(setDatasetValues(ofBody(body), [{ row: 0, column: 1, value: '  x' }])).toBe(
      '"id",q\n"a",  x\nb,y',
    );
  });

  it('is the type of a JSON value, where what is written can be of it', () => {
    const body = '{"id":"a","n":1,"ok":true,"list":[1,2]}';
    const set = (column: number, value: string) =>
      setDatasetValues(ofBody(body, 'jsonl'), [{ row: 0, column, value }]);
    expect(set(1, '42')).toBe('{"id":"a","n":42,"ok":true,"list":[1,2]}');
    expect(set(1, 'many')).toBe('{"id":"a","n":"many","ok":true,"list":[1,2]}');
    expect(set(2, 'false')).toBe('{"id":"a","n":1,"ok":false,"list":[1,2]}');
    expect(set(0, '7')).toBe('{"id":"7","n":1,"ok":true,"list":[1,2]}');
  });

  it('holds for any table: the bytes of all other rows are in the body that comes out', () => {
    const value = fc.string({ unit: fc.constantFrom('가', 'a', '"', ',', '\n', ' ', 'b'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        value,
        (rows, at, to) => {
          const blank = ofBody('x,y\n1,2');
          const body = replaceDataset(blank, ['x', 'y'], rows);
          const cell = ofBody(body);
          expect(cell.rows.map(({ vars }) => [vars['x'], vars['y']])).toEqual(rows);
          const row = at % rows.length;
          const after = ofBody(setDatasetValues(cell, [{ row, column: 1, value: to }]));
          expect(after.rows.map(({ vars }) => [vars['x'], vars['y']])).toEqual(
            rows.map(([x, y], index) => [x, index === row ? to : y]),
          );
        },
      ),
    );
  });
});

describe('JSON Lines keep their types', () => {
  const LINES = [
    '{"id": "a", "age": 30, "ok": true, "tags": ["x", "y"], "at": {"lat": 1.50}, "none": null}',
    '{"id": "b", "age": 41, "ok": false, "tags": [], "at": {"lat": 2}, "note": "a, \\"b\\" {"}',
  ];
  const [A = '', B = ''] = LINES;
  const cell = () => ofBody(LINES.join('\n'), 'jsonl');
  const at = (name: string) => cell().columns.indexOf(name);

  it('when a column comes, goes, is renamed or moves', () => {
    expect(insertDatasetColumn(cell(), 1, 'new').split('\n')).toEqual([
      A.replace('"age"', '"new": "", "age"'),
      B.replace('"age"', '"new": "", "age"'),
    ]);
    expect(removeDatasetColumn(cell(), at('ok')).split('\n')).toEqual([
      A.replace('"ok": true, ', ''),
      B.replace('"ok": false, ', ''),
    ]);
    expect(renameDatasetColumn(cell(), at('age'), 'years').split('\n')).toEqual([
      A.replace('age', 'years'),
      B.replace('age', 'years'),
    ]);
    expect(moveDatasetColumn(cell(), at('ok'), at('age')).split('\n')).toEqual([
      A.replace('"age": 30, "ok": true', '"ok": true, "age": 30'),
      B.replace('"age": 41, "ok": false', '"ok": false, "age": 41'),
    ]);
  });

  it('and columns stand where they are moved to though the first row lacks some', () => {
    const moved = moveDatasetColumn(cell(), at('note'), 1);
    expect(ofBody(moved, 'jsonl').columns).toEqual(['id', 'note', 'age', 'ok', 'tags', 'at', 'none']);
    expect(moved.split('\n')[0]).toBe(A.replace('"age"', '"note": null, "age"'));
  });

  it('when a value is changed: the others to the byte, it as far as it can be of its type', () => {
    const set = (column: string, value: string, row = 0) =>
      setDatasetValues(cell(), [{ row, column: at(column), value }]).split('\n')[row];
    expect(set('age', '31')).toBe(A.replace('30', '31'));
    expect(set('age', 'old')).toBe(A.replace('30', '"old"'));
    expect(set('age', '')).toBe(A.replace('30', 'null'));
    expect(set('ok', 'false')).toBe(A.replace('true', 'false'));
    expect(set('tags', '["z", 1]')).toBe(A.replace('["x", "y"]', '["z", 1]'));
    expect(set('id', '7')).toBe(A.replace('"a"', '"7"'));
  });

  it('when a row is new: its values are of the types of their columns', () => {
    const added = insertDatasetRows(cell(), 2);
    const filled = setDatasetValues(ofBody(added, 'jsonl'), [
      { row: 2, column: at('age'), value: '52' },
      { row: 2, column: at('ok'), value: 'true' },
      { row: 2, column: at('note'), value: '3' },
    ]);
    expect(filled.split('\n')[2]).toBe(
      '{"id": "row-3", "age": 52, "ok": true, "tags": null, "at": null, "none": "", "note": "3"}',
    );
  });
});
