import { RATINGS } from './annotation.ts';
import { toMeanStatistics } from './summary.ts';

/** How some answers were rated. */
export interface RatingStatistics {
  n: number;
  /** How many answers have each of the ratings, from 1 on. */
  counts: number[];
  mean: number | null;
  /** 95% interval of the mean by Student's t, cut where the scale ends; null for fewer than two ratings. */
  ci95: { low: number; high: number } | null;
}

/** Sums up ratings of 1 to 5; anything else is no rating and is left out. */
export function ratingStatistics(ratings: readonly number[]): RatingStatistics {
  const known = ratings.filter((rating) => RATINGS.some((one) => one === rating));
  const { mean, ci95 } = toMeanStatistics(known);
  return {
    n: known.length,
    counts: RATINGS.map((one) => known.filter((rating) => rating === one).length),
    mean,
    ci95: ci95 && { low: Math.max(RATINGS[0], ci95.low), high: Math.min(5, ci95.high) },
  };
}
