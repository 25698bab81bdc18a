import { expect, test } from 'vitest';
import { capabilityOf, fitRequest, unsupported, type ProviderKind } from '../../src/core/capability.ts';
import type { CompletionRequest, Value } from '../../src/core/trial.ts';

function requestOf(
  model: string,
  params: Record<string, Value>,
  last: 'user' | 'assistant' = 'user',
): CompletionRequest {
  return { provider: 'p', model, messages: [{ role: last, content: 'x' }], params };
}

/** Why a model does not take the parameters, in English; null where it does. */
function reason(kind: ProviderKind, model: string, params: Record<string, Value>): string | null {
  return unsupported(requestOf(model, params), kind)?.en ?? null;
}

test('OpenAI’s chat models take sampling parameters in the documented ranges', () => {
  for (const model of [
    'gpt-4o',
    'gpt-4.1-nano',
    'gpt-3.5-turbo',
    'gpt-5-chat-latest',
    'ft:gpt-4o-mini:org::id',
  ]) {
    expect(
      reason('openai', model, {
        temperature: 2,
        top_p: 1,
        frequency_penalty: -2,
        stop: ['a', 'b', 'c', 'd'],
        top_logprobs: 20,
        seed: 1,
      }),
    ).toBeNull();
    expect(reason('openai', model, { temperature: 2.1 })).toBe(
      `p/${model} takes temperature from 0 to 2, not 2.1`,
    );
    expect(reason('openai', model, { presence_penalty: 3 })).toContain('from -2 to 2, not 3');
    expect(reason('openai', model, { stop: ['a', 'b', 'c', 'd', 'e'] })).toContain(
      'at most 4 of stop, not 5',
    );
    expect(reason('openai', model, { top_logprobs: 21 })).toContain('from 0 to 20, not 21');
    expect(reason('openai', model, { reasoning_effort: 'low' })).toContain('no reasoning_effort');
  }
});

test('OpenAI’s reasoning models refuse them', () => {
  for (const model of ['o1', 'o3-mini', 'o4-mini-2025-04-16', 'gpt-5', 'gpt-5-mini', 'gpt-5-2025-08-07']) {
    for (const [name, value] of Object.entries({
      temperature: 1,
      top_p: 0.5,
      frequency_penalty: 1,
      stop: 'a',
    })) {
      expect(reason('openai', model, { [name]: value })).toContain(`takes no ${name}`);
    }
    expect(reason('openai', model, { reasoning_effort: 'low', max_tokens: 9 })).toBeNull();
  }
});

test('newer ones take them with reasoning switched off', () => {
  for (const model of ['gpt-5.1', 'gpt-5.4-nano', 'gpt-6-sol']) {
    expect(reason('openai', model, { temperature: 0.5 })).toBe(
      `p/${model} takes temperature (here 0.5) only with reasoning_effort: none`,
    );
    expect(reason('openai', model, { temperature: 0.5, reasoning_effort: 'none' })).toBeNull();
    expect(fitRequest(requestOf(model, { top_logprobs: 5 }), 'openai').params).toEqual({});
    const off = requestOf(model, { top_logprobs: 5, reasoning_effort: 'none' });
    expect(fitRequest(off, 'openai')).toBe(off);
  }
});

test('of models that only speak the protocol nothing is known', () => {
  for (const model of ['llama3:8b', 'openai/gpt-4o', 'gpt-oss-20b', 'tiny']) {
    expect(capabilityOf('openai', model)).toEqual({
      source: 'assumed',
      rules: {},
      isClosed: false,
      prefill: true,
    });
    expect(reason('openai', model, { temperature: 9, top_k: 3, mirostat: 2 })).toBeNull();
  }
});

