import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaderOf, placeLabels, spread, type Box } from '../../../src/web/charts/label-place.ts';

const area: Box = { x: 0, y: 0, width: 400, height: 300 };

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('labels of points', () => {
  it('stand at the right, and at the left where the right has no room', () => {
    const wish = { y: 100, radius: 5, width: 60, height: 14 };
    const [right, left] = placeLabels(
      [
        { ...wish, x: 100 },
        { ...wish, x: 390 },
      ],
      area,
    );
    expect(right).toMatchObject({ x: 109, y: 93 });
    expect(left).toMatchObject({ x: 321 });
  });

  it('keep off lines where there is a place off them, and stand on one rather than nowhere', () => {
    const wish = { x: 100, y: 100, radius: 5, width: 60, height: 14 };
    const toTheRight = { x1: 100, y1: 100, x2: 300, y2: 100 };
    const [left] = placeLabels([wish], area, { lines: [toTheRight] });
    expect(left).toMatchObject({ x: 31, y: 93 });
    const aroundIt = [0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165].map((degrees) => {
      const [dx, dy] = [Math.cos((degrees * Math.PI) / 180) * 200, Math.sin((degrees * Math.PI) / 180) * 200];
      return { x1: 100 - dx, y1: 100 - dy, x2: 100 + dx, y2: 100 + dy };
    });
    expect(placeLabels([wish], area, { lines: aroundIt })[0]).toMatchObject({ x: 109, y: 93 });
  });

  it('stand further off, with a line to their point, where everything beside it is taken', () => {
    const wish = { x: 200, y: 150, radius: 5, width: 60, height: 14 };
    const crowd = [0, 1, 2, 3].map((at) => ({ ...wish, x: 200 + at * 12 }));
    expect(placeLabels([...crowd, ...crowd], area).filter((box) => box === null)).not.toEqual([]);
    const boxes = placeLabels([...crowd, ...crowd], area, { reach: 6 });
    expect(boxes).not.toContain(null);
    boxes.forEach((box, at) => {
      for (const other of boxes.slice(at + 1)) expect(box && other && overlap(box, other)).toBe(false);
    });
    const leaders = boxes.map((box, at) => box && leaderOf([...crowd, ...crowd][at] ?? wish, box));
    expect(leaders[0]).toBeNull();
    expect(leaders.some((line) => line !== null)).toBe(true);
  });

  it('lie in the area, over no point and over no other label', () => {
    const wish = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      radius: fc.constant(6),
      width: fc.integer({ min: 1, max: 120 }),
      height: fc.constant(15),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 25 }), (wishes) => {
        const boxes = placeLabels(wishes, area).filter((box) => box !== null);
        const points = wishes.map(({ x, y, radius }) => ({
          x: x - radius,
          y: y - radius,
          width: radius * 2,
          height: radius * 2,
        }));
        boxes.forEach((box, at) => {
          expect(box.x).toBeGreaterThanOrEqual(area.x);
          expect(box.y).toBeGreaterThanOrEqual(area.y);
          expect(box.x + box.width).toBeLessThanOrEqual(area.x + area.width);
          expect(box.y + box.height).toBeLessThanOrEqual(area.y + area.height);
          for (const point of points) expect(overlap(box, point)).toBe(false);
          for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
        });
      }),
    );
  });
});

describe('places that are spread', () => {
  it('stay where they are when they are far enough apart', () => {
    expect(spread([100, 10, 50], 15, { low: 0, high: 200 })).toEqual([100, 10, 50]);
  });

  it('are a gap apart, in the order in which they lay, between the ends', () => {
    const places = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 15 });
    fc.assert(
      fc.property(places, (places) => {
        const moved = spread(places, 15, { low: 0, high: 300 });
        const order = places.map((_, at) => at).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
        const sorted = order.map((at) => moved[at] ?? 0);
        for (const [at, place] of sorted.entries()) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(300);
          if (at > 0) expect(place - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(15);
        }
      }),
    );
  });
});
