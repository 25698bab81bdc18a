import { describe, expect, it } from 'vitest';
import { costPartsOf, sumParts } from '../../src/core/cost-parts.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Rates, Usage } from '../../src/core/trial.ts';

const rates: Rates = {
  input: 1,
  cachedInput: 0.1,
  cacheWrite: 1.25,
  output: 4,
  reasoning: 4,
  request: 0.005,
};

function usage(more: Partial<Usage>): Usage {
  return { ...unknownUsage(), inputTokens: 1000, outputTokens: 500, ...more };
}

describe('the parts of a cost', () => {
  it('are told apart by what was cached, written into the cache and thought', () => {
    const tokens = usage({ cachedInputTokens: 300, cacheWriteTokens: 200, reasoningTokens: 400 });
    const costUsd = (500 * 1 + 300 * 0.1 + 200 * 1.25 + 500 * 4) / 1e6 + 0.005;
    const parts = costPartsOf(tokens, { costUsd, rates });
    expect(parts?.input).toBeCloseTo(0.0005, 12);
    expect(parts?.cachedInput).toBeCloseTo(0.00003, 12);
    expect(parts?.cacheWrite).toBeCloseTo(0.00025, 12);
    expect(parts?.reasoning).toBeCloseTo(0.0016, 12);
    expect(parts?.output).toBeCloseTo(0.0004, 12);
    expect(parts?.request).toBe(0.005);
    expect(parts && sumParts(parts)).toBeCloseTo(costUsd, 12);
  });

  it('have reasoning in the output where the usage does not tell it', () => {
    const parts = costPartsOf(usage({}), { costUsd: 0.008, rates });
    expect(parts).toMatchObject({ reasoning: 0, cachedInput: 0, cacheWrite: 0 });
    expect(parts?.output).toBeCloseTo(0.002, 12);
  });

  it('are unknown, not 0, where the cost, the rates or the tokens are', () => {
    expect(costPartsOf(usage({}), { costUsd: null, rates })).toBeNull();
    expect(costPartsOf(usage({}), { costUsd: 0.008, rates: null })).toBeNull();
    expect(costPartsOf(usage({ outputTokens: null }), { costUsd: 0.008, rates })).toBeNull();
  });

  it('are all 0 where nothing was paid, whatever was used', () => {
    expect(costPartsOf(unknownUsage(), { costUsd: 0, rates: null })).toMatchObject({ input: 0, output: 0 });
  });

  it('are unknown where they do not come to what was paid: nothing is scaled to fit', () => {
    expect(costPartsOf(usage({}), { costUsd: 0.004, rates })).toBeNull();
  });
});
