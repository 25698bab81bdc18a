import { expect, it, vi } from 'vitest';
import { ShownAnswers } from '../../../src/web/state/shown-answers.ts';

const [list, grid] = [{}, {}];

it('are those of the view from which an answer was opened; before that, of the one that came last', () => {
  const shown = new ShownAnswers();
  expect(shown.ids).toBeNull();
  shown.tell(list, () => ['b', 'a']);
  shown.tell(grid, () => ['a', 'b']);
  expect(shown.ids).toEqual(['a', 'b']);
  shown.follow(list);
  expect(shown.isFollowed(list)).toBe(true);
  expect(shown.ids).toEqual(['b', 'a']);
  shown.tell(list, () => ['b']);
  expect(shown.ids).toEqual(['b']);
});

it('are another view’s when the one that was followed is gone, and its own again when it is back', () => {
  const shown = new ShownAnswers();
  shown.tell(list, () => ['b', 'a']);
  shown.tell(grid, () => ['a', 'b']);
  shown.follow(list);
  shown.tell(list, null);
  expect(shown.ids).toEqual(['a', 'b']);
  shown.tell(list, () => ['b']);
  expect(shown.ids).toEqual(['b']);
  shown.tell(list, null);
  shown.tell(grid, null);
  expect(shown.ids).toBeNull();
});

it('tell whoever goes through them of their own changes only, and are made once, when they are asked for', () => {
  const shown = new ShownAnswers();
  const order = vi.fn(() => ['a']);
  shown.tell(list, order);
  shown.follow(list);
  const told = vi.fn();
  shown.subscribe(told);
  shown.tell(grid, () => ['b']);
  shown.follow(list);
  expect(told).not.toHaveBeenCalled();
  shown.follow(grid);
  shown.follow(list);
  shown.tell(list, order);
  expect(told).toHaveBeenCalledTimes(2);
  expect(order).not.toHaveBeenCalled();
  expect([shown.ids, shown.ids]).toEqual([['a'], ['a']]);
  expect(order).toHaveBeenCalledTimes(1);
});
