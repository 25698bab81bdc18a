import { msg, str } from '@lit/localize';
import type { PlanView } from '../../core/api.ts';
import type { Estimate } from '../../core/estimate.ts';
import { knownCost } from '../../core/known-cost.ts';
import { formatKrw, formatUsdRange } from '../../core/money.ts';
import { currentLocale, formatCount } from '../look/locale.ts';

/** What some runs would cost together, in words: `free`, `~$0.006`, `$0.004 – $0.009 (~₩12)`; or that it is not known, or not
 * all of it. */
export function costWords(estimates: Estimate[], krwPerUsd: number | null): string {
  let low = 0;
  let high = 0;
  for (const estimate of estimates) {
    const known = knownCost(estimate);
    low += known.low;
    high += known.high;
  }
  const isAllKnown = estimates.every(({ costUsd }) => costUsd !== null);
  if (high === 0) return isAllKnown ? msg('free') : msg('price unknown');
  const locale = currentLocale();
  const usd = formatUsdRange({ low, high }, locale) ?? '';
  const words = krwPerUsd === null ? usd : `${usd} (~${formatKrw(high * krwPerUsd, locale)})`;
  return isAllKnown ? words : msg(str`${words} + unknown`);
}

/** Trials that a run would really send: those of a provider that is not set up are left out. */
export function callsToMake(plan: PlanView): number {
  const waiting = plan.blocked.reduce((total, { count }) => total + count, 0);
  return Math.max(0, plan.estimates.missing.calls - waiting);
}

/** What the run button says: how many trials, or why there are none to make. `plans` are of the matrices that it runs. */
export function runLabel(plans: readonly PlanView[], isBlocked: boolean): string {
  const sum = (of: (plan: PlanView) => number) => plans.reduce((total, plan) => total + of(plan), 0);
  const missing = sum((plan) => plan.estimates.missing.calls);
  const calls = sum(callsToMake);
  if (missing > 0 && calls === 0) return msg('Needs a key');
  if (isBlocked && calls === 0) return msg('Cannot run');
  if (calls === 0) return sum((plan) => plan.counts.done) > 0 ? msg('All done') : msg('Nothing to run');
  const n = formatCount(calls);
  const isFirst =
    sum((plan) => plan.counts.done + plan.counts.stale + plan.counts.error + plan.counts.aborted) === 0;
  return isFirst ? msg(str`Run ${n}`) : msg(str`Run ${n} missing`);
}

/** The state of a matrix in a line: what is done, stale, failed, skipped, and what the rest would cost. */
export function planLine(plan: PlanView, krwPerUsd: number | null): string {
  const { counts, estimates } = plan;
  const parts: string[] = [];
  const add = (n: number, words: (n: string) => string) => {
    if (n > 0) parts.push(words(formatCount(n)));
  };
  add(counts.done, (n) => msg(str`${n} done`));
  add(counts.stale, (n) => msg(str`${n} stale`));
  add(counts.error, (n) => msg(str`${n} failed`));
  add(counts.aborted, (n) => msg(str`${n} stopped`));
  add(counts.skipped, (n) => msg(str`${n} skipped`));
  if (estimates.missing.calls > 0) {
    const { inputTokens, outputTokens } = estimates.missing;
    const low = formatCount(inputTokens.low + outputTokens.low);
    const high = formatCount(inputTokens.high + outputTokens.high);
    parts.push(msg(str`${low} – ${high} tokens`), costWords([estimates.missing], krwPerUsd));
  }
  return parts.join(' · ');
}
