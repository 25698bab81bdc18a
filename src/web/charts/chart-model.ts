import type { DiversityGroup, TrialRow } from '../../core/result-api.ts';
import type { Vote } from '../../core/vote.ts';
import { toBarModel, type BarModel } from './bar-model.ts';
import type { ChartChoice } from './chart-choice.ts';
import { asksTooSeldom, toDiversityModel, type DiversityModel } from './diversity-model.ts';
import { toParetoModel, type ParetoModel } from './pareto-model.ts';
import { toPassModel, type PassModel } from './pass-model.ts';
import { toRatingModel, type RatingModel } from './rating-model.ts';
import { toWinModel } from './win-model.ts';

/** What a chart says, in numbers. */
export type ChartModel = BarModel | ParetoModel | DiversityModel | PassModel | RatingModel;

/** What charts are made from. */
export interface ChartSource {
  /** Of the matrix, in its order; those that the view's filters keep. */
  trials: readonly TrialRow[];
  /** Whether the filters leave out any that has an answer. */
  isNarrowed: boolean;
  /** Ids of the checks, in the order of each row's verdicts. */
  checks: readonly string[];
  /** null while it is not here. */
  diversity: readonly DiversityGroup[] | null;
  /** What was voted in blind comparisons. */
  votes: readonly Vote[];
}

/** Reckons what a chart says. */
export function toChartModel(
  { trials, checks, diversity, votes }: ChartSource,
  choice: ChartChoice,
): ChartModel {
  switch (choice.kind) {
    case 'pareto':
      return toParetoModel(trials, choice);
    case 'diversity':
      return toDiversityModel(diversity ?? [], choice);
    case 'pass':
      return toPassModel(trials, choice, checks);
    case 'ratings':
      return choice.metric === 'wins' ? toWinModel(trials, votes, choice) : toRatingModel(trials, choice);
    case 'cost':
    case 'tokens':
    case 'latency':
      return toBarModel(trials, choice);
    default:
      choice.kind satisfies never;
      return toBarModel(trials, choice);
  }
}

/** Why there is nothing to draw. */
export type Lack =
  | 'answers'
  | 'filter'
  | 'stale'
  | 'free'
  | 'free-trade'
  | 'prices'
  | 'sizes'
  | 'checks'
  | 'verdicts'
  | 'ratings'
  | 'stale-ratings'
  | 'votes'
  | 'stale-votes'
  | 'repeats'
  | 'enough-answers'
  | 'loading';

/** Whether there is no cost to weigh: what costs nothing would stand above each other, on the axis itself. */
function isAllFree({ choice, points }: ParetoModel): boolean {
  return choice.against === 'cost' && points.every(({ cost }) => cost.mean === 0);
}

/** Why there are no answers: those that there are do not count, or the filters leave them out. */
function answersLack({ trials, isNarrowed }: ChartSource): Lack {
  if (trials.some(({ standing }) => standing === 'stale')) return 'stale';
  return isNarrowed ? 'filter' : 'answers';
}

/** Why a chart has nothing to draw; null where it has. */
export function lackOf(model: ChartModel, source: ChartSource): Lack | null {
  const lack = firstLack(model, source);
  return lack === 'answers' ? answersLack(source) : lack;
}

function firstLack(model: ChartModel, { trials, checks, diversity, votes }: ChartSource): Lack | null {
  const isAnswered = trials.some(({ standing }) => standing === 'done');
  switch (model.shape) {
    case 'bars': {
      if (model.choice.kind === 'ratings') {
        if (model.n + model.unknown > 0) return null;
        if (model.staleVotes) return 'stale-votes';
        return trials.length > 0 || votes.length === 0 ? 'votes' : 'answers';
      }
      if (model.groups.length === 0) return 'answers';
      if (model.groups.some(({ lanes }) => lanes.some(({ whole }) => (whole ?? 0) > 0))) return null;
      if (model.n === 0) return model.choice.kind === 'cost' ? 'prices' : 'sizes';
      return model.choice.kind === 'cost' ? 'free' : null;
    }
    case 'points':
      if (model.choice.metric === 'pass' && checks.length === 0) return 'checks';
      if (!isAnswered) return 'answers';
      if (model.points.length > 0) return isAllFree(model) ? 'free-trade' : null;
      if (model.withoutGain.length > 0) return model.choice.metric === 'rating' ? 'ratings' : 'verdicts';
      return model.choice.against === 'cost' ? 'prices' : 'sizes';
    case 'lines':
      if (diversity === null) return 'loading';
      if (diversity.length > 0 && asksTooSeldom(model)) return 'repeats';
      if (model.requests > 0) return null;
      return isAnswered ? 'enough-answers' : 'answers';
    case 'heat':
      if (checks.length === 0) return 'checks';
      return model.columns.length === 0 ? 'answers' : null;
    case 'strips':
      if (model.groups.length === 0) return model.stale > 0 ? 'stale-ratings' : 'answers';
      if (model.all.n > 0) return null;
      return model.stale > 0 ? 'stale-ratings' : 'ratings';
    default:
      model satisfies never;
      return null;
  }
}
