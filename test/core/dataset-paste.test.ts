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

  it('takes the first line for names when the dataset is still blank, and fills it from the top', () => {
    const pasted = pasteIntoDataset(ofBody('id,question\na,'), { row: 0, column: 1 }, [
      ['이름', '질문'],
      ['지민', '뭐 먹지?'],
      ['현우', '얼마나?'],
    ]);
    const { columns, rows } = ofBody(pasted.body);
    expect(columns).toEqual(['id', 'question', '이름', '질문']);
    expect(rows.map(({ id, vars }) => [id, vars['이름'], vars['질문']])).toEqual([
      ['a', '지민', '뭐 먹지?'],
      ['row-2', '현우', '얼마나?'],
    ]);
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
