import type { TrialRow } from '../../core/result-api.ts';
import { answerKey, type Vote } from '../../core/vote.ts';
import { tallyVotes } from '../../core/vote-tally.ts';
import type { BarGroup, BarModel } from './bar-model.ts';
import type { ChartChoice } from './chart-choice.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** Keys of the answers that are stale. */
export function staleKeysOf(trials: readonly TrialRow[]): ReadonlySet<string> {
  const stale = trials.filter(({ standing }) => standing === 'stale');
  return new Set(stale.map(({ answerHash, repeat }) => answerKey({ requestHash: answerHash, repeat })));
}

/** How often the answers of each level were preferred in blind comparisons with answers of other levels; `unknown` counts those
 * of which both sides were called bad. */
export function toWinModel(
  trials: readonly TrialRow[],
  votes: readonly Vote[],
  choice: ChartChoice,
): BarModel {
  const axes = presentAxes(choice.by, choice.split);
  const variants = new Map(trials.map((trial) => [answerKey(trial), trial.variant]));
  const names = axes.map(({ name }) => name);
  const { scores, stale } = tallyVotes(votes, variants, names, staleKeysOf(trials));
  const byLevel = groupByLevels(
    scores.map((score) => ({ ...score, variant: score.levels })),
    axes,
  );
  const groups = byLevel.flatMap(({ levels, members: [score] }): BarGroup[] => {
    if (!score) return [];
    const { n, bad, rate, ci95 } = score;
    const lane = { name: 'mean' as const, values: [rate], whole: rate, interval: ci95 };
    return [{ levels, n, unknown: bad, lanes: [lane], waited: null }];
  });
  // Each comparison has two sides.
  const half = (of: (group: BarGroup) => number) => groups.reduce((sum, group) => sum + of(group), 0) / 2;
  return {
    shape: 'bars',
    choice,
    parts: ['wins'],
    shares: [],
    groups,
    total: null,
    n: half(({ n }) => n),
    unknown: half(({ unknown }) => unknown),
    staleVotes: stale,
  };
}