test('older Claude models take a temperature from 0 to 1, newer ones none', () => {
  for (const model of [
    'claude-opus-4-6',
    'claude-sonnet-4-5-20250929',
    'claude-haiku-4-5',
    'claude-3-5-sonnet-latest',
    'claude-opus-4-20250514',
  ]) {
    expect(reason('anthropic', model, { temperature: 1 })).toBeNull();
    expect(reason('anthropic', model, { temperature: 1.5 })).toContain('from 0 to 1, not 1.5');
  }
  for (const model of [
    'claude-opus-4-7',
    'claude-opus-4-8',
    'claude-sonnet-5',
    'claude-haiku-5-5',
    'claude-fable-5-1',
    'claude-mythos-preview',
  ]) {
    for (const name of ['temperature', 'top_p', 'top_k']) {
      expect(reason('anthropic', model, { [name]: 1 })).toBe(`p/${model} takes no ${name} (here 1)`);
    }
  }
  expect(reason('anthropic', 'claude-haiku-4-5', { temperature: 0.5, top_p: 0.5 })).toContain(
    'temperature or top_p, not both',
  );
});

test('the Anthropic protocol has no seed, penalties, JSON mode or log probabilities', () => {
  for (const model of ['claude-haiku-4-5', 'anything']) {
    for (const name of [
      'seed',
      'frequency_penalty',
      'presence_penalty',
      'response_format',
      'reasoning_effort',
    ]) {
      expect(reason('anthropic', model, { [name]: 1 })).toContain(`takes no ${name}`);
    }
    expect(
      reason('anthropic', model, { thinking: { type: 'enabled', budget_tokens: 1024 }, stop: ['a'] }),
    ).toBeNull();
  }
});

test('log probabilities observe and are left out where there are none; nothing else is', () => {
  const request = requestOf('claude-haiku-4-5', { top_logprobs: 5, seed: 1 });
  expect(fitRequest(request, 'anthropic').params).toEqual({ seed: 1 });
  expect(reason('anthropic', 'claude-haiku-4-5', { top_logprobs: 5 })).toBeNull();
});

test('an answer cannot be begun for models that do not go on from it', () => {
  const prefilled = (model: string): string | undefined =>
    unsupported(requestOf(model, {}, 'assistant'), 'anthropic')?.en;
  expect(prefilled('claude-haiku-4-5')).toBeUndefined();
  expect(prefilled('claude-opus-4-6')).toContain('@assistant');
  expect(prefilled('claude-fable-5-1')).toContain('@assistant');
});

test('what a model was seen to refuse is known from then on', () => {
  const request = requestOf('llama', { seed: 1 });
  expect(unsupported(request, 'openai', ['seed'])).toEqual({
    en: 'p/llama takes no seed (here 1)',
    ko: 'p/llama 모델은 seed 매개변수를 받지 않습니다(여기서는 1).',
  });
  expect(capabilityOf('openai', 'llama', ['seed']).source).toBe('learnt');
  expect(fitRequest(requestOf('llama', { top_logprobs: 2 }), 'openai', ['logprobs']).params).toEqual({});
});

test('the demo model takes only what its routes read, in either protocol', () => {
  const reasonOf = (provider: string, kind: ProviderKind, params: Record<string, Value>): string | null =>
    unsupported({ ...requestOf('tiny', params), provider }, kind)?.en ?? null;
  const taken = {
    temperature: 2,
    top_p: 0.5,
    seed: 1,
    stop: ['a'],
    max_tokens: 9,
    frequency_penalty: -2,
    user: 'x',
  };
  expect(reasonOf('sandbox', 'openai', taken)).toBeNull();
  for (const name of [
    'top_k',
    'min_p',
    'repetition_penalty',
    'reasoning_effort',
    'logit_bias',
    'verbosity',
  ]) {
    expect(reasonOf('sandbox', 'openai', { [name]: 1 })).toBe(`sandbox/tiny takes no ${name} (here 1)`);
  }
  expect(reasonOf('sandbox', 'openai', { presence_penalty: 2.5 })).toContain('from -2 to 2, not 2.5');
  const overAnthropic = { temperature: 1, top_p: 0.5, top_k: 5, max_tokens: 9, stop: 'a' };
  expect(reasonOf('sandbox-anthropic', 'anthropic', overAnthropic)).toBeNull();
  expect(reasonOf('sandbox-anthropic', 'anthropic', { temperature: 1.5 })).toBe(
    'sandbox-anthropic/tiny takes temperature from 0 to 1, not 1.5',
  );
  for (const name of ['seed', 'frequency_penalty', 'reasoning_effort', 'response_format', 'min_p']) {
    expect(reasonOf('sandbox-anthropic', 'anthropic', { [name]: 1 })).toContain(`takes no ${name}`);
  }
});
