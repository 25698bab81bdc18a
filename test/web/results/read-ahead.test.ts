import { describe, expect, it } from 'vitest';
import { rowsAhead } from '../../../src/web/results/read-ahead.ts';

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
