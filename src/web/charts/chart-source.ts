import type { DiversityGroup, TrialRow } from '../../core/result-api.ts';
import { toCanonicalJson } from '../../core/trial.ts';

/** The trials that a view's filters keep; all where it has none. */
export function keepTrials(
  trials: readonly TrialRow[],
  kept: ReadonlySet<string> | null,
): readonly TrialRow[] {
  return kept === null ? trials : trials.filter(({ trialId }) => kept.has(trialId));
}

/** Whether a view's filters leave out any trial that has an answer. */
export function leavesOutAnswers(trials: readonly TrialRow[], kept: ReadonlySet<string> | null): boolean {
  return (
    kept !== null &&
    trials.some(
      ({ trialId, standing }) => (standing === 'done' || standing === 'stale') && !kept.has(trialId),
    )
  );
}

/** The groups of answers of which a view's filters keep any; null while there are none to keep. */
export function keepGroups(
  groups: readonly DiversityGroup[] | null,
  trials: readonly TrialRow[],
  kept: ReadonlySet<string> | null,
): readonly DiversityGroup[] | null {
  if (groups === null || kept === null) return groups;
  const variants = new Set(keepTrials(trials, kept).map(({ variant }) => toCanonicalJson(variant)));
  return groups.filter(({ variant }) => variants.has(toCanonicalJson(variant)));
}
