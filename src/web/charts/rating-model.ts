import type { TrialRow } from '../../core/result-api.ts';
import { ratingStatistics, type RatingStatistics } from '../../core/rating.ts';
import type { Variant } from '../../core/trial.ts';
import type { ChartChoice } from './chart-choice.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** How the answers of some levels were rated. */
export interface RatingGroup extends RatingStatistics {
  levels: Variant;
  /** Answers without a rating. */
  unrated: number;
}

/** Ratings along an axis. */
export interface RatingModel {
  shape: 'strips';
  choice: ChartChoice;
  groups: RatingGroup[];
  all: RatingStatistics;
  unrated: number;
  /** Ratings of stale answers: what they were given for is not what the notebook asks now, so they are in no group. */
  stale: number;
}

/** How many stale answers have a rating. */
export function countStaleRatings(trials: readonly TrialRow[]): number {
  return ratingsOf(trials.filter(({ standing }) => standing === 'stale')).length;
}

function ratingsOf(trials: readonly TrialRow[]): number[] {
  return trials.flatMap(({ annotation }) => annotation?.rating ?? []);
}

/** The ratings of the answers as they are now, by level. Levels without any rating stay, with n 0. */
export function toRatingModel(trials: readonly TrialRow[], choice: ChartChoice): RatingModel {
  const done = trials.filter(({ standing }) => standing === 'done');
  const all = ratingStatistics(ratingsOf(done));
  return {
    shape: 'strips',
    choice,
    groups: groupByLevels(done, presentAxes(choice.by, choice.split)).map(({ levels, members }) => {
      const statistics = ratingStatistics(ratingsOf(members));
      return { levels, ...statistics, unrated: members.length - statistics.n };
    }),
    all,
    unrated: done.length - all.n,
    stale: countStaleRatings(trials),
  };
}
