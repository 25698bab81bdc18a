import { describe, expect, it } from 'vitest';
import { nextTurns } from '../../../src/web/results/next-turns.ts';

const sight = { first: 10, last: 12, start: 0, end: 3 };
const scrolling = { isResting: false, isPressed: false };
const resting = { isResting: true, isPressed: false };

function at(row: number, col = 0, isLate = false) {
  return { row, col, isLate };
}

describe('nextTurns', () => {
  it('makes those of the rows in sight first, then the nearest', () => {
    const waiting = [at(20), at(14), at(11), at(8), at(12)];
    expect(nextTurns(waiting, sight, scrolling)).toEqual([at(11), at(12)]);
    expect(nextTurns([at(20), at(14), at(9)], sight, scrolling)).toEqual([at(9), at(14)]);
  });

  it('keeps the order of those that are as near', () => {
    expect(nextTurns([at(13, 0), at(13, 1), at(13, 2)], sight, scrolling)).toEqual([at(13, 0), at(13, 1)]);
  });

  it('makes a share of many, so that none waits for long', () => {
    const waiting = Array.from({ length: 30 }, (_, index) => at(10 + index));
    expect(nextTurns(waiting, sight, scrolling)).toHaveLength(10);
  });

  it('makes one at a time while the browser does not keep up, until the scrolling rests', () => {
    const waiting = Array.from({ length: 30 }, (_, index) => at(10 + index));
    expect(nextTurns(waiting, sight, { isResting: false, isPressed: true })).toEqual([at(10)]);
    expect(nextTurns(waiting, sight, { isResting: true, isPressed: true })).toHaveLength(10);
  });

  it('leaves what stands beside the window, and what is late, until the scrolling rests', () => {
    const waiting = [at(11, 0, true), at(11, 4), at(40, 2)];
    expect(nextTurns(waiting, sight, scrolling)).toEqual([at(40, 2)]);
    expect(nextTurns(waiting, sight, resting)).toEqual([at(40, 2), at(11, 4)]);
    expect(nextTurns([at(11, 0, true), at(11, 4)], sight, scrolling)).toEqual([]);
  });

  it('makes few of many late ones: who scrolls on meanwhile is not held up', () => {
    const waiting = Array.from({ length: 30 }, (_, index) => at(10 + index, 0, true));
    expect(nextTurns(waiting, sight, resting)).toHaveLength(2);
  });
});
