import { costOf, type PriceQuery } from './price.ts';
import type { Rates, Usage } from './trial.ts';

/**
 * What a vendor's cache has saved on one answer, US dollars: the cost of the same tokens without it, less what they cost.
 * Below 0 for the answer that was read into the cache, which is dearer. null where no cache was used, or a price is unknown.
 */
export function cachedSavingUsd(usage: Usage, query: PriceQuery): number | null {
  const { cachedInputTokens, cacheWriteTokens } = usage;
  if (!cachedInputTokens && !cacheWriteTokens) return null;
  const real = costOf(usage, query);
  const without = costOf({ ...usage, cachedInputTokens: 0, cacheWriteTokens: 0 }, query);
  return real && without && without.usd - real.usd;
}

/** The same, by the rates at which the answer was billed. */
export function cachedSavingAt(usage: Usage, { input, cachedInput, cacheWrite }: Rates): number | null {
  const { cachedInputTokens, cacheWriteTokens } = usage;
  if (!cachedInputTokens && !cacheWriteTokens) return null;
  const microUsd =
    (cachedInputTokens ?? 0) * (input - cachedInput) + (cacheWriteTokens ?? 0) * (input - cacheWrite);
  return microUsd / 1e6;
}
