import type { Estimate, Range } from './estimate.ts';

/** What the calls of known price will cost, US dollars: all of an estimate, or the part of it that is known. */
export function knownCost({ costUsd, byModel }: Pick<Estimate, 'costUsd' | 'byModel'>): Range {
  if (costUsd !== null) return costUsd;
  const known = byModel.flatMap((model) => model.costUsd ?? []);
  return {
    low: known.reduce((sum, { low }) => sum + low, 0),
    high: known.reduce((sum, { high }) => sum + high, 0),
  };
}
