import { describe, expect, it } from 'vitest';
import { pasteIntoDataset } from '../../src/core/dataset-paste.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell } from '../../src/core/notebook.ts';
import { toPastedTable } from '../../src/core/table-text.ts';

function ofBody(body: string) {
  const cell = findCell(parseNotebook(`\`\`\`dataset id=d\n${body}\n\`\`\`\n`), 'dataset', 'd');
  if (!cell) throw new Error(`no dataset: ${body}`);
  return cell;
}

const TWO = 'id,question\na,one\nb,two';

describe('a table that is pasted', () => {
  it('goes over the values from the place on, and makes the rows and columns that it needs', () => {
    const pasted = pasteIntoDataset(ofBody(TWO), { row: 1, column: 1 }, [
      ['2', 'x'],
      ['3', 'y'],
    ]);
    expect(pasted.body).toBe('id,question,column3\na,one,\nb,2,x\nrow-3,3,y');
    expect(pasted).toMatchObject({ newRows: 1, newColumns: ['column3'], hadHeader: false });
  });

  it('puts columns under their names where its first line has them, in whatever order', () => {
    const pasted = pasteIntoDataset(ofBody(TWO), { row: 2, column: 0 }, [
      ['Question', 'expected', 'ID'],
      ['three', 'yes', 'c'],
    ]);
    expect(pasted.body).toBe('id,question,expected\na,one,\nb,two,\nc,three,yes');
    expect(pasted).toMatchObject({ hadHeader: true, newColumns: ['expected'] });
  });

  it('numbers the ids of new rows anew that rows there have, and tells which', () => {
    const table = [
      ['a', 'other'],
      ['c', 'three'],
      ['b', 'more'],
      ['a', 'again'],
    ];
    const pasted = pasteIntoDataset(
      ofBody('id,question\na,one\nb,two\na-2,mine'),
      { row: 3, column: 0 },
      table,
    );
    expect(pasted.body).toBe('id,question\na,one\nb,two\na-2,mine\na-3,other\nc,three\nb-2,more\na-4,again');
    expect(pasted.renumbered).toEqual([
      { from: 'a', to: 'a-3' },
      { from: 'b', to: 'b-2' },
      { from: 'a', to: 'a-4' },
    ]);
    // What is pasted over rows stays as it is written.
    const over = pasteIntoDataset(ofBody(TWO), { row: 0, column: 0 }, [['b'], ['a']]);
    expect(over.body).toBe('id,question\nb,one\na,two');
    expect(over.renumbered).toEqual([]);
  });

  const NAMED = [
    ['이름', '질문'],
    ['지민', '뭐 먹지?'],
    ['현우', '얼마나?'],
  ];

  it('takes the first line for names when the dataset is still blank, and fills it from the top', () => {
    const pasted = pasteIntoDataset(ofBody('id,question\nmine,'), { row: 0, column: 1 }, NAMED);
    expect(pasted.body).toBe('id,question,이름,질문\nmine,,지민,뭐 먹지?\nrow-2,,현우,얼마나?');
  });

  it('takes the place of all that a dataset began with, but for the columns that prompts ask for', () => {
    const fresh = ofBody('id,question,city\na,,');
    const at = { row: 0, column: 1 };
    const pasted = pasteIntoDataset(fresh, at, NAMED, { asked: ['city'] });
    expect(pasted.body).toBe('id,city,이름,질문\nrow-1,,지민,뭐 먹지?\nrow-2,,현우,얼마나?');
    expect(pasted).toMatchObject({ newColumns: ['이름', '질문'], row: 0, column: 2, newRows: 2 });
    const own = [
      ['Question', 'ID'],
      ['What now?', 'x'],
    ];
    expect(pasteIntoDataset(fresh, at, own).body).toBe('id,question\nx,What now?');
    const after = { row: 1, column: 0 };
    const file = pasteIntoDataset(fresh, after, NAMED, { header: true });
    expect(file.body).toBe('id,이름,질문\nrow-1,지민,뭐 먹지?\nrow-2,현우,얼마나?');
  });

  it('leaves a fresh dataset its columns where it names none itself, and gives its rows ids of their own', () => {
    const values = [['무엇을 먹을까요?'], ['왜 그런가요?']];
    expect(pasteIntoDataset(ofBody('id,question\na,'), { row: 0, column: 1 }, values).body).toBe(
      'id,question\nrow-1,무엇을 먹을까요?\nrow-2,왜 그런가요?',
    );
  });

  it('keeps the row and the columns of a dataset into which anything was written', () => {
    for (const [body, kept] of [
      ['id,question,city\na,,Seoul', 'id,question,city,이름,질문\na,,Seoul,지민,뭐 먹지?'],
      ['id,question\na,\nb,', 'id,question,이름,질문\na,,지민'],
      ['question\n""', 'question,이름,질문\n,지민'],
    ] as const)
      expect(pasteIntoDataset(ofBody(body), { row: 0, column: 0 }, NAMED, { header: true }).body).toContain(
        kept,
      );
  });

  it('is values where its first line is a sentence', () => {
    expect(
      pasteIntoDataset(ofBody(TWO), { row: 0, column: 0 }, [
        ['c', 'What should I eat?'],
        ['d', 'How much?'],
      ]).body,
    ).toBe('id,question\nc,What should I eat?\nd,How much?');
  });
});

describe('the text of a clipboard', () => {
  it('is a table where it has tabs, with quotes around lines and tabs in a value', () => {
    expect(toPastedTable('a\tb\r\n"two\nlines"\t"say ""hi"""\r\n')).toEqual([
      ['a', 'b'],
      ['two\nlines', 'say "hi"'],
    ]);
    expect(toPastedTable('5" nail\tb\n"open\tc')).toEqual([
      ['5" nail', 'b'],
      ['"open', 'c'],
    ]);
  });

  it('is a table where every line has as many values, and prose where commas are followed by spaces', () => {
    expect(toPastedTable('id,question\na,"Hi, you"\n')).toEqual([
      ['id', 'question'],
      ['a', 'Hi, you'],
    ]);
    expect(toPastedTable('Hello, you\nI am tired, too')).toBeNull();
    expect(toPastedTable('one line, only')).toBeNull();
  });

  it('is a column where the clipboard says that it is a table', () => {
    expect(toPastedTable('one\ntwo', { isTable: true })).toEqual([['one'], ['two']]);
    expect(toPastedTable('one\ntwo')).toBeNull();
  });
});
