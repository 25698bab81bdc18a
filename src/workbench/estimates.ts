import { estimateRun } from '../core/estimate.ts';
import type { Estimate } from '../core/estimate.ts';
import type { RunMode } from '../core/event.ts';
import type { Results } from '../store/results.ts';
import type { CostOf } from './costs.ts';
import type { PlannedTrial } from './plan.ts';
import { isWanted } from './plan.ts';
import { loadTokenCounter } from './token-count.ts';

/** What a run of each mode will take, before it starts. */
export async function estimateModes(
  trials: readonly PlannedTrial[],
  { results, costOf }: { results: Results; costOf: CostOf },
): Promise<Record<RunMode, Estimate>> {
  const countTokens = await loadTokenCounter();
  const past = new Map<string, { p10: number; p90: number } | null>();
  const pastOutput = (id: string) => {
    let known = past.get(id);
    if (known === undefined) {
      const slash = id.indexOf('/');
      const stats = results.outputStats(id.slice(0, slash), id.slice(slash + 1));
      past.set(id, (known = stats && { p10: stats.low, p90: stats.high }));
    }
    return known;
  };
  const estimate = (mode: RunMode): Estimate => {
    const stored = new Set<object>();
    for (const planned of trials) if (!isWanted(planned, mode)) stored.add(planned.trial);
    const asked = mode === 'failed' ? trials.filter((planned) => isWanted(planned, mode)) : trials;
    return estimateRun(
      asked.map(({ trial }) => trial),
      {
        countTokens,
        costOf: (request, usage) => costOf(request, usage, null),
        pastOutput,
        isStored: (trial) => stored.has(trial),
      },
    );
  };
  return { missing: estimate('missing'), all: estimate('all'), failed: estimate('failed') };
}
