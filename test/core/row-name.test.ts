import { expect, test } from 'vitest';
import { toEditableTable } from '../../src/core/editable-table.ts';
import { expand } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell } from '../../src/core/notebook.ts';
import { rowName } from '../../src/core/row-name.ts';
import { OPTIONS } from './notebook-fixture.ts';

const FENCE = '```';
const ROWS = 'city,question\nSeoul,"Where\n to eat?"\nBusan,Where to swim?\nSeoul,\n';
const read = (info: string, rows = ROWS) => parseNotebook(`${FENCE}dataset id=d ${info}\n${rows}${FENCE}\n`);
const names = (info: string, rows?: string) => {
  const cell = findCell(read(info, rows), 'dataset', 'd');
  return cell?.rows.map(({ id }) => rowName(cell, id));
};

test('a row is called by the column that its dataset names, and by its id where that says nothing', () => {
  expect(names('')).toEqual(['row-1', 'row-2', 'row-3']);
  expect(names('label=question')).toEqual(['Where to eat?', 'Where to swim?', 'row-3']);
  expect(names('label=city')).toEqual(['Seoul (row-1)', 'Busan', 'Seoul (row-3)']);
  expect(names('label=id', 'id,q\na,1\n')).toEqual(['a']);
});

test('a column that is not there names nothing, and that is told', () => {
  const notebook = read('label=ciyt');
  expect(notebook.problems.map(({ severity, message }) => `${severity} ${message.en}`)).toEqual([
    "warning label: there is no column 'ciyt'; did you mean 'city'?",
  ]);
  expect(findCell(notebook, 'dataset', 'd')?.label).toBeNull();
});

test('a name changes nothing of what is asked: ids, trials and requests stay what they are', () => {
  const rest = `${FENCE}prompt id=p\n{{question}}?\n${FENCE}\n${FENCE}matrix id=m\nprompt: p\nmodel: sandbox/tiny\ndata: d\n${FENCE}\n`;
  const trialsOf = (info: string) =>
    expand(parseNotebook(`${FENCE}dataset id=d ${info}\n${ROWS}${FENCE}\n${rest}`), 'm', OPTIONS);
  expect(trialsOf('label=city').trials).toHaveLength(3);
  expect(trialsOf('label=city')).toEqual(trialsOf(''));
});

test('a table whose ids are wrong keeps the column that names its rows', () => {
  const [cell] = read('label=q', 'id,q\na,1\na,2\n').cells;
  expect(cell && toEditableTable(cell)).toMatchObject({ label: 'q' });
});
