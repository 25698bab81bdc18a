import { describe, expect, it } from 'vitest';
import {
  isIn,
  toColumnStyle,
  toRange,
  toReadOnlyKey,
  toTableKey,
  type TableMode,
  type TablePress,
} from '../../../src/web/cells/table-place.ts';

const SIZE = { rows: 3, cols: 2 };
const key = (
  press: string | (Partial<TablePress> & { key: string }),
  mode: TableMode = 'move',
  row = 1,
  col = 0,
) => {
  const one = typeof press === 'string' ? { key: press } : press;
  return toTableKey({ shift: false, mod: false, alt: false, ...one }, mode, { row, col }, SIZE);
};
const go = (row: number, col: number, isRange = false) => ({ do: 'go', to: { row, col }, isRange });

describe('keys in a table', () => {
  it('go from value to value, stop at its edges, and reach the header', () => {
    expect(key('ArrowDown')).toEqual(go(2, 0));
    expect(key('ArrowDown', 'move', 2)).toEqual(go(2, 0));
    expect(key('ArrowUp', 'move', 0)).toEqual(go(-1, 0));
    expect(key('ArrowLeft')).toEqual(go(1, 0));
    expect(key({ key: 'End', mod: true })).toEqual(go(2, 1));
    expect(key({ key: 'ArrowUp', mod: true })).toEqual(go(0, 0));
  });

  it('select with Shift, never the header', () => {
    expect(key({ key: 'ArrowRight', shift: true })).toEqual(go(1, 1, true));
    expect(key({ key: 'ArrowUp', shift: true }, 'move', 0)).toEqual(go(0, 0, true));
    expect(key({ key: 'a', mod: true })).toEqual({ do: 'all' });
  });

  it('go on with Tab over line ends, and out of the table after its last value and before its first', () => {
    expect(key('Tab', 'move', 0, 1)).toEqual(go(1, 0));
    expect(key({ key: 'Tab', shift: true }, 'move', 1, 0)).toEqual(go(0, 1));
    expect(key('Tab', 'edit', 2, 1)).toBeNull();
    expect(key({ key: 'Tab', shift: true }, 'move', 0, 0)).toBeNull();
  });

  it('take what is typed with Enter and arrows, but move in a text that is edited', () => {
    expect(key('Enter', 'type')).toEqual(go(2, 0));
    expect(key('ArrowRight', 'type')).toEqual(go(1, 1));
    expect(key('ArrowRight', 'edit')).toBeNull();
    expect(key('Enter', 'edit')).toEqual(go(2, 0));
    expect(key('Escape', 'edit')).toEqual({ do: 'cancel' });
    expect(key('Escape')).toBeNull();
    expect(key({ key: 'Enter', alt: true }, 'edit')).toEqual({ do: 'newline' });
  });

  it('edit, clear and undo only where nothing is being typed', () => {
    expect(key('Enter')).toEqual({ do: 'edit' });
    expect(key('Enter', 'move', -1)).toEqual({ do: 'menu' });
    expect(key('Backspace')).toEqual({ do: 'clear' });
    expect(key('Backspace', 'type')).toBeNull();
    expect(key({ key: 'z', mod: true })).toEqual({ do: 'undo' });
    expect(key({ key: 'z', mod: true, shift: true })).toEqual({ do: 'redo' });
    expect(key({ key: 'z', mod: true }, 'edit')).toBeNull();
  });

  it('only move in a table that is not to be changed', () => {
    const read = (name: string, row = 0) =>
      toReadOnlyKey({ key: name, shift: false, mod: false, alt: false }, 'move', { row, col: 0 }, SIZE);
    expect(read('ArrowDown')).toEqual(go(1, 0));
    expect(read('ArrowUp')).toEqual(go(-1, 0));
    expect(read('Enter', -1)).toEqual({ do: 'menu' });
    expect(read('Delete')).toBeNull();
    expect(read('Enter')).toBeNull();
  });
});

describe('the places of a table', () => {
  it('between two corners are a selection, whichever comes first', () => {
    const range = toRange({ row: 2, col: 0 }, { row: 1, col: 1 });
    expect(range).toEqual({ top: 1, bottom: 2, left: 0, right: 1 });
    expect(isIn(range, 1, 0)).toBe(true);
    expect(isIn(range, 0, 0)).toBe(false);
  });

  it('are as wide as what they hold, within reason', () => {
    const rows = [{ vars: { id: 'a', question: '어떻게 '.repeat(40) } }];
    expect(toColumnStyle(['id', 'question'], rows)).toEqual({
      columns: '44px minmax(84px, 84fr) minmax(380px, 380fr)',
      minWidth: '508px',
    });
  });
});
