import type { DiversityGroup } from '../../core/result-api.ts';
import { MIN_REPEATS, type Diversity } from '../../core/diversity.ts';
import { toMeanStatistics } from '../../core/summary.ts';
import type { Value, Variant } from '../../core/trial.ts';
import type { ChartChoice } from './chart-choice.ts';
import type { Mean } from './measure.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

export type DiversityMetric = 'distinct-2' | 'similarity' | 'duplicates';

/** The requests of some levels, and how unlike the answers to each are, on average over the requests. */
export interface DiversityPoint {
  levels: Variant;
  level: Value;
  /** How many different requests were answered three times or more, and how many were not. */
  requests: number;
  tooFew: number;
  answers: number;
  /** By metric; n counts requests. */
  means: Record<DiversityMetric, Mean>;
}

/** Points of one level of the split, in the order of the axis. */
export interface DiversityLine {
  level: Value;
  points: DiversityPoint[];
}

/** Diversity along an axis, a line a level of the split. */
export interface DiversityModel {
  shape: 'lines';
  choice: ChartChoice;
  lines: DiversityLine[];
  /** Different requests that were answered often enough, and those that were not. */
  requests: number;
  tooFew: number;
  /** The most repeats that any request has. */
  repeats: number;
}

const VALUE: Record<DiversityMetric, (diversity: Diversity) => number | null> = {
  'distinct-2': ({ distinct2 }) => distinct2,
  similarity: ({ meanSimilarity }) => meanSimilarity,
  duplicates: ({ duplicateRate }) => duplicateRate,
};

/** The figures that a point has. */
export const DIVERSITY_METRICS = Object.keys(VALUE) as DiversityMetric[];

function toMeanOf(known: Diversity[], metric: DiversityMetric): Mean {
  const values = known.map(VALUE[metric]);
  const numbers = values.filter((value) => value !== null);
  const { mean, ci95 } = toMeanStatistics(numbers);
  const interval = ci95 && { low: Math.max(0, ci95.low), high: Math.min(1, ci95.high) };
  return { n: numbers.length, unknown: values.length - numbers.length, mean, interval, total: null };
}

function toPoint(levels: Variant, groups: DiversityGroup[], choice: ChartChoice): DiversityPoint {
  const known = groups.flatMap(({ diversity }) => diversity ?? []);
  return {
    levels,
    level: choice.by === null ? null : (levels[choice.by.name] ?? null),
    requests: known.length,
    tooFew: groups.length - known.length,
    answers: known.reduce((sum, { n }) => sum + n, 0),
    means: {
      'distinct-2': toMeanOf(known, 'distinct-2'),
      similarity: toMeanOf(known, 'similarity'),
      duplicates: toMeanOf(known, 'duplicates'),
    },
  };
}

/** How unlike the answers of repeats are along an axis. Each request counts once, however many repeats it has. */
export function toDiversityModel(groups: readonly DiversityGroup[], choice: ChartChoice): DiversityModel {
  const { by, split } = choice;
  const answered = groups.filter(({ answers }) => answers > 0);
  const lines = groupByLevels(answered, presentAxes(split)).map(({ levels: ofSplit, members }) => ({
    level: split === null ? null : (ofSplit[split.name] ?? null),
    points: groupByLevels(members, presentAxes(by))
      .map(({ levels, members: same }) => toPoint({ ...ofSplit, ...levels }, same, choice))
      .filter(({ requests }) => requests > 0),
  }));
  const enough = answered.filter(({ diversity }) => diversity !== null).length;
  return {
    shape: 'lines',
    choice,
    lines: lines.filter(({ points }) => points.length > 0),
    requests: enough,
    tooFew: answered.length - enough,
    repeats: Math.max(0, ...groups.map(({ trials }) => trials)),
  };
}

/** Whether the matrix asks too seldom for any diversity to be known. */
export function asksTooSeldom({ repeats }: Pick<DiversityModel, 'repeats'>): boolean {
  return repeats < MIN_REPEATS;
}
