import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratingStatistics } from '../../src/core/rating.ts';

describe('rating statistics', () => {
  it('count each rating and have the mean with Student’s interval', () => {
    // mean 4, s = 1 (of 3, 4, 5), t(2) = 4.30265: 4 ± 4.30265 / √3 = 4 ± 2.48414, cut at the end of the scale
    const { n, counts, mean, ci95 } = ratingStatistics([3, 4, 5]);
    expect({ n, counts, mean }).toEqual({ n: 3, counts: [0, 0, 1, 1, 1], mean: 4 });
    expect(ci95?.low).toBeCloseTo(1.51586, 4);
    expect(ci95?.high).toBe(5);
  });

  it('take what is no rating for none', () => {
    expect(ratingStatistics([0, 6, 2.5, Number.NaN])).toEqual({
      n: 0,
      counts: [0, 0, 0, 0, 0],
      mean: null,
      ci95: null,
    });
    expect(ratingStatistics([4]).ci95).toBeNull();
  });

  it('lose no rating, and stay on the scale', () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2 });
    fc.assert(
      fc.property(ratings, (ratings) => {
        const { n, counts, mean, ci95 } = ratingStatistics(ratings);
        expect(n).toBe(ratings.length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
        const weighted = counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / n;
        expect(mean).toBeCloseTo(weighted, 9);
        expect(ci95?.low).toBeGreaterThanOrEqual(1);
        expect(ci95?.high).toBeLessThanOrEqual(5);
      }),
    );
  });
});
