import { describe, expect, it } from 'vitest';
import type { TrialFigures } from '../../../src/core/result-api.ts';
import { rowsAhead, tokenPortions } from '../../../src/web/results/read-ahead.ts';

const SHAPE = { count: 100, portion: 12 };

describe('what is read ahead', () => {
  it('is the portion that is come to going down', () => {
    expect(rowsAhead({ first: 0, last: 4 }, { first: 0, last: 0 }, SHAPE)).toEqual({ start: 0, end: 12 });
    expect(rowsAhead({ first: 1, last: 7 }, { first: 0, last: 4 }, SHAPE)).toEqual({ start: 12, end: 24 });
  });

  it('stays the same until half of it is gone through', () => {
    const one = rowsAhead({ first: 1, last: 7 }, { first: 0, last: 4 }, SHAPE);
    expect(rowsAhead({ first: 9, last: 16 }, { first: 1, last: 7 }, SHAPE)).toEqual(one);
  });

  it('is the portion before, going up', () => {
    expect(rowsAhead({ first: 50, last: 56 }, { first: 52, last: 58 }, SHAPE)).toEqual({
      start: 36,
      end: 48,
    });
  });

  it('ends with the rows at both ends', () => {
    expect(rowsAhead({ first: 92, last: 99 }, { first: 80, last: 88 }, SHAPE)).toEqual({
      start: 96,
      end: 100,
    });
    expect(rowsAhead({ first: 0, last: 6 }, { first: 4, last: 10 }, SHAPE)).toEqual({ start: 0, end: 12 });
  });

  it('is nothing where there are no rows', () => {
    const { start, end } = rowsAhead({ first: 0, last: 0 }, { first: 0, last: 0 }, { count: 0, portion: 12 });
    expect(end).toBeLessThanOrEqual(start);
  });
});

describe('the tokens that are read ahead', () => {
  const rowOf = (recordId: number | null, outputTokens: number | null, hasTokens = true) => ({
    recordId,
    figures: { outputTokens, hasTokens } as TrialFigures,
  });
  const none = () => false;

  it('come in portions: many at once would hold the page up', () => {
    const rows = Array.from({ length: 6 }, (_, at) => rowOf(at, 400));
    expect(tokenPortions(rows, none)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(tokenPortions([rowOf(1, 3000), rowOf(2, 10)], none)).toEqual([[1], [2]]);
  });

  it('are so many at most', () => {
    const rows = Array.from({ length: 100 }, (_, at) => rowOf(at, 400));
    expect(tokenPortions(rows, none).flat()).toHaveLength(15);
  });

  it('are those that are there to be read and are not here', () => {
    const rows = [rowOf(1, 10), rowOf(2, 10), rowOf(3, 10, false), rowOf(null, 10), rowOf(5, null)];
    expect(tokenPortions(rows, (id) => id === 1)).toEqual([[2, 5]]);
    expect(tokenPortions([], none)).toEqual([]);
  });
});
