import { describe, expect, it } from 'vitest';
import type { Pivot } from '../../../src/core/pivot.ts';
import { idsAt, nearest, nextAnswered, placeOf } from '../../../src/web/results/grid-path.ts';

/** A table of places, each with the trials of its repeats; null is excluded. */
function tableOf(rows: (string[] | null)[][]): Pivot {
  return {
    rows: rows.map((slots, at) => ({
      key: String(at),
      levels: {},
      slots: slots.map((trialIds) => trialIds && { variant: {}, trialIds }),
    })),
    cols: (rows[0] ?? []).map((_, at) => ({ key: String(at), levels: {} })),
  };
}

const TABLE = tableOf([
  [['a'], null, ['b', 'c']],
  [null, ['d'], null],
  [['e'], null, null],
]);

describe('the place of a trial', () => {
  it('is found by any of the repeats that stand there', () => {
    expect(placeOf(TABLE, 'c')).toEqual({ row: 0, col: 2 });
    expect(placeOf(TABLE, 'd')).toEqual({ row: 1, col: 1 });
  });

  it('is nowhere for one that is not shown, and for none', () => {
    expect(placeOf(TABLE, 'z')).toBeNull();
    expect(placeOf(TABLE, null)).toBeNull();
  });
});

describe('the nearest place', () => {
  it('is inside what there is', () => {
    expect(nearest(TABLE, { row: 7, col: 9 })).toEqual({ row: 2, col: 2 });
    expect(nearest(tableOf([]), { row: 7, col: 9 })).toEqual({ row: 0, col: 0 });
  });
});

describe('the way from answer to answer', () => {
  it('goes over what the matrix excludes', () => {
    expect(nextAnswered(TABLE, { row: 0, col: 0 }, 'ArrowRight', false)).toEqual({ row: 0, col: 2 });
    expect(nextAnswered(TABLE, { row: 0, col: 0 }, 'ArrowDown', false)).toEqual({ row: 2, col: 0 });
  });

  it('stays where there is no answer that way', () => {
    expect(nextAnswered(TABLE, { row: 0, col: 2 }, 'ArrowDown', false)).toEqual({ row: 0, col: 2 });
    expect(nextAnswered(TABLE, { row: 2, col: 0 }, 'ArrowRight', false)).toEqual({ row: 2, col: 0 });
  });

  it('is none for a key that moves nowhere', () => {
    expect(nextAnswered(TABLE, { row: 0, col: 0 }, 'x', false)).toBeNull();
  });

  it('gives all repeats of a place, and none of an excluded one', () => {
    expect(idsAt(TABLE, { row: 0, col: 2 })).toEqual(['b', 'c']);
    expect(idsAt(TABLE, { row: 0, col: 1 })).toEqual([]);
  });
});
