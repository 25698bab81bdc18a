import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createAnthropicProvider, toMessagesBody } from '../../src/providers/anthropic.ts';
import { collect, failureOf, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { loadWire, streamReply, toReply } from './wire.ts';

const OFFICIAL = 'https://api.anthropic.com';
const KEY = 'sk-ant-api03-0123456789abcdef';

async function answer(path: string) {
  const { fetch } = createFakeServer(loadWire(path));
  return collect(createAnthropicProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: KEY, fetch }), toRequest('m'));
}

async function headersOf(params: CompletionRequest['params'], baseUrl = OFFICIAL): Promise<Headers> {
  const server = createFakeServer(loadWire('anthropic/51-messages-stream.txt'));
  const provider = createAnthropicProvider({ id: 'p', baseUrl, apiKey: KEY, fetch: server.fetch });
  await collect(provider, toRequest('m', { params }));
  return server.seen[0]?.headers ?? new Headers();
}

test('input is counted by the vendor’s own endpoint, of what becomes input alone', async () => {
  const headers: [string, string][] = [['content-type', 'application/json']];
  const server = createFakeServer(toReply(200, headers, '{"input_tokens":57}'));
  const provider = createAnthropicProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: KEY, fetch: server.fetch });
  const messages = [
    { role: 'system' as const, content: 'a' },
    { role: 'user' as const, content: 'Hi' },
  ];
  const request = toRequest('m', { messages, params: { temperature: 1, max_tokens: 5, stop: 'x' } });
  const { signal } = new AbortController();
  expect(await provider.countTokens?.(request, { signal })).toBe(57);
  expect(server.seen[0]?.url).toBe(`${OFFICIAL}/v1/messages/count_tokens`);
  expect(server.seen[0]?.body).toEqual({
    model: 'm',
    system: 'a',
    messages: [{ role: 'user', content: 'Hi' }],
  });
});

const event = (value: { type: string }) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;

describe('the body of a request', () => {
  const system = (content: string) => ({ role: 'system' as const, content });
  const user = (content: string) => ({ role: 'user' as const, content });
  const body = (messages: CompletionRequest['messages'], params: CompletionRequest['params'] = {}) =>
    toMessagesBody(toRequest('m', { messages, params }));

  test('holds nothing that was not written', () => {
    expect(body([user('Hi')])).toEqual({ model: 'm', messages: [user('Hi')], stream: true });
  });

  test('has the first system messages as its system, and later ones where they stand', () => {
    expect(body([system('a'), user('Hi')])).toMatchObject({ system: 'a', messages: [user('Hi')] });
    expect(body([system('a'), system('b'), user('Hi')])).toMatchObject({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    });
    const late = body([user('Hi'), system('b'), user('So?')]);
    expect(late).not.toHaveProperty('system');
    expect(late['messages']).toEqual([user('Hi'), system('b'), user('So?')]);
    expect(body([system('a')])).toMatchObject({ system: 'a', messages: [] });
  });

  test('marks the end of the persona for the cache where that is asked for', () => {
    const marked = { type: 'text', text: 'b', cache_control: { type: 'ephemeral', ttl: '1h' } };
    const sent = body([system('a'), system('b'), user('Hi')], { cache_control: '1h' });
    expect(sent['system']).toEqual([{ type: 'text', text: 'a' }, marked]);
    expect(sent).not.toHaveProperty('cache_control');
    expect(body([system('b'), user('Hi')], { cache_control: '5m' })['system']).toEqual([
      { ...marked, cache_control: { type: 'ephemeral', ttl: '5m' } },
    ]);
  });

  test('has the names of this protocol', () => {
    expect(
      body([user('Hi')], { stop: ['a', 'b'], output_config: { format: 1 }, reasoning_effort: 'max' }),
    ).toEqual({
      model: 'm',
      messages: [user('Hi')],
      stop_sequences: ['a', 'b'],
      output_config: { format: 1, effort: 'max' },
      stream: true,
    });
  });

  test('never asks for log probabilities, and cannot be made another request', () => {
    const params = {
      logprobs: true,
      top_logprobs: 5,
      model: 'other',
      messages: [],
      stream: false,
      system: 'x',
    };
    expect(body([system('a'), user('Hi')], params)).toEqual({
      model: 'm',
      system: 'a',
      messages: [user('Hi')],
      stream: true,
    });
  });
});

