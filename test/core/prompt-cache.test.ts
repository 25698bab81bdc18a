import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cachedSavingAt, cachedSavingUsd } from '../../src/core/cache-saving.ts';
import { fitRequest, unsupported } from '../../src/core/capability.ts';
import { estimateRun } from '../../src/core/estimate.ts';
import { expand } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { costOf } from '../../src/core/price.ts';
import {
  cachedPrefixOf,
  cacheTtlOf,
  minimumCacheable,
  tooShortToCache,
} from '../../src/core/prompt-cache.ts';
import { requestHash, type CompletionRequest, type Trial, type Usage } from '../../src/core/trial.ts';

const AT = new Date('2026-11-01T00:00:00Z');
const HAIKU = { provider: 'anthropic', model: 'claude-haiku-4-5', at: AT };

function toRequest(persona: string | null, more: Partial<CompletionRequest> = {}): CompletionRequest {
  const user = { role: 'user' as const, content: 'How?' };
  return {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    messages: persona === null ? [user] : [{ role: 'system', content: persona }, user],
    params: { cache_control: '5m', max_tokens: 10 },
    ...more,
  };
}

function toUsage(more: Partial<Usage>): Usage {
  return {
    inputTokens: 5000,
    outputTokens: 0,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    ...more,
  };
}

describe('the switch', () => {
  it('is 5m or 1h', () => {
    expect(cacheTtlOf({ cache_control: '1h' })).toBe('1h');
    expect(cacheTtlOf({ cache_control: '2h' })).toBeNull();
    expect(cacheTtlOf({})).toBeNull();
    const told = parseNotebook(
      '```prompt id=p\nHi\n```\n\n```matrix id=m\nprompt: p\nmodel: anthropic/claude-haiku-4-5\ncache_control: 2h\n```\n',
    ).problems.map(({ message }) => message.en);
    expect(told).toEqual([expect.stringContaining('5m or 1h')]);
  });

  it('is part of the request, so that its results are its own', () => {
    const cached = toRequest('You are a cook.');
    const { cache_control: _, ...params } = cached.params;
    expect(requestHash(cached)).not.toBe(requestHash({ ...cached, params }));
  });

  it('is left out where it means nothing, and is no reason to skip', () => {
    const openai = toRequest('You are a cook.', { provider: 'openai', model: 'gpt-4.1' });
    expect(fitRequest(openai, 'openai').params).toEqual({ max_tokens: 10 });
    expect(unsupported(openai, 'openai')).toBeNull();
    expect(fitRequest(toRequest(null), 'anthropic').params).toEqual({ max_tokens: 10 });
    expect(fitRequest(toRequest('x'), 'anthropic', ['cache_control']).params).toEqual({ max_tokens: 10 });
    expect(fitRequest(toRequest('x'), 'anthropic').params['cache_control']).toBe('5m');
  });

  it('can be an axis', () => {
    const notebook = parseNotebook(
      '```persona id=chef\nCook.\n```\n\n```prompt id=p\nHi\n```\n\n```matrix id=m\nprompt: p\npersona: chef\nmodel: anthropic/claude-haiku-4-5\ncache_control: [default, 5m, 1h]\nmax_tokens: 5\n```\n',
    );
    const { trials } = expand(notebook, 'm', { kindOf: () => 'anthropic' });
    expect(trials.map(({ request }) => request.params['cache_control'])).toEqual([undefined, '5m', '1h']);
  });
});

describe('the least that is cached', () => {
  it('is known by model', () => {
    expect(minimumCacheable('claude-haiku-4-5-20251001')).toBe(4096);
    expect(minimumCacheable('claude-opus-4-1')).toBe(1024);
    expect(minimumCacheable('claude-opus-4-7')).toBe(2048);
    expect(minimumCacheable('claude-opus-4-8')).toBe(1024);
    expect(minimumCacheable('claude-sonnet-4-6')).toBe(1024);
    expect(minimumCacheable('claude-opus-5')).toBe(512);
    expect(minimumCacheable('claude-opus-5-5')).toBeNull();
    expect(minimumCacheable('tiny')).toBeNull();
  });

  it('is told of a persona that is shorter', () => {
    expect(tooShortToCache(toRequest('요리사입니다.'))?.en).toContain('4,096');
    expect(tooShortToCache(toRequest('요리사입니다. '.repeat(2000)))).toBeNull();
    expect(tooShortToCache(toRequest('x', { model: 'claude-opus-5-5' }))).toBeNull();
    expect(tooShortToCache(toRequest('x', { params: {} }))).toBeNull();
  });

  it('is a warning of the plan, once a persona and model, and so is a model that is not told to cache', () => {
    const notebook = parseNotebook(
      '```persona id=chef\nCook.\n```\n\n```prompt id=p\nHi {{n}}\n```\n\n```dataset id=d format=csv\nn\n1\n2\n```\n\n' +
        '```matrix id=m\nprompt: p\npersona: [none, chef]\nmodel: [anthropic/claude-haiku-4-5, openai/gpt-4.1]\ndata: d\ncache_control: 5m\n```\n',
    );
    const kindOf = (id: string) => (id === 'anthropic' ? ('anthropic' as const) : ('openai' as const));
    const { problems, trials } = expand(notebook, 'm', { kindOf });
    expect(problems.map(({ severity, message }) => [severity, message.en])).toEqual([
      ['warning', expect.stringMatching(/^persona 'chef': about \d+ tokens; anthropic\/claude-haiku-4-5/)],
      ['warning', expect.stringContaining('left out for openai/gpt-4.1')],
    ]);
    expect(trials.every(({ skip }) => skip === null)).toBe(true);
  });
});

