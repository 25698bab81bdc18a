import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createOpenAiProvider, toChatBody } from '../../src/providers/openai.ts';
import type { ProviderOptions } from '../../src/providers/provider.ts';
import { collect, failureOf, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { jsonReply, loadWire } from './wire.ts';

const OFFICIAL = 'https://api.openai.com/v1';

async function answer(
  path: string,
  params: CompletionRequest['params'] = {},
  more: Partial<ProviderOptions> = {},
) {
  const { fetch } = createFakeServer(loadWire(path));
  const provider = createOpenAiProvider({
    id: 'p',
    baseUrl: OFFICIAL,
    apiKey: 'sk-0123456789',
    fetch,
    ...more,
  });
  return collect(provider, toRequest('m', { params }));
}

describe('the body of a request', () => {
  const body = (model: string, params: CompletionRequest['params'], official = true) =>
    toChatBody(toRequest(model, { params }), official);
  const usual = {
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    stream_options: { include_usage: true },
  };

  test('holds nothing that was not written', () => {
    expect(body('m', {})).toEqual(usual);
  });

  test('asks for log probabilities where alternatives are asked for', () => {
    expect(body('m', { top_logprobs: 5 })).toEqual({ ...usual, logprobs: true, top_logprobs: 5 });
    expect(body('m', { logprobs: true })).toEqual({ ...usual, logprobs: true });
    expect(body('m', { top_logprobs: null })).toEqual({ ...usual, top_logprobs: null });
  });

  test('asks for no alternatives by leaving them out, since 0 means something else to llama-server', () => {
    expect(body('m', { top_logprobs: 0 })).toEqual({ ...usual, logprobs: true });
  });

  test.each(['o1', 'o4-mini', 'gpt-5', 'gpt-5.4-nano', 'gpt-6.1-sol', 'ft:o4-mini:org::x'])(
    'gives %s its limit under the new name, at OpenAI',
    (model) => {
      expect(body(model, { max_tokens: 9 })).toEqual({ ...usual, model, max_completion_tokens: 9 });
      expect(body(model, { max_tokens: 9 }, false)).toEqual({ ...usual, model, max_tokens: 9 });
    },
  );

  test.each(['gpt-4.1-nano', 'gpt-4o', 'gpt-oss-20b', 'ft:gpt-4o-mini:org::x'])(
    'gives %s the old name',
    (model) => {
      expect(body(model, { max_tokens: 9 })).toEqual({ ...usual, model, max_tokens: 9 });
    },
  );

  test('cannot be made another request by a parameter', () => {
    const params = {
      model: 'other',
      messages: [],
      stream: false,
      stream_options: { x: 1, include_usage: false },
    };
    expect(body('m', params)).toEqual({ ...usual, stream_options: { x: 1, include_usage: true } });
  });

  test('sends no header that the environment adds', async () => {
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Gateway-Secret: 1\nX-Other: 2');
    vi.stubEnv('OPENAI_ORG_ID', 'org-env');
    vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
    vi.stubEnv('OPENAI_BASE_URL', 'https://env.example/v1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = createFakeServer(loadWire('openai/04-chat-stream.txt'));
    const provider = createOpenAiProvider({
      id: 'p',
      baseUrl: 'https://x.example',
      apiKey: null,
      fetch: server.fetch,
    });
    await collect(provider, toRequest('m'));
    expect(server.seen[0]?.url).toBe('https://x.example/chat/completions');
    const sent = JSON.stringify([...(server.seen[0]?.headers ?? [])]);
    expect(sent).not.toMatch(/secret|x-other|org-env|environment/i);
  });

  test('asks the vendor alone for its own organization', async () => {
    const server = createFakeServer(loadWire('openai/04-chat-stream.txt'));
    const options = { id: 'p', baseUrl: OFFICIAL, apiKey: 'sk-0123456789', fetch: server.fetch };
    const signal = new AbortController().signal;
    await collect(
      createOpenAiProvider({ ...options, organization: 'org-1', project: 'proj_1' }),
      toRequest('m'),
      signal,
    );
    await collect(createOpenAiProvider(options), toRequest('m'), signal);
    expect(server.seen.map(({ headers }) => headers.get('openai-organization'))).toEqual(['org-1', null]);
    expect(server.seen.map(({ headers }) => headers.get('openai-project'))).toEqual(['proj_1', null]);
  });
});

describe('failures', () => {
  const failure = (path: string) => failureOf(answer(path));

  test('carry the server’s own words, status, request id and wait', async () => {
    expect(await failure('openai/m31-429-rate.txt')).toMatchObject({
      kind: 'rate_limit',
      status: 429,
      requestId: 'req_5e0d2c',
      retryAfterMs: 19_750,
      message: expect.stringContaining('Please try again in 20s'),
    });
    expect(await failure('openai/m37-503-html.txt')).toMatchObject({
      message: 'The server sent a web page: 503 Service Temporarily Unavailable',
      retryAfterMs: 30_000,
    });
    expect(await failure('openai/m38-429-gemini.txt')).toMatchObject({ retryAfterMs: 23_400 });
    expect((await failure('openai/m43-422-fastapi.txt')).message).toBe(
      'body.top_logprobs: Extra inputs are not permitted',
    );
    expect((await failure('openai/m45-502-openrouter.txt')).message).toBe(
      'Provider returned error: upstream connect error',
    );
    expect((await failure('openai/m42-400-vllm.txt')).message).toContain('maximum context length is 4096');
  });

  test('name the variable of a key that was refused', async () => {
    const refused = await failureOf(answer('openai/m30-401.txt', {}, { keyEnv: 'MY_KEY' }));
    expect(refused.hint.en).toContain('MY_KEY');
    expect(refused.hint.ko).toContain('MY_KEY');
  });

  test('are short, however much the server says', async () => {
    const { fetch } = createFakeServer(jsonReply(500, { error: { message: 'x'.repeat(1_000_000) } }));
    const provider = createOpenAiProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: null, fetch });
    expect((await failureOf(collect(provider, toRequest('m')))).message.length).toBeLessThan(70_000);
  });
});

describe('models', () => {
  const list = (body: unknown, baseUrl: string) => {
    const { fetch } = createFakeServer(jsonReply(200, body));
    return createOpenAiProvider({ id: 'p', baseUrl, apiKey: null, fetch }).models(
      new AbortController().signal,
    );
  };

  test('of OpenAI are those that answer a chat', async () => {
    const ids = [
      'gpt-4.1',
      'whisper-1',
      'text-embedding-3-small',
      'o3',
      'gpt-4o-audio-preview',
      'dall-e-3',
      'gpt-image-1',
    ];
    expect(await list({ data: ids.map((id) => ({ id })) }, OFFICIAL)).toEqual(['gpt-4.1', 'o3']);
  });

  test('of other servers are all, in the shapes that there are', async () => {
    expect(await list([{ id: 'b' }, { id: 'a' }], 'https://api.together.xyz/v1')).toEqual(['a', 'b']);
    expect(await list({ data: [{ id: 'models/gemini-2.5-flash' }] }, 'https://x.example')).toEqual([
      'gemini-2.5-flash',
    ]);
    expect(await list({ models: [{ name: 'x' }, {}, null] }, 'https://x.example')).toEqual(['x']);
    expect(await list({ what: 1 }, 'https://x.example')).toEqual([]);
  });
});
