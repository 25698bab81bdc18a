import { describe, expect, test, vi } from 'vitest';
import { emptyConfig, parseConfig } from '../../src/providers/config.ts';
import type { Fetch } from '../../src/providers/provider.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import type { Env } from '../../src/providers/resolve.ts';
import { collect, errorOf, failureOf, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { jsonReply, loadWire } from './wire.ts';

const KEY = 'sk-proj-q7Zr81LkPz0vXw93Yb5TnM2dHs6GfJ4c';
const { signal } = new AbortController();

const nowhere: Fetch = async () => {
  throw new Error('nothing should be sent');
};

function open(env: Env = {}, yaml = '', fetch: Fetch = nowhere) {
  const { config, problems } = parseConfig(yaml);
  expect(problems).toEqual([]);
  let time = 0;
  const sandboxOrigin = vi.fn(async () => 'http://127.0.0.1:4600');
  const registry = createRegistry({ env, config, sandboxOrigin, fetch, now: () => (time += 10) });
  const info = (id: string) => registry.list().find((provider) => provider.id === id);
  return { registry, info, sandboxOrigin };
}

describe('the list', () => {
  test('begins with what is ready: without any key the demo model', () => {
    const { registry } = open();
    const list = registry.list();
    expect(list.filter(({ ready }) => ready).map(({ id }) => id)).toEqual(['sandbox', 'sandbox-anthropic']);
    expect(list[0]).toMatchObject({ id: 'sandbox', models: ['tiny'], keyEnv: null, concurrency: 16 });
    for (const { ready, reason } of list) expect(reason === null).toBe(ready);
  });

  test('names for every other what to do', () => {
    const { info } = open();
    expect(info('openai')?.reason?.en).toContain('OPENAI_API_KEY=');
    expect(info('huggingface')?.reason?.ko).toContain('HF_TOKEN');
    expect(info('ollama')?.reason?.ko).toContain(
      '서버를 켠 뒤 .env에 이 줄을 쓰세요: OLLAMA_HOST=127.0.0.1:11434 (또는 gamut.config.yaml의 providers에 추가: - ollama)',
    );
  });

  test('has a provider ready when its key is set, under either of its names', () => {
    const { info, registry } = open({ OPENAI_API_KEY: KEY, GOOGLE_API_KEY: ' AIzaSyA0123456789 ' });
    expect(info('openai')).toMatchObject({ ready: true, keyEnv: 'OPENAI_API_KEY', keySet: true });
    expect(info('gemini')).toMatchObject({ ready: true, keyEnv: 'GOOGLE_API_KEY', keySet: true });
    expect(
      registry
        .list()
        .map(({ id }) => id)
        .slice(0, 4),
    ).toEqual(['sandbox', 'openai', 'gemini', 'sandbox-anthropic']);
  });

  test('takes an empty key for none, and knows a placeholder', () => {
    const { info } = open({
      OPENAI_API_KEY: '',
      GROQ_API_KEY: '  ',
      MISTRAL_API_KEY: '여기에 키를 넣으세요',
    });
    expect(info('openai')).toMatchObject({ ready: false, keySet: false });
    expect(info('groq')).toMatchObject({ ready: false, keySet: false });
    expect(info('mistral')).toMatchObject({ ready: false, keySet: true });
    expect(info('mistral')?.reason?.en).toContain('MISTRAL_API_KEY');
  });

  test('never holds a key', () => {
    const { registry } = open(
      { OPENAI_API_KEY: KEY, MY_KEY: KEY },
      `providers:\n  - { id: a, base_url: "http://a", api_key_env: MY_KEY }`,
    );
    expect(JSON.stringify(registry.list())).not.toContain(KEY.slice(0, 12));
  });

  test('has the servers of the configuration, with or without a key', () => {
    const yaml = `
providers:
  - { id: myvllm, base_url: http://127.0.0.1:8000/v1, concurrency: 3, models: [llama] }
  - { id: locked, base_url: http://gpu.example/v1, api_key_env: MY_KEY }
  - ollama
concurrency: 5
`;
    const { info } = open({ MY_KEY: KEY }, yaml);
    expect(info('myvllm')).toMatchObject({ ready: true, keyEnv: null, models: ['llama'], concurrency: 3 });
    expect(info('ollama')).toMatchObject({ ready: true, concurrency: 5 });
    expect(info('locked')).toMatchObject({ ready: true, keySet: true });
    expect(info('locked')?.note?.en).toContain('unencrypted');
    expect(open({}, yaml).info('locked')).toMatchObject({ ready: false, keyEnv: 'MY_KEY' });
  });

  test('follows the vendors’ own variables for an address', () => {
    const { info } = open({
      OPENAI_BASE_URL: 'http://127.0.0.1:9000/v1/',
      ANTHROPIC_BASE_URL: 'https://proxy.example/v1',
      ANTHROPIC_API_KEY: KEY,
      OLLAMA_HOST: '0.0.0.0:7000',
    });
    // A server of one's own needs no key, and is not the vendor whose models are known.
    expect(info('openai')).toMatchObject({ baseUrl: 'http://127.0.0.1:9000/v1', ready: true, models: [] });
    expect(info('anthropic')).toMatchObject({ baseUrl: 'https://proxy.example', ready: true });
    expect(info('ollama')).toMatchObject({ baseUrl: 'http://127.0.0.1:7000/v1', ready: true });
  });

  test('tells a variable that holds no address, without repeating it', () => {
    const { info } = open({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://user:s3cret@example.com' });
    expect(info('openai')?.reason?.en).toContain('OPENAI_BASE_URL');
    expect(JSON.stringify(info('openai'))).not.toContain('s3cret');
  });
});

describe('a provider', () => {
  test('is the same each time, and null for a name that nobody knows', () => {
    const { registry } = open({ OPENAI_API_KEY: KEY });
    expect(registry.get('openai')).toBe(registry.get('openai'));
    for (const id of ['nobody', 'constructor', '__proto__', '']) {
      expect(registry.get(id)).toBeNull();
      expect(registry.kindOf(id)).toBeNull();
    }
    expect(registry.kindOf('anthropic')).toBe('anthropic');
    expect(registry.kindOf('sandbox-anthropic')).toBe('anthropic');
  });

  test('without its key fails with the variable to set, and sends nothing', async () => {
    const { registry } = open();
    const provider = registry.get('openai');
    if (provider === null) throw new Error('unknown');
    const failure = await failureOf(collect(provider, toRequest('gpt-4.1-nano')));
    expect(failure.kind).toBe('config');
    expect(failure.hint.en).toContain('OPENAI_API_KEY');
    expect(await failureOf(provider.models(signal))).toMatchObject({ kind: 'config' });
  });

  test('does not get another one’s key', async () => {
    const server = createFakeServer(loadWire('openai/04-chat-stream.txt'));
    const yaml = 'providers:\n  - { id: openai, base_url: "https://elsewhere.example/v1" }';
    const { registry } = open({ OPENAI_API_KEY: KEY, OPENAI_ORG_ID: 'org-1' }, yaml, server.fetch);
    const provider = registry.get('openai');
    if (provider === null) throw new Error('unknown');
    await collect(provider, toRequest('m'));
    expect(server.seen[0]?.url).toBe('https://elsewhere.example/v1/chat/completions');
    expect(server.seen[0]?.headers.get('authorization')).toBeNull();
    expect(JSON.stringify([...(server.seen[0]?.headers ?? [])])).not.toContain('org-1');
  });

  test('that is the demo model starts it when it is first asked', async () => {
    const server = createFakeServer(loadWire('openai/05-chat-stream-logprobs-usage.txt'));
    const { registry, sandboxOrigin } = open({}, '', server.fetch);
    const provider = registry.get('sandbox');
    if (provider === null) throw new Error('unknown');
    expect(sandboxOrigin).not.toHaveBeenCalled();
    const { done } = await collect(provider, toRequest('tiny', { params: { top_logprobs: 5 } }));
    expect(done?.logprobsKind).toBe('raw');
    expect(server.seen[0]?.url).toBe('http://127.0.0.1:4600/sandbox/openai/v1/chat/completions');
  });

  test('that is the demo model tells that it could not be started', async () => {
    const sandboxOrigin = async () => {
      throw new Error('the weights are gone');
    };
    const provider = createRegistry({ env: {}, config: emptyConfig(), sandboxOrigin }).get('sandbox');
    if (provider === null) throw new Error('unknown');
    expect(await failureOf(collect(provider, toRequest('tiny')))).toMatchObject({
      kind: 'internal',
      message: 'The demo model could not be started: the weights are gone',
    });
  });

  test('takes the OpenAI organization from the environment', async () => {
    const server = createFakeServer(loadWire('openai/04-chat-stream.txt'));
    const { registry } = open({ OPENAI_API_KEY: KEY, OPENAI_ORG_ID: 'org-1' }, '', server.fetch);
    const provider = registry.get('openai');
    if (provider === null) throw new Error('unknown');
    await collect(provider, toRequest('m'));
    expect(server.seen[0]?.headers.get('openai-organization')).toBe('org-1');
  });
});

describe('models', () => {
  const list = jsonReply(200, { data: [{ id: 'gpt-new' }, { id: 'gpt-4.1' }] });

  test('are asked for once, and known from then on', async () => {
    const server = createFakeServer(list);
    const { registry, info } = open({ OPENAI_API_KEY: KEY }, '', server.fetch);
    const models = ['gpt-4.1', 'gpt-new'];
    expect(await registry.models('openai', { signal })).toEqual({
      provider: 'openai',
      models,
      failure: null,
    });
    expect(await registry.models('openai', { signal })).toEqual({
      provider: 'openai',
      models,
      failure: null,
    });
    expect(server.seen).toHaveLength(1);
    expect(info('openai')?.models).toEqual(models);
  });

  test('of a local server are asked for each time', async () => {
    const server = createFakeServer(list);
    const { registry } = open({}, 'providers: [ollama]', server.fetch);
    await registry.models('ollama', { signal });
    await registry.models('ollama', { signal });
    expect(server.seen).toHaveLength(2);
  });

  test('are the known ones where the server cannot be asked, and why', async () => {
    const { registry } = open(
      { OPENAI_API_KEY: KEY },
      '',
      createFakeServer(new TypeError('fetch failed')).fetch,
    );
    const offline = await registry.models('openai', { signal });
    expect(offline.models).toContain('gpt-4.1-nano');
    expect(offline.failure).toMatchObject({ kind: 'network' });
    expect(await open().registry.models('anthropic', { signal })).toMatchObject({
      failure: { kind: 'config' },
    });
    expect(await registry.models('nobody', { signal })).toMatchObject({
      models: [],
      failure: { kind: 'config' },
    });
  });

  test('throw only when they are no longer wanted', async () => {
    const { registry } = open({ OPENAI_API_KEY: KEY }, '', createFakeServer('silence').fetch);
    const error = await errorOf(registry.models('openai', { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
  });
});

describe('a trial', () => {
  test('asks for a few tokens, and tells how long it took', async () => {
    const server = createFakeServer(loadWire('openai/m01-openai-stream-logprobs.txt'));
    const { registry } = open({ OPENAI_API_KEY: KEY }, '', server.fetch);
    expect(await registry.test('openai', 'gpt-4.1', { signal })).toEqual({
      ok: true,
      model: 'gpt-4.1',
      modelVersion: 'gpt-4.1-nano-2025-04-14',
      text: '안녕하세요, 김비서입니다. 😀',
      ttftMs: 10,
      totalMs: 20,
    });
    expect(server.seen[0]?.body).toMatchObject({ model: 'gpt-4.1', max_tokens: 16 });
  });

  test('takes the first model that is known, or that the server lists', async () => {
    const known = createFakeServer(loadWire('openai/m01-openai-stream-logprobs.txt'));
    const cloud = open({ OPENAI_API_KEY: KEY }, '', known.fetch).registry;
    expect(await cloud.test('openai', null, { signal })).toMatchObject({ ok: true, model: 'gpt-4.1-nano' });
    const server = createFakeServer(({ url }) =>
      url.endsWith('/models')
        ? jsonReply(200, { data: [{ id: 'qwen' }] })
        : loadWire('openai/04-chat-stream.txt'),
    );
    const local = open({}, 'providers: [ollama]', server.fetch).registry;
    expect(await local.test('ollama', null, { signal })).toMatchObject({ ok: true, model: 'qwen' });
  });

  test('that fails says why', async () => {
    const wrong = createFakeServer(loadWire('openai/m30-401.txt'));
    const { registry } = open({ OPENAI_API_KEY: KEY }, '', wrong.fetch);
    expect(await registry.test('openai', null, { signal })).toMatchObject({
      ok: false,
      failure: { kind: 'auth' },
    });
    expect(await registry.test('groq', 'x', { signal })).toMatchObject({
      ok: false,
      failure: { kind: 'config' },
    });
    expect(await registry.test('nobody', null, { signal })).toMatchObject({
      ok: false,
      failure: { kind: 'config' },
    });
    const empty = createFakeServer(jsonReply(200, { data: [] }));
    const local = open({}, 'providers: [ollama]', empty.fetch).registry;
    expect(await local.test('ollama', null, { signal })).toMatchObject({
      ok: false,
      model: null,
      failure: { kind: 'not_found' },
    });
  });

  test('throws only when it is no longer wanted', async () => {
    const { registry } = open({ OPENAI_API_KEY: KEY }, '', createFakeServer('silence').fetch);
    const error = await errorOf(registry.test('openai', null, { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
  });
});

test('requests at a time are as configured, or as the server is', () => {
  const { registry } = open({}, 'providers:\n  - { id: groq, concurrency: 2 }\n');
  expect(registry.concurrencyOf('groq', 'x')).toBe(2);
  expect(registry.concurrencyOf('openai', 'x')).toBe(8);
  expect(registry.concurrencyOf('ollama', 'x')).toBe(4);
  expect(registry.concurrencyOf('sandbox', 'tiny')).toBe(16);
  expect(registry.concurrencyOf('nobody', 'x')).toBe(8);
});

test('limits by the minute are a model’s own, else its provider’s, else none', () => {
  const { registry } = open(
    {},
    `providers:
  - { id: groq, concurrency: 4, requests_per_minute: 60, tokens_per_minute: 9000 }
limits:
  - { model: 'groq/llama*', requests_per_minute: 10 }
  - { model: groq/llama-3, concurrency: 1, tokens_per_minute: 500 }
`,
  );
  expect(registry.paceOf('groq', 'x')).toEqual({ requestsPerMinute: 60, tokensPerMinute: 9000 });
  expect(registry.paceOf('groq', 'llama-4')).toEqual({ requestsPerMinute: 10, tokensPerMinute: 9000 });
  expect(registry.paceOf('groq', 'llama-3')).toEqual({ requestsPerMinute: 60, tokensPerMinute: 500 });
  expect(registry.concurrencyOf('groq', 'llama-3')).toBe(1);
  expect(registry.concurrencyOf('groq', 'llama-4')).toBe(4);
  expect(registry.paceOf('openai', 'x')).toEqual({ requestsPerMinute: null, tokensPerMinute: null });
});

test('every key of every provider is taken out of a text, used or not', () => {
  const yaml = 'providers:\n  - { id: groq, api_key_env: MY_KEY }';
  const { registry } = open(
    { OPENAI_API_KEY: KEY, MY_KEY: 'mine-0123456789', GROQ_API_KEY: 'gsk_0123456789' },
    yaml,
  );
  expect(registry.redact(`${KEY} mine-0123456789 gsk_0123456789 other`)).toBe(
    '[redacted] [redacted] [redacted] other',
  );
});
