import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSUMED_OUTPUT_TOKENS, countRequest, estimateRun } from '../../src/core/estimate.ts';
import type { EstimateDeps } from '../../src/core/estimate.ts';
import { costOf } from '../../src/core/price.ts';
import { requestHash, trialId } from '../../src/core/trial.ts';
import type { CompletionRequest, Trial, Value } from '../../src/core/trial.ts';

function toTrial(model: string, params: Record<string, Value> = {}, more: Partial<Trial> = {}): Trial {
  const [provider = '', ...rest] = model.split('/');
  const request: CompletionRequest = {
    provider,
    model: rest.join('/'),
    messages: [
      { role: 'system', content: 'x'.repeat(50) },
      { role: 'user', content: 'y'.repeat(39) },
    ],
    params,
  };
  const variant = { prompt: 'ask', persona: 'chef', model };
  return {
    id: trialId('main', variant, 1),
    cellId: 'main',
    variant,
    repeat: 1,
    vars: {},
    request,
    requestHash: requestHash(request),
    skip: null,
    ...more,
  };
}

/** A dollar for each token of input, ten for each of output, except where the price is unknown. */
const deps: EstimateDeps = {
  countTokens: (text) => text.length,
  costOf: (request, usage) =>
    request.model === 'unknown' ? null : { usd: (usage.inputTokens ?? 0) + 10 * (usage.outputTokens ?? 0) },
};

/** Counts as the vendor does, so that input is known but for what a vendor's count may be off. */
const counted: EstimateDeps = { ...deps, countedByVendor: () => 100 };

