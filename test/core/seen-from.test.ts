import { expect, test } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { rowLabel, seenFrom } from '../../src/core/seen-from.ts';

const FENCE = '```';
const dataset = (info: string, rows: string) => `${FENCE}dataset ${info}\n${rows}\n${FENCE}\n\n`;
const notebook = parseNotebook(
  dataset('id=cities label=city', 'city\n서울\n부산') + dataset('id=others', 'city\nParis'),
);

test('rows are called as the data of the matrix has them that is looked at', () => {
  const main = seenFrom(notebook, { id: 'main', data: 'cities' });
  expect(rowLabel(main, 'row-1')).toBe('서울');
  expect(rowLabel(main, 'row-9')).toBe('row-9');
  expect(rowLabel(seenFrom(notebook, { id: 'other', data: 'others' }), 'row-1')).toBe('row-1');
  expect(rowLabel(seenFrom(notebook, { id: 'none', data: null }), 'row-1')).toBe('row-1');
  expect(rowLabel(notebook, 'row-1')).toBe('row-1');
});

test('a notebook that is seen from a matrix says what it says, and is the same object each time', () => {
  const main = { id: 'main', data: 'cities' };
  expect(seenFrom(notebook, main)).toEqual(notebook);
  expect(seenFrom(notebook, main)).toBe(seenFrom(notebook, { ...main }));
  expect(seenFrom(notebook, { id: 'main', data: 'others' })).not.toBe(seenFrom(notebook, main));
});
