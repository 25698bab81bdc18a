import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/core/decode-text.ts';
import { readTableFile, toPastedTable, toTabText } from '../../src/core/table-text.ts';

describe('a file of rows', () => {
  it('is read with commas, tabs or semicolons, and Windows line endings', () => {
    const wanted = {
      columns: ['id', 'q'],
      rows: [
        ['a', '먹을까?'],
        ['b', 'x\ny'],
      ],
    };
    expect(readTableFile('a.csv', '\uFEFFid,q\r\na,먹을까?\r\nb,"x\r\ny"\r\n')).toEqual(wanted);
    expect(readTableFile('a.tsv', 'id\tq\na\t먹을까?\nb\t"x\ny"')).toEqual(wanted);
    expect(readTableFile('a.csv', 'id;q\na;먹을까?\nb;"x\ny"')).toEqual(wanted);
    expect(readTableFile('a.jsonl', '{"id":"a","q":"먹을까?"}\n{"id":"b","q":"x\\ny"}\n')).toEqual(wanted);
  });

  it('gets names for columns without one, and values for rows that are short', () => {
    expect(readTableFile('a.csv', 'id,,id\na,1\nb,2,3,4')).toEqual({
      columns: ['id', 'column2', 'id2', 'column4'],
      rows: [
        ['a', '1', '', ''],
        ['b', '2', '3', '4'],
      ],
    });
  });

  it('says in both languages why it is none', () => {
    expect(readTableFile('a.csv', 'id,q\n')).toMatchObject({ fault: { ko: expect.stringContaining('행') } });
    expect(readTableFile('a.jsonl', '{"id":1}\nno')).toMatchObject({
      fault: { en: expect.stringContaining('line 2') },
    });
    expect(readTableFile('a.csv', 'id,q\na,"never')).toMatchObject({
      fault: { en: expect.stringContaining('quote') },
    });
  });
});

describe('bytes of a file', () => {
  it('are read as UTF-8, UTF-16 or what Excel saves Korean in', () => {
    const utf8 = new TextEncoder().encode('\uFEFF질문');
    expect(decodeText(utf8)).toEqual({ text: '질문', encoding: 'UTF-8' });
    const cp949 = Uint8Array.from([0xc1, 0xfa, 0xb9, 0xae]);
    expect(decodeText(cp949)).toEqual({ text: '질문', encoding: 'CP949' });
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0xc8, 0xc9]))).toEqual({ text: '질', encoding: 'UTF-16' });
  });
});

describe('values that are copied', () => {
  it('come back as they were when they are pasted', () => {
    const value = fc.string({ unit: fc.constantFrom('가', 'a', '"', ',', '\n', '\t', ' '), maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, fc.constant('z')), { minLength: 1, maxLength: 5 }),
        (rows) => {
          expect(toPastedTable(toTabText(rows))).toEqual(rows);
        },
      ),
    );
  });
});
