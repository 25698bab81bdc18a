import { describe, expect, it } from 'vitest';
import { columnsCut, evenEnds, nextSight } from '../../../src/web/results/columns-edge.ts';

const ENDS = [100, 300, 400, 500];

describe('columns of different widths', () => {
  it('are counted where the edge hides them, in part or whole; a column’s padding is not noticed', () => {
    expect(columnsCut(ENDS, 500)).toBe(0);
    expect(columnsCut(ENDS, 492)).toBe(0);
    expect(columnsCut(ENDS, 491)).toBe(1);
    expect(columnsCut(ENDS, 350)).toBe(2);
    expect(columnsCut([], 0)).toBe(0);
  });

  it('come in from the first that is hidden on', () => {
    expect(nextSight(ENDS, { start: 0, width: 250 })).toBe(100);
    expect(nextSight(ENDS, { start: 100, width: 250 })).toBe(300);
    expect(nextSight(ENDS, { start: 300, width: 250 })).toBe(300);
  });

  it('come in part by part where one is wider than the sight', () => {
    expect(nextSight(ENDS, { start: 100, width: 120 })).toBe(220);
    expect(nextSight(ENDS, { start: 0, width: 80 })).toBe(80);
  });
});

describe('columns of one width', () => {
  it('end one after another, and nowhere before they are laid out', () => {
    expect(evenEnds({ count: 3, width: 280 })).toEqual([280, 560, 840]);
    expect(evenEnds({ count: 3, width: 0 })).toEqual([]);
  });

  it('are counted where they are cut or hidden, and not where only the padding is', () => {
    const ends = evenEnds({ count: 3, width: 280 });
    expect(columnsCut(ends, 760)).toBe(1);
    expect(columnsCut(ends, 400)).toBe(2);
    expect(columnsCut(ends, 834)).toBe(0);
    expect(columnsCut(ends, 820)).toBe(1);
  });
});
