import fc from 'fast-check';
import { expect, test } from 'vitest';
import { menuPlace } from '../../../src/web/look/place-menu.ts';

const window = { width: 900, height: 600 };
const menu = { width: 200, height: 160 };
const buttonAt = (left: number, top: number) => ({ left, top, right: left + 40, bottom: top + 20 });

test('a menu is below its button, in line with the edge that is asked for', () => {
  expect(menuPlace(buttonAt(300, 100), menu, window, 'start')).toEqual({ left: 300, top: 124 });
  expect(menuPlace(buttonAt(300, 100), menu, window, 'end')).toEqual({ left: 140, top: 124 });
});

test('at the foot of the window it is above its button, and does not hide it', () => {
  expect(menuPlace(buttonAt(300, 560), menu, window, 'start').top).toBe(560 - 4 - 160);
});

test('a menu that fits neither way is as low as it can be, and one larger than the window begins at its start', () => {
  expect(menuPlace(buttonAt(300, 280), { width: 200, height: 400 }, window, 'start').top).toBe(192);
  expect(menuPlace(buttonAt(300, 280), { width: 2_000, height: 2_000 }, window, 'end')).toEqual({
    left: 8,
    top: 8,
  });
});

test('wherever its button is, a menu that fits the window is whole in it', () => {
  const at = fc.integer({ min: -2_000, max: 2_000 });
  fc.assert(
    fc.property(at, at, fc.constantFrom('start' as const, 'end' as const), (left, top, edge) => {
      const place = menuPlace(buttonAt(left, top), menu, window, edge);
      expect(place.left).toBeGreaterThanOrEqual(8);
      expect(place.top).toBeGreaterThanOrEqual(8);
      expect(place.left + menu.width).toBeLessThanOrEqual(window.width - 8);
      expect(place.top + menu.height).toBeLessThanOrEqual(window.height - 8);
    }),
  );
});
