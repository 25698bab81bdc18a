import { expect, test } from 'vitest';
import { datasetsOf, knowsRows } from '../../src/core/dataset-use.ts';
import { parseNotebook } from '../../src/core/format.ts';

const FENCE = '```';
const dataset = (info: string, rows: string) => `${FENCE}dataset ${info}\n${rows}\n${FENCE}\n\n`;
const notebook = parseNotebook(
  dataset('id=whole', 'id,q\na,1') +
    dataset('id=file src=gone.csv', '') +
    dataset('id=ragged', 'id,q\na,1,2') +
    dataset('id=whole', 'id,q\nb,1') +
    dataset('name=nobody', 'id,q\nb,1'),
);

test('a dataset that cannot be read is one all the same, and it is told where it stands', () => {
  expect(datasetsOf(notebook)).toEqual([
    { id: 'whole', index: 0, isBroken: false },
    { id: 'file', index: 1, isBroken: true },
    { id: 'ragged', index: 2, isBroken: true },
  ]);
});

test('which rows a matrix has is not known while its dataset cannot be read', () => {
  expect(knowsRows({ data: null }, notebook)).toBe(true);
  expect(knowsRows({ data: 'whole' }, notebook)).toBe(true);
  expect(knowsRows({ data: 'ragged' }, notebook)).toBe(false);
  expect(knowsRows({ data: 'other' }, notebook)).toBe(false);
});
