import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createOpenAiProvider, toChatBody } from '../../src/providers/openai.ts';
import type { ProviderOptions } from '../../src/providers/provider.ts';
import { collect, failureOf, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { jsonReply, loadWire, streamReply } from './wire.ts';

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

async function ask(body: string, params: CompletionRequest['params'] = {}) {
  const { fetch } = createFakeServer(streamReply(body));
  const provider = createOpenAiProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: null, fetch });
  return collect(provider, toRequest('m', { params }));
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

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

describe('tokens', () => {
  test('are kept as the server sent them, split syllables by their bytes', async () => {
    const { tokens, text, done } = await answer('openai/m01-openai-stream-logprobs.txt', { top_logprobs: 2 });
    expect(tokens.map(({ token }) => token)).toEqual([
      '안녕',
      '하세요',
      ', ',
      String.raw`\xea\xb9`,
      String.raw`\x80`,
      '비서',
      '입니다',
      '. 😀',
    ]);
    const bytes = tokens.flatMap((token) => token.bytes ?? []);
    expect(Buffer.from(bytes).toString()).toBe(text);
    expect(tokens[0]).toEqual({
      token: '안녕',
      bytes: [236, 149, 136, 235, 133, 149],
      logprob: -0.11,
      top: [
        { token: '안녕', bytes: [236, 149, 136, 235, 133, 149], logprob: -0.11 },
        { token: '반', bytes: [235, 176, 152], logprob: -2.4 },
      ],
    });
    expect(tokens.at(-1)?.top).toEqual([{ token: '. 😀', bytes: null, logprob: -9999 }]);
    expect(done?.logprobsKind).toBe('unknown');
  });

  test('are not asked for, and so not kept', async () => {
    const { tokens, done, chunks } = await answer('openai/m01-openai-stream-logprobs.txt');
    expect(tokens).toEqual([]);
    expect(chunks.some((chunk) => chunk.type === 'text' && chunk.tokens !== undefined)).toBe(false);
    expect(done?.logprobsKind).toBeNull();
  });

  test('of llama-server are of the model itself, and may be several in one entry', async () => {
    const { tokens, text, done } = await answer('openai/16-stream-logprobs-partial-stop-holdback.txt', {
      top_logprobs: 2,
    });
    expect(done?.logprobsKind).toBe('raw');
    expect(tokens.map(({ token }) => token).join('')).toBe(text);
    expect(tokens.map(({ token }) => token)).toContain(' was very happy');
  });

  test('of UTF-8 bytes come together as one entry', async () => {
    const { tokens, text } = await answer('openai/17-stream-utf8-byte-tokens.txt', { top_logprobs: 2 });
    expect(text).toContain('é😀');
    expect(
      Buffer.from(tokens.flatMap((token) => token.bytes ?? []))
        .toString()
        .trim(),
    ).toBe(text.trim());
  });

  test('without text, and the end token, are kept in a whole answer', async () => {
    const { tokens, text } = await answer('openai/16b-nonstream-logprobs-partial-stop-holdback.txt', {
      top_logprobs: 5,
    });
    expect(tokens.filter(({ token }) => token === '').length).toBeGreaterThan(0);
    expect(tokens.map(({ token }) => token).join('')).toBe(text);
  });

  test('have no more alternatives than were asked for', async () => {
    const { tokens } = await answer('openai/36-logprobs-true-no-top.txt', { top_logprobs: 0 });
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.top).toEqual([]);
  });

  test('may be missing although they were asked for', async () => {
    const { tokens, done } = await answer('openai/37-logprobs-top-0.txt', { top_logprobs: 0 });
    expect(tokens).toEqual([]);
    expect(done?.logprobsKind).toBeNull();
  });

  test('are sorted where the server did not, and left out where they have no number', async () => {
    const { tokens, text } = await answer('openai/m19-vllm-logprobs.txt', { top_logprobs: 2 });
    expect(text).toBe('cat');
    expect(tokens).toEqual([
      {
        token: 'cat',
        bytes: null,
        logprob: -2.5,
        top: [
          { token: 'dog', bytes: null, logprob: -0.5 },
          { token: 'cow', bytes: null, logprob: -1.5 },
        ],
      },
    ]);
  });

  test('told as probabilities after sampling are marked as such', async () => {
    const { tokens, done } = await answer('openai/m20-post-sampling-probs.txt', {
      top_logprobs: 2,
      post_sampling_probs: true,
    });
    expect(tokens[0]?.logprob).toBeCloseTo(Math.log(0.5));
    expect(tokens[0]?.top.map(({ token }) => token)).toEqual(['a']);
    expect(done?.logprobsKind).toBe('sampled');
  });

  test('are of the kind that is known of the server', async () => {
    const { done } = await answer(
      'openai/m01-openai-stream-logprobs.txt',
      { top_logprobs: 2 },
      { logprobsKind: 'raw' },
    );
    expect(done?.logprobsKind).toBe('raw');
  });
});

