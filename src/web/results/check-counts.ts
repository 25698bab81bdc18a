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
}

const known = new WeakMap<readonly TrialRow[], { of: Counted; counts: Map<string, CheckCount> }>();

/** How the checks of a matrix go with all its answers to the requests as they are now, whatever is shown of them, by the checks' ids; null
 * where nothing was checked. The same map for the same answers. */
export function checkCounts({ trials, checks }: Counted): ReadonlyMap<string, CheckCount> | null {
  const found = known.get(trials);
  if (found && found.of.checks === checks) return found.counts.size ? found.counts : null;
  const counts = new Map<string, CheckCount>();
  for (const trial of trials) {
    if (trial.standing !== 'done') continue;
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
  known.set(trials, { of: { trials, checks }, counts });
  return counts.size ? counts : null;
}
