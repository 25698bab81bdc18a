import type { BlockedTrials } from '../core/api.ts';
import type { Plan } from '../workbench/plan.ts';
import { formatCount } from './figures.ts';
import { tell, type Context } from './terminal.ts';

/** The trials of several plans whose provider is not set up, one entry a provider. */
export function sumBlocked(plans: readonly Plan[]): BlockedTrials[] {
  const sums = new Map<string, BlockedTrials>();
  for (const one of plans.flatMap(({ blocked }) => blocked)) {
    const sum = sums.get(one.provider);
    if (sum) sum.count += one.count;
    else sums.set(one.provider, { ...one });
  }
  return [...sums.values()];
}

/** How many trials of a list wait for their provider to be set up. */
export function countWaiting(blocked: readonly BlockedTrials[]): number {
  return blocked.reduce((sum, { count }) => sum + count, 0);
}

/** Tells, in one sentence a provider, what is not sent and what is missing. */
export function tellBlocked(context: Context, blocked: readonly BlockedTrials[]): void {
  for (const { provider, count, reason } of blocked) {
    const trials = count === 1 ? 'trial is' : 'trials are';
    tell(context, {
      en: `${provider}: ${formatCount(count)} ${trials} not sent. ${reason.en}`,
      ko: `${provider}: 시행 ${formatCount(count)}개를 보내지 않습니다. ${reason.ko}`,
    });
  }
}
