import type { Rates, Usage } from './trial.ts';

/** What each part of a request cost, US dollars; together they are its cost. `input` is without what was cached or written
 * into the cache, `output` without reasoning, which is part of it where the usage does not tell it. */
export type CostParts = { -readonly [Part in keyof Rates]: number };

/** The parts, in the order in which they are shown. */
export const COST_PARTS = [
  'input',
  'cachedInput',
  'cacheWrite',
  'reasoning',
  'output',
  'request',
] as const satisfies readonly (keyof Rates)[];

const NOTHING: Readonly<CostParts> = {
  input: 0,
  cachedInput: 0,
  cacheWrite: 0,
  reasoning: 0,
  output: 0,
  request: 0,
};

/** What the parts of a usage come to at some rates; null where input or output is unknown. */
export function priceParts(usage: Usage, rates: Rates): CostParts | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const cached = usage.cachedInputTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  const reasoning = usage.reasoningTokens ?? 0;
  return {
    input: ((inputTokens - cached - written) * rates.input) / 1e6,
    cachedInput: (cached * rates.cachedInput) / 1e6,
    cacheWrite: (written * rates.cacheWrite) / 1e6,
    reasoning: (reasoning * rates.reasoning) / 1e6,
    output: ((outputTokens - reasoning) * rates.output) / 1e6,
    request: rates.request,
  };
}

/** What parts come to together. */
export function sumParts(parts: Readonly<CostParts>): number {
  let sum = 0;
  for (const part of COST_PARTS) sum += parts[part];
  return sum;
}

/** Whether parts are the parts of a cost: to the nano-dollar, or to the nine digits in which rows are sent. */
export function addUpTo(parts: Readonly<CostParts>, costUsd: number): boolean {
  return Math.abs(sumParts(parts) - costUsd) <= Math.max(1e-9, costUsd * 1e-8);
}

/**
 * The parts of what was paid; null where they are unknown. Parts that do not come to the cost are none: nothing is scaled to
 * fit, since a price list that has changed need not have changed in proportion.
 */
export function costPartsOf(
  usage: Usage,
  { costUsd, rates }: { costUsd: number | null; rates: Rates | null },
): Readonly<CostParts> | null {
  if (costUsd === null) return null;
  if (costUsd === 0) return NOTHING;
  const parts = rates && priceParts(usage, rates);
  return parts && addUpTo(parts, costUsd) ? parts : null;
}
