import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFrontier, type Tradeoff } from '../../src/core/pareto.ts';

const point = fc.record({ cost: fc.integer({ min: 0, max: 8 }), gain: fc.integer({ min: 0, max: 8 }) });
const points = fc.array(point, { maxLength: 30 });

function dominates(a: Tradeoff, b: Tradeoff): boolean {
  return a.cost <= b.cost && a.gain >= b.gain && (a.cost < b.cost || a.gain > b.gain);
}

describe('a Pareto frontier', () => {
  it('goes from the cheapest to the best, past what is both dearer and worse', () => {
    const models = [
      { cost: 5, gain: 0.9 },
      { cost: 1, gain: 0.5 },
      { cost: 2, gain: 0.4 },
      { cost: 3, gain: 0.8 },
      { cost: 9, gain: 0.9 },
    ];
    expect(paretoFrontier(models)).toEqual([1, 3, 0]);
  });

  it('keeps equal points side by side, and has none of nothing', () => {
    expect(
      paretoFrontier([
        { cost: 1, gain: 1 },
        { cost: 1, gain: 1 },
      ]),
    ).toEqual([0, 1]);
    expect(paretoFrontier([])).toEqual([]);
  });

  it('holds exactly the points that no other one dominates', () => {
    fc.assert(
      fc.property(points, (points) => {
        const free = points.flatMap((one, index) =>
          points.some((other) => dominates(other, one)) ? [] : [index],
        );
        expect(paretoFrontier(points).toSorted((a, b) => a - b)).toEqual(free);
      }),
    );
  });

  it('never falls as it gets dearer', () => {
    fc.assert(
      fc.property(points, (points) => {
        const line = paretoFrontier(points).map((index) => points[index] ?? { cost: 0, gain: 0 });
        for (const [index, next] of line.entries()) {
          const before = line[index - 1];
          if (!before) continue;
          expect(next.cost).toBeGreaterThanOrEqual(before.cost);
          expect(next.gain).toBeGreaterThanOrEqual(before.gain);
        }
      }),
    );
  });
});
