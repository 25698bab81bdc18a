import { describe, expect, it } from 'vitest';
import { columnsInSight, sameAsEarlier } from '../../../src/web/results/pivot-model.ts';

describe('sameAsEarlier', () => {
  it('points at the first place with the same text', () => {
    expect(sameAsEarlier(['a', 'b', 'a', 'a'])).toEqual([null, null, 0, 0]);
  });

  it('makes nothing of texts that are unknown or empty', () => {
    expect(sameAsEarlier([null, null, '', ''])).toEqual([null, null, null, null]);
  });
});

describe('columnsInSight', () => {
  const columns = { count: 100, width: 320 };

  it('takes one column more on each side', () => {
    expect(columnsInSight({ scrollLeft: 3200, width: 1100, firstWidth: 140 }, columns)).toEqual({
      start: 9,
      end: 14,
    });
  });

  it('stays within what there is', () => {
    expect(columnsInSight({ scrollLeft: 0, width: 1100, firstWidth: 140 }, columns)).toEqual({
      start: 0,
      end: 4,
    });
    expect(columnsInSight({ scrollLeft: 99_999, width: 1100, firstWidth: 0 }, columns).end).toBe(100);
  });

  it('takes all before anything is laid out', () => {
    const view = { scrollLeft: 0, width: 0, firstWidth: 0 };
    expect(columnsInSight(view, { count: 5, width: 0 })).toEqual({ start: 0, end: 5 });
  });
});
