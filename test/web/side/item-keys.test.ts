import { describe, expect, it } from 'vitest';
import { itemAfter } from '../../../src/web/side/item-keys.ts';

describe('keys in a list of items', () => {
  it('go to the neighbours and to the ends, and stay at an end', () => {
    expect(itemAfter('ArrowDown', 1, 4)).toBe(2);
    expect(itemAfter('ArrowUp', 1, 4)).toBe(0);
    expect(itemAfter('ArrowUp', 0, 4)).toBe(0);
    expect(itemAfter('ArrowDown', 3, 4)).toBe(3);
    expect(itemAfter('Home', 2, 4)).toBe(0);
    expect(itemAfter('End', 0, 4)).toBe(3);
  });

  it('go nowhere by other keys, or from beside the list', () => {
    expect(itemAfter('Enter', 1, 4)).toBeNull();
    expect(itemAfter('ArrowDown', -1, 4)).toBeNull();
  });
});
