import * as fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import * as listed from 'gpt-tokenizer/models';
import { describe, expect, it } from 'vitest';
import { outputLimitOf } from '../../src/core/output-limit.ts';
import { contextWindowOf, costOf } from '../../src/core/price.ts';
import type { CompletionRequest, Usage, Value } from '../../src/core/trial.ts';
import { worstCaseUsd, worstInputTokens } from '../../src/core/worst-case.ts';

const AT = new Date('2026-11-01T00:00:00Z');

function toRequest(
  id: string,
  params: Record<string, Value> = {},
  texts: string[] = ['안녕하세요', 'Hi'],
): CompletionRequest {
  const slash = id.indexOf('/');
  return {
    provider: id.slice(0, slash),
    model: id.slice(slash + 1),
    messages: texts.map((content) => ({ role: 'user', content })),
    params,
  };
}

const deps = {
  costOf: ({ provider, model }: CompletionRequest, usage: Usage) =>
    costOf(usage, { provider, model, at: AT }),
  contextWindowOf: ({ provider, model }: CompletionRequest) => contextWindowOf({ provider, model, at: AT }),
};

describe('the worst case of a request', () => {
  it('is all of its input and an answer as long as max_tokens allows', () => {
    const request = toRequest('openai/gpt-4.1-nano', { max_tokens: 400 });
    // $0.10 and $0.40 a million tokens
    const usd = (worstInputTokens(request) * 0.1 + 400 * 0.4) / 1e6;
    expect(worstCaseUsd(request, deps)).toBeCloseTo(usd, 12);
  });

  it("takes the model's own limit where none is written", () => {
    const limited = toRequest('openai/gpt-4.1-nano', { max_tokens: 32_768 });
    expect(worstCaseUsd(toRequest('openai/gpt-4.1-nano'), deps)).toBe(worstCaseUsd(limited, deps));
  });

  it('counts on all of the input being written into the cache, where that is dearer', () => {
    const request = toRequest('anthropic/claude-haiku-4-5', { max_tokens: 1 });
    expect(worstCaseUsd(request, deps)).toBeCloseTo((worstInputTokens(request) * 1.25 + 5) / 1e6, 12);
  });

  it('takes of an answer under way the input that the vendor has told, and once it told all, just that', () => {
    const request = toRequest('anthropic/claude-haiku-4-5', { max_tokens: 100 });
    const usage = {
      inputTokens: 1000,
      cachedInputTokens: 900,
      cacheWriteTokens: 0,
      outputTokens: null,
      reasoningTokens: null,
    };
    // $1 and $5 a million tokens, a tenth for what is read from the cache.
    expect(worstCaseUsd(request, deps, { usage, isFinal: false })).toBeCloseTo((100 + 90 + 500) / 1e6, 12);
    const all = { ...usage, outputTokens: 7 };
    expect(worstCaseUsd(request, deps, { usage: all, isFinal: true })).toBeCloseTo((100 + 90 + 35) / 1e6, 12);
  });

  it('is unknown where the price is, and nothing where nothing costs anything', () => {
    expect(worstCaseUsd(toRequest('openai/never-heard-of', { max_tokens: 5 }), deps)).toBeNull();
    expect(worstCaseUsd(toRequest('sandbox/tiny'), deps)).toBe(0);
  });

  it('is unknown where nothing bounds a paid answer', () => {
    const priced = { costOf: () => ({ usd: 1 }) };
    expect(worstCaseUsd(toRequest('mine/llama'), priced)).toBeNull();
    expect(worstCaseUsd(toRequest('mine/llama', { max_tokens: 10 }), priced)).toBe(1);
    expect(worstCaseUsd(toRequest('mine/llama'), { ...priced, contextWindowOf: () => 8192 })).toBe(1);
  });

  it('is never below what the tokenizer counts, in any script', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('가', '힣', '각', ' ', 'a') }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const counted = texts.reduce(
          (sum, one) => sum + 8 + countTokens(one, { disallowedSpecial: new Set() }),
          8,
        );
        expect(worstInputTokens(toRequest('a/b', {}, texts))).toBeGreaterThanOrEqual(counted);
      }),
    );
  });

  it('is never below what any answer within the limit costs, with any part of the input from the cache', () => {
    const models = fc.constantFrom('openai/gpt-4.1', 'anthropic/claude-sonnet-4-5', 'openai/gpt-6-sol');
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        models,
        fc.integer({ min: 1, max: 5000 }),
        share,
        share,
        share,
        (id, limit, used, read, written) => {
          const request = toRequest(id, { max_tokens: limit });
          const inputTokens = worstInputTokens(request);
          const cachedInputTokens = Math.floor(inputTokens * read);
          const usage: Usage = {
            inputTokens,
            outputTokens: Math.floor(limit * used),
            cachedInputTokens,
            cacheWriteTokens: Math.floor((inputTokens - cachedInputTokens) * written),
            reasoningTokens: null,
          };
          const real = deps.costOf(request, usage)?.usd ?? 0;
          expect(worstCaseUsd(request, deps)).toBeGreaterThanOrEqual(real - 1e-12);
        },
      ),
    );
  });
});

describe('the longest answer of a model', () => {
  it('is known of the models in use', () => {
    expect(outputLimitOf('gpt-4o-mini-2024-07-18')).toBe(16_384);
    expect(outputLimitOf('openai/gpt-5-mini')).toBe(128_000);
    expect(outputLimitOf('ft:gpt-4.1-nano-2025-04-14:me::x')).toBe(32_768);
    expect(outputLimitOf('claude-haiku-4-5-20251001')).toBe(64_000);
    expect(outputLimitOf('claude-opus-4-20250514')).toBe(32_000);
    expect(outputLimitOf('anthropic/claude-opus-4.1')).toBe(32_000);
    expect(outputLimitOf('claude-opus-5-5')).toBe(128_000);
    expect(outputLimitOf('tiny')).toBeNull();
  });

  it("is never below OpenAI's own list", () => {
    const low = Object.values(listed as Record<string, unknown>).flatMap((one) => {
      const model = one as { name?: string; max_output_tokens?: number };
      if (!model?.name || !model.max_output_tokens) return [];
      const limit = outputLimitOf(model.name);
      return limit !== null && limit < model.max_output_tokens ? [[model.name, limit]] : [];
    });
    expect(low).toEqual([]);
  });
});
