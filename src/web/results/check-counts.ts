import type { TrialRow } from '../../core/result-api.ts';

/** How many answers pass one check, fail it, or could not be told. */
export interface CheckCount {
  pass: number;
  fail: number;
  unknown: number;
}

/** What the counts are of. */
interface Counted {
  trials: readonly TrialRow[];
  /** Ids of the checks, in the order in which rows have them. */
  checks: readonly string[];
  /** Trials that are shown; null for all. */
  kept: ReadonlySet<string> | null;
}

const known = new WeakMap<readonly TrialRow[], { of: Counted; counts: Map<string, CheckCount> }>();

/** How the checks of a matrix go with the answers that are shown, by their ids; null where nothing was checked. The same map for the
 * same answers. */
export function checkCounts({ trials, checks, kept }: Counted): ReadonlyMap<string, CheckCount> | null {
  const found = known.get(trials);
  if (found && found.of.checks === checks && found.of.kept === kept)
    return found.counts.size ? found.counts : null;
  const counts = new Map<string, CheckCount>();
  for (const trial of trials) {
    if (kept && !kept.has(trial.trialId)) continue;
    for (const [at, pass] of trial.checks.entries()) {
      const id = checks[at];
      if (id === undefined) continue;
      const count = counts.get(id) ?? { pass: 0, fail: 0, unknown: 0 };
      if (pass === null) count.unknown += 1;
      else if (pass) count.pass += 1;
      else count.fail += 1;
      counts.set(id, count);
    }
  }
  known.set(trials, { of: { trials, checks, kept }, counts });
  return counts.size ? counts : null;
}
