import { contextWindowOf, costOf } from '../core/price.ts';
import { cachedSavingAt, cachedSavingUsd } from '../core/cache-saving.ts';
import { costPartsOf } from '../core/cost-parts.ts';
import { cacheTtlOf } from '../core/prompt-cache.ts';
import type { CompletionRequest, Rates, TrialRecord, Usage, UsageSoFar } from '../core/trial.ts';
import { worstCaseUsd } from '../core/worst-case.ts';
import type { GamutConfig } from '../providers/config.ts';
import type { Registry } from '../providers/registry.ts';
import type { RatesOfPaid } from '../store/row-reader.ts';

/** What an answer cost; null where its price is unknown. `asOf` is the day of the price, `rates` what it was reckoned at, where
 * they are known. */
export type CostOf = (
  request: CompletionRequest,
  usage: Usage,
  modelVersion: string | null,
) => { usd: number; asOf: string | null; rates?: Rates } | null;

/** Prices answers by the configuration's prices and the price list, as of now. */
export function createCostOf({ prices }: GamutConfig, registry: Registry, now: () => number): CostOf {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  return ({ provider, model, params }, usage, modelVersion) => {
    const baseUrl = baseUrls.get(provider) ?? null;
    const cacheTtl = cacheTtlOf(params);
    const at = new Date(now());
    return costOf(usage, { provider, model, modelVersion, baseUrl, at, cacheTtl, overrides: prices });
  };
}

/** What the vendor's cache has saved on a record, US dollars, by the rates at which it was billed, or by the prices of its day; null where it was not used or a price
 * is unknown. */
export type SavingOf = (record: Pick<TrialRecord, 'trial' | 'outcome' | 'startedAt'>) => number | null;

/** Tells savings by the same prices as {@link createCostOf}. */
export function createSavingOf({ prices }: GamutConfig, registry: Registry): SavingOf {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  return ({ trial, outcome, startedAt }) => {
    if (outcome.status !== 'done') return null;
    const { provider, model, params } = trial.request;
    const { usage, modelVersion } = outcome.completion;
    if (outcome.rates) return cachedSavingAt(usage, outcome.rates);
    return cachedSavingUsd(usage, {
      provider,
      model,
      modelVersion,
      baseUrl: baseUrls.get(provider) ?? null,
      at: new Date(startedAt),
      cacheTtl: cacheTtlOf(params),
      overrides: prices,
    });
  };
}

/** Prices that one model has had in one hour: one a tier, and a few are enough. */
const MOST_PRICES = 8;

/**
 * Finds what earlier answers were reckoned at, whose rates were not written down: the prices of their time as they are known
 * now, and only where these come to what was paid. Nothing is scaled to fit: a price list that has been corrected since, or a
 * price that was changed in the configuration, need not have changed all its rates in proportion.
 */
export function createRatesOfPaid({ prices }: GamutConfig, registry: Registry): RatesOfPaid {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  // The list is searched for each price, which takes long for a hundred thousand answers of the same.
  const known = new Map<string, Rates[]>();
  return ({ provider, model, modelVersion, usage, costUsd, startedAt }) => {
    const key = JSON.stringify([provider, model, modelVersion, startedAt.slice(0, 13)]);
    let found = known.get(key);
    if (!found) known.set(key, (found = []));
    const isIt = (rates: Rates) => costPartsOf(usage, { costUsd, rates }) !== null;
    const before = found.find(isIt);
    if (before || found.length >= MOST_PRICES) return before ?? null;
    const baseUrl = baseUrls.get(provider) ?? null;
    const at = new Date(startedAt);
    // Which of the two caches was asked for is in the request, which is not at hand; what was paid tells it.
    for (const cacheTtl of [null, '1h'] as const) {
      const query = { provider, model, modelVersion, baseUrl, at, cacheTtl, overrides: prices };
      const rates = costOf(usage, query)?.rates;
      if (!rates) continue;
      found.push(rates);
      if (isIt(rates)) return rates;
    }
    return null;
  };
}

/** The most US dollars that one attempt can cost, by what is known of it so far; null where its price is unknown. */
export type WorstCaseOf = (request: CompletionRequest, soFar?: UsageSoFar) => number | null;

/** Bounds what a request can cost, by the same prices as {@link createCostOf}. */
export function createWorstCaseOf(costOf: CostOf, registry: Registry, now: () => number): WorstCaseOf {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  // By model: the price list is searched for it, which takes longer than all the rest.
  const windows = new Map<string, number | null>();
  const windowOf = ({ provider, model }: CompletionRequest): number | null => {
    const key = `${provider}/${model}`;
    let size = windows.get(key);
    if (size === undefined) {
      size = contextWindowOf({
        provider,
        model,
        baseUrl: baseUrls.get(provider) ?? null,
        at: new Date(now()),
      });
      windows.set(key, size);
    }
    return size;
  };
  const deps = {
    costOf: (asked: CompletionRequest, usage: Usage) => costOf(asked, usage, null),
    contextWindowOf: windowOf,
  };
  return (request, soFar) => worstCaseUsd(request, deps, soFar);
}
