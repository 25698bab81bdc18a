import type { TrialRow } from '../../core/result-api.ts';
import { paretoFrontier } from '../../core/pareto.ts';
import { ratingStatistics } from '../../core/rating.ts';
import type { Variant } from '../../core/trial.ts';
import type { ChartChoice, ChartCost } from './chart-choice.ts';
import { counts, passOf, tokenParts, toMean, type Mean } from './measure.ts';
import { countStaleRatings } from './rating-model.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** Some levels, what they cost and what they gain. */
export interface ParetoPoint {
  levels: Variant;
  cost: Mean;
  gain: Mean;
  /** Whether no other point is both cheaper and better. */
  isBest: boolean;
}

/** Cost against quality: a point a variant. */
export interface ParetoModel {
  shape: 'points';
  choice: ChartChoice;
  /** Those of which both are known, in the order of the axes. */
  points: ParetoPoint[];
  /** Places in `points`, from the cheapest to the best. */
  frontier: number[];
  /** Those that cannot be drawn: their cost is unknown, or their quality. */
  withoutCost: Variant[];
  withoutGain: Variant[];
  /** Where it is of ratings: those of stale answers, which are not in it. */
  staleRatings: number;
}

function costOf({ figures, standing }: TrialRow, against: ChartCost): number | null {
  if (!figures) return null;
  if (against === 'cost') return figures.costUsd;
  if (against === 'latency') return standing === 'done' ? figures.totalMs : null;
  return tokenParts(figures)?.reduce((sum, part) => sum + part, 0) ?? null;
}

function gainOf(trials: TrialRow[], metric: string): Mean {
  if (metric !== 'rating') return toMean(trials, passOf, { isProportion: true });
  const ratings = trials.map(({ standing, annotation }) =>
    standing === 'done' ? (annotation?.rating ?? null) : null,
  );
  const { n, mean, ci95 } = ratingStatistics(ratings.filter((rating) => rating !== null));
  const answers = trials.filter(({ standing }) => standing === 'done').length;
  return { n, unknown: answers - n, mean, interval: ci95, total: null };
}

/** What each level costs on average, and its rate of answers that passed every check (or its mean rating). */
export function toParetoModel(trials: readonly TrialRow[], choice: ChartChoice): ParetoModel {
  const { by, split, metric, against } = choice;
  const all = groupByLevels(trials.filter(counts), presentAxes(by, split)).map(({ levels, members }) => ({
    levels,
    cost: toMean(members, (trial) => costOf(trial, against)),
    gain: gainOf(members, metric),
    isBest: false,
  }));
  const points = all.filter(({ cost, gain }) => cost.mean !== null && gain.mean !== null);
  const frontier = paretoFrontier(
    points.map(({ cost, gain }) => ({ cost: cost.mean ?? 0, gain: gain.mean ?? 0 })),
  );
  for (const place of frontier) {
    const point = points[place];
    if (point) point.isBest = true;
  }
  return {
    shape: 'points',
    choice,
    points,
    frontier,
    withoutCost: all.filter(({ cost }) => cost.mean === null).map(({ levels }) => levels),
    withoutGain: all
      .filter(({ cost, gain }) => cost.mean !== null && gain.mean === null)
      .map(({ levels }) => levels),
    staleRatings: metric === 'rating' ? countStaleRatings(trials) : 0,
  };
}
