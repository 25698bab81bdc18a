import { describe, expect, it } from 'vitest';
import { toGridMove } from '../../../src/web/keys/grid-move.ts';

const size = { rows: 8, cols: 3 };
const move = (key: string, row: number, col: number, isMod = false) =>
  toGridMove(key, isMod, { row, col }, size);

describe('toGridMove', () => {
  it('goes one place with the arrows and stops at the edges', () => {
    expect(move('ArrowRight', 0, 0)).toEqual({ row: 0, col: 1 });
    expect(move('ArrowRight', 0, 2)).toEqual({ row: 0, col: 2 });
    expect(move('ArrowUp', 0, 1)).toEqual({ row: 0, col: 1 });
    expect(move('ArrowDown', 7, 1)).toEqual({ row: 7, col: 1 });
  });

  it('goes to the ends of a row, and with the modifier to the corners', () => {
    expect(move('Home', 2, 1)).toEqual({ row: 2, col: 0 });
    expect(move('End', 2, 1)).toEqual({ row: 2, col: 2 });
    expect(move('Home', 2, 1, true)).toEqual({ row: 0, col: 0 });
    expect(move('End', 2, 1, true)).toEqual({ row: 7, col: 2 });
  });

  it('goes five rows at a time by pages', () => {
    expect(move('PageDown', 0, 1)).toEqual({ row: 5, col: 1 });
    expect(move('PageUp', 2, 1)).toEqual({ row: 0, col: 1 });
  });

  it('leaves every other key alone, and arrows with the modifier to the browser', () => {
    expect(move('Enter', 0, 0)).toBeNull();
    expect(move('ArrowRight', 0, 0, true)).toBeNull();
  });
});