describe('the version of the API', () => {
  test('is the older one where a parameter needs it', async () => {
    for (const name of ['temperature', 'top_p', 'top_k']) {
      expect((await headersOf({ [name]: 1 })).get('anthropic-version')).toBe('2023-06-01');
    }
    expect((await headersOf({ max_tokens: 5 })).get('anthropic-version')).toBe('2026-10-21');
  });

  test('is the older one for every other server', async () => {
    expect((await headersOf({}, 'http://127.0.0.1:8080')).get('anthropic-version')).toBe('2023-06-01');
  });

  test('is sent without anything that the environment adds', async () => {
    vi.stubEnv('ANTHROPIC_CUSTOM_HEADERS', 'X-Gateway-Secret: 1');
    vi.stubEnv('ANTHROPIC_API_KEY', 'sk-ant-from-the-environment');
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-the-environment');
    vi.stubEnv('ANTHROPIC_BASE_URL', 'https://env.example');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = createFakeServer(loadWire('anthropic/51-messages-stream.txt'));
    const provider = createAnthropicProvider({
      id: 'p',
      baseUrl: 'https://x.example',
      apiKey: null,
      fetch: server.fetch,
    });
    await collect(provider, toRequest('m'));
    expect(server.seen[0]?.url).toBe('https://x.example/v1/messages');
    expect(JSON.stringify([...(server.seen[0]?.headers ?? [])])).not.toMatch(/secret|environment/i);
  });

  test('finds its key in either header', async () => {
    const headers = await headersOf({});
    expect(headers.get('x-api-key')).toBe(KEY);
    expect(headers.get('authorization')).toBe(`Bearer ${KEY}`);
  });
});

describe('usage', () => {
  test('counts the cached tokens as input', async () => {
    const { done } = await answer('anthropic/51-messages-stream.txt');
    expect(done?.usage).toEqual({
      inputTokens: 25,
      outputTokens: 6,
      cachedInputTokens: 24,
      cacheWriteTokens: null,
      reasoningTokens: null,
    });
  });

  test('keeps what the last event does not repeat, and takes null for unknown', async () => {
    const { done } = await answer('anthropic/m06-pause-turn.txt');
    expect(done?.usage).toEqual({
      inputTokens: 5,
      outputTokens: 3,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    });
  });

  test('that was not sent is unknown, not 0', async () => {
    const { fetch } = createFakeServer(
      streamReply(event({ type: 'message_start' }) + event({ type: 'message_stop' })),
    );
    const provider = createAnthropicProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: KEY, fetch });
    const { done } = await collect(provider, toRequest('m'));
    expect(done?.usage.inputTokens).toBeNull();
    expect(done).toMatchObject({
      finishReason: 'other',
      rawFinishReason: null,
      modelVersion: null,
      requestId: null,
    });
  });
});

describe('how an answer ends', () => {
  test.each([
    ['anthropic/m01-official-stream.txt', 'stop', 'end_turn'],
    ['anthropic/53-messages-stop-sequence-stream.txt', 'stop', 'end_turn'],
    ['anthropic/52-messages-stop-sequence.txt', 'stop', 'end_turn'],
    ['anthropic/m07-json-200.txt', 'stop', 'stop_sequence'],
    ['anthropic/51-messages-stream.txt', 'length', 'max_tokens'],
    ['anthropic/m05-context-window.txt', 'length', 'model_context_window_exceeded'],
    ['anthropic/m03-refusal.txt', 'refusal', 'refusal'],
    ['anthropic/m06-pause-turn.txt', 'other', 'pause_turn'],
  ])('%s: %s', async (path, finishReason, rawFinishReason) => {
    expect((await answer(path)).done).toMatchObject({ finishReason, rawFinishReason, logprobsKind: null });
  });

  test('text that a block begins with is part of the answer', async () => {
    expect((await answer('anthropic/m05-context-window.txt')).text).toBe('Once upon');
  });

  test('a whole answer is read too', async () => {
    expect(await answer('anthropic/m07-json-200.txt')).toMatchObject({ text: '온 문장', reasoning: '음' });
    expect((await answer('anthropic/50-messages-nonstream.txt')).text).toBe(
      '. The cat was very happy. The cat was',
    );
  });

  test('what comes after the end mark is not waited for', async () => {
    const body = `${event({ type: 'message_start' })}${event({ type: 'message_stop' })}`;
    const { fetch } = createFakeServer(streamReply(body), { stalls: true });
    const provider = createAnthropicProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: KEY, fetch });
    expect((await collect(provider, toRequest('m'))).chunks).toHaveLength(1);
  });
});

describe('failures', () => {
  test('carry the server’s own words, status, request id and wait', async () => {
    expect(await failureOf(answer('anthropic/m31-429.txt'))).toMatchObject({
      status: 429,
      requestId: 'req_err',
      retryAfterMs: 7_000,
      message: "This request would exceed your organization's rate limit of 50 requests per minute.",
    });
    expect(await failureOf(answer('anthropic/m02-overloaded-in-stream.txt'))).toMatchObject({
      status: null,
      message: 'Overloaded',
      requestId: 'req_018EeWyXxfu5pfWkrYcMdjWG',
    });
  });
});