describe('usage', () => {
  test('that was not sent is unknown, not 0', async () => {
    const { done } = await answer('openai/m07-no-usage.txt');
    expect(done?.usage).toEqual({
      inputTokens: null,
      outputTokens: null,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    });
  });

  test('is the last that was sent', async () => {
    const { done } = await answer('openai/m17-two-usages.txt');
    expect(done?.usage).toMatchObject({ inputTokens: 5, outputTokens: 3 });
  });

  test('counts reasoning as output where the vendor counts it apart', async () => {
    const { done } = await answer('openai/m18-xai-usage.txt');
    expect(done?.usage).toMatchObject({
      inputTokens: 10,
      outputTokens: 102,
      cachedInputTokens: 4,
      reasoningTokens: 100,
    });
  });

  test('has its cached tokens where DeepSeek puts them', async () => {
    const { done } = await answer('openai/m03-deepseek-reasoning.txt');
    expect(done?.usage).toMatchObject({
      inputTokens: 20,
      outputTokens: 14,
      cachedInputTokens: 12,
      reasoningTokens: 9,
    });
  });

  test('of llama-server has its cached tokens', async () => {
    const { done } = await answer('openai/05-chat-stream-logprobs-usage.txt');
    expect(done?.usage).toEqual({
      inputTokens: 25,
      outputTokens: 6,
      cachedInputTokens: 24,
      cacheWriteTokens: null,
      reasoningTokens: null,
    });
  });

  test('that makes no sense is unknown', async () => {
    const { done } = await ask(
      event({ choices: [{ index: 0, delta: { content: 'x' }, finish_reason: 'stop' }] }) +
        event({
          choices: [],
          usage: { prompt_tokens: '7', completion_tokens: -1, prompt_tokens_details: [] },
        }),
    );
    expect(done?.usage).toMatchObject({ inputTokens: null, outputTokens: null, cachedInputTokens: null });
  });
});

describe('what a model thinks and refuses', () => {
  test('reasoning is told apart from the answer, under either name', async () => {
    expect(await answer('openai/m03-deepseek-reasoning.txt')).toMatchObject({
      reasoning: '숫자를 더한다.',
      text: '4입니다.',
    });
    const routed = await answer('openai/m04-openrouter-reasoning.txt');
    expect(routed).toMatchObject({ reasoning: 'Hmm.', text: 'Four.' });
    expect(routed.done?.requestId).toBe('gen-1793');
  });

  test('reasoning is told apart in a list of blocks', async () => {
    expect(await answer('openai/m23-mistral-thinking.txt')).toMatchObject({
      reasoning: '2와 2를 더한다.',
      text: '4입니다.',
    });
  });

  test('a refusal is shown, and is how the answer ended', async () => {
    const { text, done } = await answer('openai/m02-openai-refusal.txt');
    expect(text).toBe("I'm sorry, I can't help with that.");
    expect(done).toMatchObject({ finishReason: 'refusal', rawFinishReason: 'stop' });
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content_filter'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['model_length', 'length'],
    ['SAFETY', 'content_filter'],
    ['something new', 'other'],
  ])('finish_reason %s is %s', async (raw, finishReason) => {
    const { done } = await ask(event({ choices: [{ delta: { content: 'x' }, finish_reason: raw }] }));
    expect(done).toMatchObject({ finishReason, rawFinishReason: raw });
  });

  test('an end mark alone ends an answer, by a reason that nobody told', async () => {
    const { done, text } = await ask(`${event({ choices: [{ delta: { content: 'x' } }] })}data: [DONE]\n\n`);
    expect(text).toBe('x');
    expect(done).toMatchObject({ finishReason: 'other', rawFinishReason: null });
  });
});

describe('a stream that is odd', () => {
  test.each([
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '{"choices":null}',
    '{"choices":[null]}',
    '{"choices":[{"delta":null}]}',
  ])('%s in the middle does no harm', async (odd) => {
    const { text } = await ask(
      `${event({ choices: [{ delta: { content: 'a' } }] })}data: ${odd}\n\n` +
        event({
          choices: [{ delta: { content: 'b', tool_calls: 7 }, logprobs: 'x', finish_reason: 'stop' }],
        }),
      { top_logprobs: 1 },
    );
    expect(text).toBe('ab');
  });

  test('an event named error is one, whatever its data look like', async () => {
    const told = async (data: string) => failureOf(ask(`event: error\ndata: ${data}\n\n`));
    expect(await told('{"message":"Too busy","type":"overloaded_error"}')).toMatchObject({
      kind: 'overloaded',
      message: 'Too busy',
    });
    expect(await told('upstream gone')).toMatchObject({ kind: 'server', message: 'upstream gone' });
  });

  test('what is broken behind the end does not spoil the answer', async () => {
    const end = event({ choices: [{ delta: { content: 'whole' }, finish_reason: 'stop' }] });
    for (const rest of ['data: {"choices":[],"usa\n\n', 'data: {"choices":[],"usa']) {
      const { text, done } = await ask(end + rest);
      expect(text).toBe('whole');
      expect(done?.usage.outputTokens).toBeNull();
    }
  });

  test('another choice than the first is not mixed in', async () => {
    const { text } = await answer('openai/38-stream-n2.txt');
    expect(text).toBe(', there was');
  });

  test('a failure comes after the text that came before it', async () => {
    const { fetch } = createFakeServer(loadWire('openai/m05-error-in-stream.txt'));
    const provider = createOpenAiProvider({ id: 'p', baseUrl: OFFICIAL, apiKey: null, fetch });
    let text = '';
    const reading = (async () => {
      for await (const chunk of provider.complete(toRequest('m'), { signal: new AbortController().signal })) {
        if (chunk.type === 'text') text += chunk.text;
      }
    })();
    expect(await failureOf(reading)).toMatchObject({
      kind: 'server',
      message: 'Provider disconnected unexpectedly',
      status: 502,
    });
    expect(text).toBe('Half an ans');
  });

  test('pieces that arrive together are passed on together', async () => {
    const { chunks } = await answer('openai/m01-openai-stream-logprobs.txt', { top_logprobs: 2 });
    expect(chunks.map(({ type }) => type)).toEqual(['text', 'done']);
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
      message: 'An HTML page: 503 Service Temporarily Unavailable',
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
