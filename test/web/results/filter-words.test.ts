import { expect, it } from 'vitest';
import { toFilterWords } from '../../../src/web/results/filter-words.ts';
import { toRow } from '../results.ts';

const trials = [
  toRow({ row: 'q1' }),
  toRow({ row: 'q2' }, { failed: true }),
  { ...toRow({ row: 'q3' }), annotation: { starred: true, rating: null, note: '', tags: [] } },
];

it('offers what keeps some and not all, with how many; and rows that differ where there are rows', () => {
  const words = (hasRows: boolean) =>
    toFilterWords(trials, 'all', { hasRows }).map(({ show, count }) => [show, count]);
  expect(words(false)).toEqual([
    ['all', 3],
    ['done', 2],
    ['error', 1],
    ['starred', 1],
  ]);
  expect(words(true).at(-1)).toEqual(['different', null]);
});

it('offers what is chosen though it keeps nothing, so that it can be seen', () => {
  expect(toFilterWords(trials, 'stale', { hasRows: false })).toContainEqual(
    expect.objectContaining({ show: 'stale', count: 0 }),
  );
});