describe('an estimate', () => {
  it('counts texts, roles and marks', () => {
    // 50 + 39 of text, 4 a message, 3 a request
    expect(countRequest(toTrial('a/b').request, deps.countTokens)).toBe(100);
  });

  it('counts a JSON schema, which is sent as text', () => {
    const schema = { type: 'json_object' };
    const { request } = toTrial('a/b', { response_format: schema });
    expect(countRequest(request, deps.countTokens)).toBe(100 + JSON.stringify(schema).length);
  });

  it('is widest where the counter was never compared with a bill, and narrow where the vendor counts', () => {
    expect(estimateRun([toTrial('a/b')], deps).inputTokens).toEqual({ low: 75, high: 150 });
    expect(estimateRun([toTrial('a/b')], counted)).toMatchObject({
      inputTokens: { low: 98, high: 102 },
      byModel: [{ counted: 1 }],
    });
  });

  it('takes the written limit for the most output', () => {
    const limited = estimateRun([toTrial('a/b', { max_tokens: 400 })], counted);
    expect(limited.outputTokens).toEqual({ low: 8, high: 400 });
    expect(limited.costUsd).toEqual({ low: 178, high: 4102 });
    expect(limited.unbounded).toBe(0);
    expect(estimateRun([toTrial('a/b', { max_completion_tokens: 70 })], counted).outputTokens.high).toBe(70);
  });

  it('says where it had to assume the most', () => {
    const open = estimateRun([toTrial('a/b'), toTrial('a/b', { max_tokens: 10 })], counted);
    expect(open.unbounded).toBe(1);
    expect(open.outputTokens.high).toBe(ASSUMED_OUTPUT_TOKENS + 10);
  });

  it('leaves out what cannot be made and what is there', () => {
    const skip = { en: 'no temperature', ko: '온도를 지원하지 않습니다' };
    const trials = [
      toTrial('a/b', {}, { skip }),
      toTrial('a/b', {}, { id: 'stored' }),
      toTrial('a/b', { max_tokens: 1 }),
    ];
    const estimate = estimateRun(trials, { ...counted, isStored: ({ id }) => id === 'stored' });
    expect(estimate).toMatchObject({
      calls: 1,
      skipped: 1,
      skippedBecause: [{ reason: skip, trials: 1 }],
      stored: 1,
      outputTokens: { high: 1 },
      byModel: [{ model: 'a/b', calls: 1, skipped: 1, stored: 1 }],
    });
  });

  it('groups the reasons for what is skipped, the most frequent first', () => {
    const reasons = ['no seed', 'no temperature', 'no temperature'];
    const trials = reasons.map((en) => toTrial('a/b', {}, { skip: { en, ko: en } }));
    expect(estimateRun(trials, deps).skippedBecause.map(({ reason, trials: n }) => [reason.en, n])).toEqual([
      ['no temperature', 2],
      ['no seed', 1],
    ]);
  });

  it('keeps the day of the price, by model', () => {
    const dated = { ...deps, costOf: () => ({ usd: 1, asOf: '2026-11-01' }) };
    expect(estimateRun([toTrial('a/b')], dated).byModel[0]?.priceAsOf).toBe('2026-11-01');
    expect(estimateRun([toTrial('a/b')], deps).byModel[0]?.priceAsOf).toBeNull();
  });

  it('has no cost where a price is unknown, and says how many and whose', () => {
    const estimate = estimateRun([toTrial('a/b', { max_tokens: 1 }), toTrial('a/unknown')], counted);
    expect(estimate.costUsd).toBeNull();
    expect(estimate.unpriced).toBe(1);
    expect(estimate.byModel.map(({ model, calls, costUsd }) => [model, calls, costUsd])).toEqual([
      ['a/b', 1, { low: 108, high: 112 }],
      ['a/unknown', 1, null],
    ]);
  });

  it('of nothing is nothing', () => {
    expect(estimateRun([], deps)).toMatchObject({ calls: 0, costUsd: { low: 0, high: 0 }, byModel: [] });
  });

  it('is free on the sandbox by the real prices', () => {
    const real: EstimateDeps = {
      ...deps,
      costOf: ({ provider, model }, usage) =>
        costOf(usage, { provider, model, at: new Date('2026-11-01T00:00:00Z') }),
    };
    expect(estimateRun([toTrial('sandbox/tiny')], real).costUsd).toEqual({ low: 0, high: 0 });
    expect(estimateRun([toTrial('openai/gpt-4.1-nano')], real).costUsd?.high).toBeGreaterThan(0);
  });

  it('counts each text once a model and prices equal requests once, however many trials there are', () => {
    let counted = 0;
    let priced = 0;
    const trials = Array.from({ length: 10_000 }, (_, index) =>
      toTrial(`a/${index % 2}`, { temperature: index % 3, max_tokens: 100 }),
    );
    const estimate = estimateRun(trials, {
      ...deps,
      countTokens: (text) => {
        counted++;
        return text.length;
      },
      costOf: (request, usage) => {
        priced++;
        return deps.costOf(request, usage);
      },
    });
    expect(estimate.calls).toBe(10_000);
    expect(counted).toBe(4);
    expect(priced).toBe(4);
  });

  it('adds up over models and over parts of a run, and its low ends are no higher than its high ones', () => {
    const trial = fc
      .record({ model: fc.constantFrom('a/b', 'a/c', 'b/d'), limit: fc.option(fc.nat(2000)) })
      .map(({ model, limit }) => toTrial(model, limit === null ? {} : { max_tokens: limit }));
    fc.assert(
      fc.property(fc.array(trial), fc.array(trial), (some, others) => {
        const whole = estimateRun([...some, ...others], deps);
        const parts = [some, others].map((trials) => estimateRun(trials, deps));
        for (const key of ['inputTokens', 'outputTokens', 'costUsd'] as const) {
          for (const end of ['low', 'high'] as const) {
            const sum = (list: { [k in typeof key]: { low: number; high: number } | null }[]) =>
              list.reduce((total, item) => total + (item[key]?.[end] ?? Number.NaN), 0);
            expect(whole[key]?.[end]).toBeCloseTo(sum(parts), 6);
            expect(whole[key]?.[end]).toBeCloseTo(sum(whole.byModel), 6);
          }
          expect(whole[key]?.low).toBeLessThanOrEqual(whole[key]?.high ?? Number.NaN);
        }
      }),
    );
  });
});
