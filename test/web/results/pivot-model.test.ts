import { describe, expect, it } from 'vitest';
import {
  columnsInSight,
  columnsTogether,
  oneMore,
  sameAsEarlier,
} from '../../../src/web/results/pivot-model.ts';

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

  it('takes those that the window shows, in part or whole', () => {
    expect(columnsInSight({ scrollLeft: 3300, width: 1100, firstWidth: 140 }, columns)).toEqual({
      start: 10,
      end: 14,
    });
  });

  it('stays within what there is', () => {
    expect(columnsInSight({ scrollLeft: 0, width: 1100, firstWidth: 140 }, columns)).toEqual({
      start: 0,
      end: 3,
    });
    expect(columnsInSight({ scrollLeft: 99_999, width: 1100, firstWidth: 0 }, columns).end).toBe(100);
  });

  it('takes all before anything is laid out', () => {
    const view = { scrollLeft: 0, width: 0, firstWidth: 0 };
    expect(columnsInSight(view, { count: 5, width: 0 })).toEqual({ start: 0, end: 5 });
  });
});

describe('oneMore', () => {
  it('takes one column more on each side, where there is one', () => {
    expect(oneMore({ start: 10, end: 14 }, 100)).toEqual({ start: 9, end: 15 });
    expect(oneMore({ start: 0, end: 5 }, 5)).toEqual({ start: 0, end: 5 });
  });
});

describe('columnsTogether', () => {
  it('are as many as can be read beside each other, and one at least', () => {
    expect(columnsTogether({ width: 660, firstWidth: 92 })).toBe(2);
    expect(columnsTogether({ width: 300, firstWidth: 92 })).toBe(1);
  });
});
