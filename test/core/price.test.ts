import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceParts, sumParts } from '../../src/core/cost-parts.ts';
import { costOf, PRICE_LIST } from '../../src/core/price.ts';
import type { PriceOverride, PriceQuery } from '../../src/core/price.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Usage } from '../../src/core/trial.ts';

const at = new Date('2026-11-01T12:00:00Z');

function usage(inputTokens: number | null, outputTokens: number | null, more: Partial<Usage> = {}): Usage {
  return { ...unknownUsage(), inputTokens, outputTokens, ...more };
}

function query(provider: string, model: string, more: Partial<PriceQuery> = {}): PriceQuery {
  return { provider, model, at, ...more };
}

function override(model: string, more: Partial<PriceOverride> = {}): PriceOverride {
  return { model, input: 1, output: 2, cachedInput: null, cacheWrite: null, asOf: '2026-10-01', ...more };
}

describe('the price list', () => {
  it('is the release that its date is of', () => {
    const file = join(import.meta.dirname, '../../node_modules/@pydantic/genai-prices/package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    expect(version, 'set PRICE_LIST to the new release and the day it came out').toBe(PRICE_LIST.version);
  });

  it('prices input and output, with its date', () => {
    const cost = costOf(usage(1000, 1000), query('openai', 'gpt-4.1-nano'));
    expect(cost?.usd).toBeCloseTo(0.0005, 12);
    expect(cost).toMatchObject({ asOf: PRICE_LIST.asOf, source: 'genai-prices' });
  });

  it('prices cached and cache-write tokens, which are part of the input, apart', () => {
    const tokens = usage(1000, 1000, { cachedInputTokens: 500, cacheWriteTokens: 300 });
    const cost = costOf(tokens, query('anthropic', 'claude-sonnet-4-5'));
    expect(cost?.usd).toBeCloseTo((200 * 3 + 500 * 0.3 + 300 * 3.75 + 1000 * 15) / 1e6, 12);
  });

  it('prices reasoning tokens as the output that they are part of', () => {
    const model = query('openai', 'gpt-5');
    const plain = costOf(usage(10, 1000), model);
    expect(costOf(usage(10, 1000, { reasoningTokens: 900 }), model)).toEqual(plain);
  });

  it('prices reasoning tokens by their own price where the vendor has one', () => {
    const model = query('perplexity', 'sonar-deep-research');
    const cost = costOf(usage(0, 1000, { reasoningTokens: 600 }), model);
    expect(cost?.usd).toBeCloseTo((400 * 8 + 600 * 3) / 1e6, 12);
  });

  it('knows the vendors that the presets are of', () => {
    const known = [
      ['openai', 'gpt-4.1-nano-2025-04-14'],
      ['anthropic', 'claude-opus-4-6'],
      ['google', 'gemini-2.5-flash'],
      ['gemini', 'gemini-2.5-flash'],
      ['openrouter', 'openai/gpt-4.1-nano'],
      ['groq', 'llama-3.3-70b-versatile'],
      ['mistral', 'mistral-small-latest'],
      ['deepseek', 'deepseek-chat'],
      ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo'],
      ['fireworks', 'accounts/fireworks/models/deepseek-v3p2'],
      ['xai', 'grok-4'],
      ['huggingface', 'meta-llama/Llama-3.3-70B-Instruct:groq'],
    ] as const;
    for (const [provider, model] of known) {
      expect(costOf(usage(1000, 1000), query(provider, model))?.usd, `${provider}/${model}`).toBeGreaterThan(
        0,
      );
    }
  });

  it('can reckon with every model that it holds', () => {
    const vendors = [
      'openai',
      'anthropic',
      'google',
      'openrouter',
      'groq',
      'mistral',
      'deepseek',
      'together',
    ];
    let count = 0;
    for (const provider of [
      ...vendors,
      'fireworks',
      'xai',
      'cohere',
      'perplexity',
      'cerebras',
      'azure',
      'novita',
    ]) {
      const providerId = provider === 'xai' ? 'x-ai' : provider;
      for (const { id } of findProvider({ providerId })?.models ?? []) {
        const tokens = usage(10, 10, { cachedInputTokens: 2, cacheWriteTokens: 2, reasoningTokens: 2 });
        const cost = costOf(tokens, query(provider, id));
        if (cost) expect(cost.usd).toBeGreaterThanOrEqual(0);
        count++;
      }
    }
    expect(count).toBeGreaterThan(1000);
  });
});

describe('a price that is not known', () => {
  it('is unknown, not 0, for a model, a provider or a usage that is not', () => {
    expect(costOf(usage(10, 10), query('openai', 'no-such-model'))).toBeNull();
    expect(costOf(usage(10, 10), query('mine', 'gpt-4.1-nano'))).toBeNull();
    expect(costOf(usage(null, 10), query('openai', 'gpt-4.1-nano'))).toBeNull();
    expect(costOf(usage(10, null), query('openai', 'gpt-4.1-nano'))).toBeNull();
    expect(costOf(usage(10, 10), query('huggingface', 'meta-llama/Llama-3.3-70B-Instruct'))).toBeNull();
  });

  it('is not taken from a vendor whose name a provider only contains', () => {
    expect(costOf(usage(10, 10), query('my-openai-proxy', 'gpt-4.1-nano'))).toBeNull();
  });

  it('is unknown where the list has the model but no price for what was used', () => {
    expect(costOf(usage(10, 10), query('openai', 'text-embedding-3-small'))).toBeNull();
    expect(costOf(usage(10, 10), query('openai', 'whisper-1'))).toBeNull();
  });

  it('is 0 where the vendor names the model as free', () => {
    const model = query('openrouter', 'meta-llama/llama-3.3-70b-instruct:free');
    expect(costOf(usage(10, 10), model)?.usd).toBe(0);
    expect(costOf(usage(10, 10), { ...model, modelVersion: 'meta-llama/llama-3.3-70b-instruct' })?.usd).toBe(
      0,
    );
  });

  it('is unknown where the usage contradicts itself', () => {
    const model = query('openai', 'gpt-4.1-nano');
    expect(costOf(usage(10, 10, { cachedInputTokens: 11 }), model)).toBeNull();
    expect(costOf(usage(10, 10, { reasoningTokens: 11 }), model)).toBeNull();
    expect(costOf(usage(-1, 10), model)).toBeNull();
    expect(costOf(usage(Number.NaN, 10), model)).toBeNull();
    expect(
      costOf(usage(10, 10, { cachedInputTokens: 11 }), { ...model, overrides: [override('*')] }),
    ).toBeNull();
  });
});

describe('a provider of one’s own', () => {
  it('has the prices of the vendor that its address is of', () => {
    const mine = query('work', 'gpt-4.1-nano', { baseUrl: 'https://api.openai.com/v1' });
    expect(costOf(usage(1000, 1000), mine)?.usd).toBeCloseTo(0.0005, 12);
    expect(costOf(usage(10, 10), { ...mine, baseUrl: 'http://127.0.0.1:8000/v1' })).toBeNull();
  });

  it('is priced by the model that answered where an alias was asked for', () => {
    const alias = query('openai', 'our-alias', { modelVersion: 'gpt-4.1-nano-2025-04-14' });
    expect(costOf(usage(1000, 1000), alias)?.usd).toBeCloseTo(0.0005, 12);
  });

  it('costs nothing where it runs on this machine, though the usage be unknown', () => {
    for (const provider of ['sandbox', 'ollama', 'lmstudio', 'llamacpp', 'vllm']) {
      expect(costOf(unknownUsage(), query(provider, 'tiny'))).toEqual({
        usd: 0,
        asOf: '2026-11-01',
        source: 'local',
      });
    }
  });
});

describe('an override', () => {
  it('wins over the price list and over local presets', () => {
    const overrides = [override('openai/gpt-4.1-nano'), override('vllm/*')];
    expect(costOf(usage(1000, 1000), query('openai', 'gpt-4.1-nano', { overrides }))).toEqual({
      usd: 0.003,
      asOf: '2026-10-01',
      source: 'override',
      rates: { input: 1, cachedInput: 1, cacheWrite: 1, output: 2, reasoning: 2, request: 0 },
    });
    expect(costOf(usage(1000, 1000), query('vllm', 'org/model', { overrides }))?.source).toBe('override');
  });

  it('with the very name goes before a pattern, and an earlier pattern before a later one', () => {
    const overrides = [override('a/*', { input: 10 }), override('*', { input: 100 }), override('a/b')];
    expect(costOf(usage(1e6, 0), query('a', 'b', { overrides }))?.usd).toBe(1);
    expect(costOf(usage(1e6, 0), query('a', 'c', { overrides }))?.usd).toBe(10);
    expect(costOf(usage(1e6, 0), query('z', 'c', { overrides }))?.usd).toBe(100);
  });

  it('takes nothing but * in a name for a pattern', () => {
    const overrides = [override('a/gpt-4.1')];
    expect(costOf(usage(1, 1), query('a', 'gpt-4x1', { overrides }))).toBeNull();
    expect(costOf(usage(1, 1), query('a', 'gpt-4.1-mini', { overrides }))).toBeNull();
  });

  it('prices cached and written tokens as input unless it says otherwise', () => {
    const tokens = usage(1e6, 0, { cachedInputTokens: 5e5, cacheWriteTokens: 25e4 });
    const plain = query('a', 'b', { overrides: [override('a/b')] });
    expect(costOf(tokens, plain)?.usd).toBeCloseTo(1, 12);
    const overrides = [override('a/b', { cachedInput: 0.1, cacheWrite: 1.25 })];
    expect(costOf(tokens, { ...plain, overrides })?.usd).toBeCloseTo(0.25 + 0.05 + 0.3125, 12);
  });
});

describe('costs', () => {
  const count = fc.nat(100_000);
  const priced = fc.constantFrom(
    query('openai', 'gpt-4.1-nano'),
    query('anthropic', 'claude-opus-4-6'),
    query('a', 'b', { overrides: [override('a/*', { cachedInput: 0.1, cacheWrite: 1.25 })] }),
  );
  const anyUsage = fc
    .tuple(count, count, count, count)
    .map(([fresh, output, cachedInputTokens, cacheWriteTokens]) =>
      usage(fresh + cachedInputTokens + cacheWriteTokens, output, { cachedInputTokens, cacheWriteTokens }),
    );

  it('add up', () => {
    fc.assert(
      fc.property(priced, anyUsage, anyUsage, (model, a, b) => {
        const sum: Usage = {
          inputTokens: (a.inputTokens ?? 0) + (b.inputTokens ?? 0),
          outputTokens: (a.outputTokens ?? 0) + (b.outputTokens ?? 0),
          cachedInputTokens: (a.cachedInputTokens ?? 0) + (b.cachedInputTokens ?? 0),
          cacheWriteTokens: (a.cacheWriteTokens ?? 0) + (b.cacheWriteTokens ?? 0),
          reasoningTokens: null,
        };
        const [costA, costB, costSum] = [a, b, sum].map((tokens) => costOf(tokens, model)?.usd ?? Number.NaN);
        expect(costSum).toBeCloseTo((costA ?? 0) + (costB ?? 0), 9);
      }),
    );
  });

  it('never fall as tokens are added, and never rise as input comes from the cache', () => {
    fc.assert(
      fc.property(priced, anyUsage, count, (model, tokens, more) => {
        const cost = costOf(tokens, model)?.usd ?? Number.NaN;
        const longer = { ...tokens, outputTokens: (tokens.outputTokens ?? 0) + more };
        expect(costOf(longer, model)?.usd).toBeGreaterThanOrEqual(cost);
        const wordier = { ...tokens, inputTokens: (tokens.inputTokens ?? 0) + more };
        expect(costOf(wordier, model)?.usd).toBeGreaterThanOrEqual(cost);
        expect(costOf({ ...tokens, cachedInputTokens: 0 }, model)?.usd).toBeGreaterThanOrEqual(cost - 1e-12);
      }),
    );
  });
});

describe('the rates of a cost', () => {
  const VENDORS = [
    'openai',
    'anthropic',
    'google',
    'openrouter',
    'groq',
    'mistral',
    'deepseek',
    'together',
    'fireworks',
    'xai',
    'cohere',
    'perplexity',
    'cerebras',
    'azure',
    'novita',
  ];
  const listed = VENDORS.flatMap((provider) =>
    (findProvider({ providerId: provider === 'xai' ? 'x-ai' : provider })?.models ?? []).map(({ id }) => ({
      provider,
      model: id,
    })),
  );
  const own = {
    provider: 'a',
    model: 'b',
    overrides: [override('a/*', { cachedInput: 0.1, cacheWrite: 1.25 })],
  };
  // Up to where every tier has begun.
  const count = fc.nat(300_000);
  const anyUsage = fc
    .tuple(count, count, count, count, count)
    .map(([fresh, visible, cachedInputTokens, cacheWriteTokens, reasoningTokens]) =>
      usage(fresh + cachedInputTokens + cacheWriteTokens, visible + reasoningTokens, {
        cachedInputTokens,
        cacheWriteTokens,
        reasoningTokens,
      }),
    );

  it('make up what was paid to the nano-dollar, whatever the model and whatever was used', () => {
    expect(listed.length).toBeGreaterThan(1000);
    fc.assert(
      fc.property(
        fc.constantFrom(...listed, own),
        anyUsage,
        fc.constantFrom(null, '5m' as const, '1h' as const),
        (model, tokens, cacheTtl) => {
          const cost = costOf(tokens, { ...model, at, cacheTtl });
          if (cost === null || cost.usd === 0) return;
          const parts = cost.rates && priceParts(tokens, cost.rates);
          expect(parts && Math.abs(sumParts(parts) - cost.usd)).toBeLessThan(1e-9);
          for (const part of Object.values(parts ?? {})) expect(part).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('hold for every model of the list', () => {
    const tokens = usage(1000, 500, { cachedInputTokens: 200, cacheWriteTokens: 100, reasoningTokens: 50 });
    const without = listed.filter((model) => {
      const cost = costOf(tokens, { ...model, at });
      return cost !== null && cost.usd > 0 && !cost.rates;
    });
    expect(without).toEqual([]);
  });

  it('are those of the tier that the input has reached', () => {
    const model = query('google', 'gemini-2.5-pro');
    expect(costOf(usage(1000, 10), model)?.rates).toMatchObject({ input: 1.25, output: 10 });
    expect(costOf(usage(200_001, 10), model)?.rates).toMatchObject({ input: 2.5, output: 15 });
  });

  it('have the fee of a request, where the vendor takes one', () => {
    const cost = costOf(usage(1000, 1000), query('perplexity', 'sonar'));
    expect(cost?.rates?.request).toBeGreaterThan(0);
  });

  it('tell what is written into the cache for an hour, which is dearer', () => {
    const tokens = usage(1000, 0, { cacheWriteTokens: 1000 });
    const model = query('anthropic', 'claude-sonnet-4-5');
    expect(costOf(tokens, model)?.rates?.cacheWrite).toBe(3.75);
    expect(costOf(tokens, { ...model, cacheTtl: '1h' })?.rates?.cacheWrite).toBe(6);
  });

  it('are none where nothing is to be paid', () => {
    expect(costOf(usage(10, 10), query('ollama', 'tiny'))).not.toHaveProperty('rates');
  });
});