describe('the price of a cache', () => {
  it('is dearer to write and cheaper to read', () => {
    const usdOf = (usage: Partial<Usage>, cacheTtl: '5m' | '1h' = '5m') =>
      costOf(toUsage({ inputTokens: 1_000_000, ...usage }), { ...HAIKU, cacheTtl })?.usd;
    expect(usdOf({})).toBeCloseTo(1);
    expect(usdOf({ cacheWriteTokens: 1_000_000 })).toBeCloseTo(1.25);
    expect(usdOf({ cacheWriteTokens: 1_000_000 }, '1h')).toBeCloseTo(2);
    expect(usdOf({ cachedInputTokens: 1_000_000 }, '1h')).toBeCloseTo(0.1);
  });

  it('of an hour is that of any time where the list knows but one', () => {
    const usage = toUsage({ cacheWriteTokens: 5000 });
    const query = { provider: 'openai', model: 'gpt-6-sol', at: AT };
    expect(costOf(usage, { ...query, cacheTtl: '1h' })).toEqual(costOf(usage, query));
  });
});

describe('what a cache has saved', () => {
  it('is nine tenths of what was read, less what writing cost more', () => {
    expect(cachedSavingUsd(toUsage({ cachedInputTokens: 4000 }), HAIKU)).toBeCloseTo(0.0036);
    expect(cachedSavingUsd(toUsage({ cacheWriteTokens: 4000 }), HAIKU)).toBeCloseTo(-0.001);
    expect(cachedSavingUsd(toUsage({ cacheWriteTokens: 4000 }), { ...HAIKU, cacheTtl: '1h' })).toBeCloseTo(
      -0.004,
    );
  });

  it('is not known where no cache was used, or the price is not', () => {
    expect(cachedSavingUsd(toUsage({}), HAIKU)).toBeNull();
    expect(cachedSavingUsd(toUsage({ cachedInputTokens: 0, cacheWriteTokens: 0 }), HAIKU)).toBeNull();
    const unknown = { ...HAIKU, model: 'never-heard-of' };
    expect(cachedSavingUsd(toUsage({ cachedInputTokens: 10 }), unknown)).toBeNull();
    const rates = { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5, reasoning: 5, request: 0 };
    expect(cachedSavingAt(toUsage({}), rates)).toBeNull();
  });

  it('and what was paid are what it would have cost', () => {
    fc.assert(
      fc.property(
        fc.nat(50_000),
        fc.nat(50_000),
        fc.integer({ min: 1, max: 50_000 }),
        (plain, read, written) => {
          const usage = toUsage({
            inputTokens: plain + read + written,
            outputTokens: 7,
            cachedInputTokens: read,
            cacheWriteTokens: written,
          });
          const without = toUsage({ inputTokens: plain + read + written, outputTokens: 7 });
          const saved = cachedSavingUsd(usage, HAIKU) ?? Number.NaN;
          const rates = costOf(usage, HAIKU)?.rates;
          expect(rates && cachedSavingAt(usage, rates)).toBeCloseTo(saved, 12);
          expect(saved + (costOf(usage, HAIKU)?.usd ?? Number.NaN)).toBeCloseTo(
            costOf(without, HAIKU)?.usd ?? 0,
            12,
          );
        },
      ),
    );
  });
});

it('is between all read and all written in an estimate, where the persona is long enough', () => {
  const toTrial = (request: CompletionRequest): Trial => ({
    id: '1',
    cellId: 'm',
    variant: {},
    repeat: 1,
    vars: {},
    request,
    requestHash: requestHash(request),
    skip: null,
  });
  const usdOf = (persona: string) =>
    estimateRun([toTrial(toRequest(persona))], {
      countTokens: (text) => text.length,
      countedByVendor: ({ messages }) => messages.reduce((sum, { content }) => sum + content.length, 0),
      costOf: (_, usage) => costOf(usage, HAIKU),
    }).costUsd;
  const long = usdOf('x'.repeat(100_000));
  expect(long?.low).toBeLessThan(0.012);
  expect(long?.high).toBeGreaterThan(0.125);
  const short = usdOf('x'.repeat(1000));
  expect(short?.low).toBeGreaterThan(0.00098);
  expect(short?.high).toBeLessThan(0.0012);
});

describe('what requests share by the cache', () => {
  const long = 'You are a cook. '.repeat(3_000);

  it('is the persona, the model, the time and the tools; not the question, and not the parameters of the answer', () => {
    const keyOf = (request: CompletionRequest) => cachedPrefixOf(request)?.key;
    const one = toRequest(long);
    const params = { ...one.params, temperature: 1, max_tokens: 99 };
    const other = { role: 'user' as const, content: 'Why?' };
    expect(keyOf({ ...one, params, messages: [...one.messages, other] })).toBe(keyOf(one));
    expect(keyOf(toRequest(`${long}!`))).not.toBe(keyOf(one));
    expect(keyOf({ ...one, model: 'claude-haiku-4-5-20251001' })).not.toBe(keyOf(one));
    expect(keyOf({ ...one, params: { ...one.params, cache_control: '1h' } })).not.toBe(keyOf(one));
    expect(keyOf({ ...one, params: { ...one.params, tools: [] } })).not.toBe(keyOf(one));
    expect(cachedPrefixOf(one)?.keptMs).toBe(300_000);
  });

  it('is nothing where nothing is cached: no switch, no persona, or one that is too short', () => {
    expect(cachedPrefixOf({ ...toRequest(long), params: {} })).toBeNull();
    expect(cachedPrefixOf(toRequest(null))).toBeNull();
    expect(cachedPrefixOf(toRequest('You are a cook.'))).toBeNull();
  });
});
