import { describe, expect, it } from 'vitest';
import { nextShown } from '../../../src/web/inspector/next-shown.ts';

describe('the next answer', () => {
  const shown = ['c', 'a', 'd'];

  it('is the next of those shown, in their order, and behind the last is the first', () => {
    const way = (by: 1 | -1) => shown.map((id) => nextShown(shown, id, by, []));
    expect(way(1)).toEqual(['a', 'd', 'c']);
    expect(way(-1)).toEqual(['d', 'c', 'a']);
    expect(nextShown(['a'], 'a', 1, [])).toBe('a');
  });

  it('to one that is shown no more is the nearest, either way, where it stood', () => {
    const known = ['e', 'c', 'b', 'f', 'a', 'd'];
    expect(nextShown(shown, 'b', 1, known)).toBe('a');
    expect(nextShown(shown, 'b', -1, known)).toBe('c');
    expect(nextShown(shown, 'e', -1, known)).toBe('d');
    expect(nextShown(['c'], 'f', 1, known)).toBe('c');
  });

  it('to one that stood nowhere, or whose neighbours are all gone, is the first or the last', () => {
    expect(nextShown(shown, 'x', 1, ['c', 'a'])).toBe('c');
    expect(nextShown(shown, 'x', -1, ['c', 'a', 'd'])).toBe('d');
    expect(nextShown(shown, 'x', -1, ['x', 'y'])).toBe('d');
    expect(nextShown(shown, 'x', 1, [])).toBe('c');
  });

  it('is none where nothing is shown', () => {
    expect(nextShown([], 'a', 1, ['a', 'b'])).toBeNull();
  });
});
