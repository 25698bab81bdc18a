import { contextWindowOf, costOf } from '../core/price.ts';
import type { CompletionRequest, Usage } from '../core/trial.ts';
import { worstCaseUsd } from '../core/worst-case.ts';
import type { GamutConfig } from '../providers/config.ts';
import type { Registry } from '../providers/registry.ts';

/** What an answer cost; null where its price is unknown. `asOf` is the day of the price, where it is known. */
export type CostOf = (
  request: CompletionRequest,
  usage: Usage,
  modelVersion: string | null,
) => { usd: number; asOf: string | null } | null;

/** Prices answers by the configuration's prices and the price list, as of now. */
export function createCostOf({ prices }: GamutConfig, registry: Registry, now: () => number): CostOf {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  return ({ provider, model }, usage, modelVersion) => {
    const baseUrl = baseUrls.get(provider) ?? null;
    return costOf(usage, { provider, model, modelVersion, baseUrl, at: new Date(now()), overrides: prices });
  };
}

/** The most US dollars that one attempt can cost; null where its price is unknown. */
export type WorstCaseOf = (request: CompletionRequest) => number | null;

/** Bounds what a request can cost, by the same prices as {@link createCostOf}. */
export function createWorstCaseOf(costOf: CostOf, registry: Registry, now: () => number): WorstCaseOf {
  const baseUrls = new Map(registry.list().map(({ id, baseUrl }) => [id, baseUrl]));
  return (request) =>
    worstCaseUsd(request, {
      costOf: (asked, usage) => costOf(asked, usage, null),
      contextWindowOf: ({ provider, model }) =>
        contextWindowOf({ provider, model, baseUrl: baseUrls.get(provider) ?? null, at: new Date(now()) }),
    });
}
