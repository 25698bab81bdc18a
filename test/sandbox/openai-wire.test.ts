import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/listen.ts';
import { tokenText } from '../../src/sandbox/openai-wire.ts';
import { LONG_SCHEMA } from './generation-request.ts';
import { findPrompt } from './shipped-model.ts';

let sandbox: RunningSandbox;
let client: OpenAI;
const COUNSELLOR = findPrompt('p01');
const TIRED = [{ role: 'user' as const, content: 'I feel tired' }];

beforeAll(async () => {
  sandbox = await startSandbox({ workers: 1 });
  client = new OpenAI({ baseURL: sandbox.openaiUrl, apiKey: 'none needed', maxRetries: 0 });
});
afterAll(() => sandbox.close());

const base = { model: 'tiny', messages: TIRED, temperature: 0 };

/** The body of a raw request, for what the SDK's types forbid. */
async function refusal(body: unknown): Promise<{ status: number; error: Record<string, unknown> }> {
  const response = await fetch(`${sandbox.openaiUrl}/chat/completions`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, error };
}

describe('answers through the openai SDK', () => {
  test('a whole one', async () => {
    const completion = await client.chat.completions.create({ ...base, messages: COUNSELLOR.messages });
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'tiny' });
    expect(completion.id).toMatch(/^chatcmpl-/);
    expect(completion.system_fingerprint).toMatch(/^fp_/);
    expect(completion.choices).toMatchObject([
      { finish_reason: 'stop', logprobs: null, message: { role: 'assistant' } },
    ]);
    expect(completion.choices[0]?.message.content).toMatch(/[가-힣]/);
    const { usage } = completion;
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  test('a streamed one, with log probabilities, usage at the end and no half characters', async () => {
    const body = { ...base, messages: COUNSELLOR.messages, logprobs: true, top_logprobs: 3 };
    const whole = await client.chat.completions.create(body);
    const stream = await client.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);

    expect(chunks[0]?.choices[0]).toMatchObject({
      delta: { role: 'assistant', content: '' },
      finish_reason: null,
    });
    expect(chunks.at(-2)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { completion_tokens: whole.usage?.completion_tokens },
    });
    for (const chunk of chunks.slice(0, -1)) expect(chunk.usage).toBeNull();

    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(text).not.toContain('\ufffd');
    const entries = chunks.flatMap((chunk) => chunk.choices[0]?.logprobs?.content ?? []);
    expect(entries).toEqual(whole.choices[0]?.logprobs?.content);
    expect(entries).toHaveLength(whole.usage?.completion_tokens ?? 0);
    expect(Buffer.from(entries.flatMap(({ bytes }) => bytes ?? [])).toString()).toBe(text);
    for (const entry of entries) expect(entry.top_logprobs).toHaveLength(3);
    // "떤" and others are divided: their parts are told by their bytes.
    expect(entries.some(({ token }) => token.startsWith('bytes:\\x'))).toBe(true);
  });

  test('a repeated prompt is told as cached', async () => {
    const messages = [{ role: 'user' as const, content: 'What is the capital of Japan?' }];
    const ask = () => client.chat.completions.create({ ...base, messages, max_tokens: 1 });
    const [first, second] = [await ask(), await ask()];
    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBeLessThan(4);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBe((second.usage?.prompt_tokens ?? 0) - 1);
  });

  test('seed, stop and both names of the limit', async () => {
    const hot = { ...base, temperature: 1.3, seed: 11, max_completion_tokens: 12 };
    const answers = await Promise.all(
      [hot, hot, { ...hot, seed: 12 }].map((body) => client.chat.completions.create(body)),
    );
    const [a, b, c] = answers.map(({ choices }) => choices[0]?.message.content);
    expect(a).toBe(b);
    expect(c).not.toBe(a);
    const cut = await client.chat.completions.create({ ...base, max_tokens: 2 });
    expect(cut.choices[0]?.finish_reason).toBe('length');
    expect(cut.usage?.completion_tokens).toBe(2);
    const stopped = await client.chat.completions.create({ ...base, stop: ['.', '!'] });
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(stopped.choices[0]?.message.content).not.toMatch(/[.!]/);
  });

  test('JSON mode and a JSON schema', async () => {
    const object = await client.chat.completions.create({
      ...base,
      response_format: { type: 'json_object' },
      max_tokens: 40,
    });
    expect(object.choices[0]?.message.content).toMatch(/^\{/);
    const schema = {
      type: 'object',
      properties: { tired: { type: 'boolean' } },
      required: ['tired'],
      additionalProperties: false,
    };
    const format = { type: 'json_schema' as const, json_schema: { name: 'tired', strict: true, schema } };
    const typed = await client.chat.completions.create({ ...base, response_format: format });
    expect(JSON.parse(typed.choices[0]?.message.content ?? '')).toEqual({ tired: expect.any(Boolean) });
  });

  test('text parts and the developer role are read', async () => {
    const plain = await client.chat.completions.create({
      ...base,
      messages: COUNSELLOR.messages,
      max_tokens: 3,
    });
    const [system, user] = COUNSELLOR.messages;
    const parts = await client.chat.completions.create({
      ...base,
      max_tokens: 3,
      messages: [
        { role: 'developer', content: system?.content ?? '' },
        { role: 'user', content: [{ type: 'text', text: user?.content ?? '' }] },
      ],
    });
    expect(parts.choices[0]?.message.content).toBe(plain.choices[0]?.message.content);
    expect(parts.usage?.prompt_tokens).toBe(plain.usage?.prompt_tokens);
  });

  test('the models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['tiny']);
    await expect(client.models.retrieve('tiny')).resolves.toMatchObject({ object: 'model' });
    await expect(client.models.retrieve('huge')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });
});

describe('a client that goes away', () => {
  const endless = {
    ...base,
    response_format: { type: 'json_schema' as const, json_schema: { name: 'long', schema: LONG_SCHEMA } },
  };

  test('in the middle of a stream is not computed for any longer', async () => {
    const stream = await client.chat.completions.create({ ...endless, stream: true });
    for await (const _ of stream) break;
    await expect.poll(() => sandbox.pool.activeCount).toBe(0);
  });

  test('before a whole answer is not computed for any longer', async () => {
    const controller = new AbortController();
    const pending = client.chat.completions.create(endless, { signal: controller.signal });
    await expect.poll(() => sandbox.pool.activeCount).toBe(1);
    controller.abort();
    await expect(pending).rejects.toThrow(OpenAI.APIUserAbortError);
    await expect.poll(() => sandbox.pool.activeCount).toBe(0);
  });
});

describe('refusals in the words and codes of OpenAI', () => {
  const cases: [string, unknown, number, Record<string, unknown>][] = [
    ['no JSON', '{"model":', 400, { type: 'invalid_request_error', param: null }],
    ['no model', { messages: TIRED }, 400, { param: 'model', code: 'missing_required_parameter' }],
    ['another model', { ...base, model: 'gpt-5' }, 404, { code: 'model_not_found' }],
    ['no messages', { ...base, messages: [] }, 400, { param: 'messages', code: 'array_below_min_length' }],
    [
      'an unknown role',
      { ...base, messages: [{ role: 'ai', content: '' }] },
      400,
      { param: 'messages[0].role' },
    ],
    [
      'a message without text',
      { ...base, messages: [{ role: 'user' }] },
      400,
      { param: 'messages[0].content' },
    ],
    [
      'an image',
      { ...base, messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      400,
      { param: 'messages[0].content[0].type' },
    ],
    [
      'too hot',
      { ...base, temperature: 2.1 },
      400,
      { param: 'temperature', code: 'decimal_above_max_value' },
    ],
    [
      'a text for a number',
      { ...base, temperature: '1' },
      400,
      { param: 'temperature', code: 'invalid_type' },
    ],
    ['a top_p below 0', { ...base, top_p: -1 }, 400, { param: 'top_p', code: 'decimal_below_min_value' }],
    ['several answers', { ...base, n: 2 }, 400, { param: 'n', code: 'integer_above_max_value' }],
    ['too many alternatives', { ...base, logprobs: true, top_logprobs: 21 }, 400, { param: 'top_logprobs' }],
    ['alternatives alone', { ...base, top_logprobs: 2 }, 400, { param: 'top_logprobs' }],
    ['two limits', { ...base, max_tokens: 1, max_completion_tokens: 1 }, 400, { param: 'max_tokens' }],
    [
      'five stops',
      { ...base, stop: ['a', 'b', 'c', 'd', 'e'] },
      400,
      { param: 'stop', code: 'array_above_max_length' },
    ],
    [
      'reasoning',
      { ...base, reasoning_effort: 'low' },
      400,
      { param: 'reasoning_effort', code: 'unsupported_parameter' },
    ],
    [
      'an unknown parameter',
      { ...base, temprature: 1 },
      400,
      { message: expect.stringContaining('temprature') },
    ],
    ['a grammar', { ...base, response_format: { type: 'grammar' } }, 400, { param: 'response_format.type' }],
    [
      'a schema it cannot keep to',
      {
        ...base,
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'x',
            schema: { type: 'object', properties: { a: { type: 'string', pattern: 'b' } } },
          },
        },
      },
      400,
      { param: 'response_format', message: expect.stringContaining('"pattern" is not supported') },
    ],
    [
      'usage without a stream',
      { ...base, stream_options: { include_usage: true } },
      400,
      { param: 'stream_options' },
    ],
    [
      'a body that is too large',
      { ...base, messages: [{ role: 'user', content: 'a'.repeat(300_000) }] },
      413,
      {},
    ],
  ];
  test.each(cases)('%s', async (_, body, status, error) => {
    expect(await refusal(body)).toMatchObject({ status, error });
  });

  test('a context that is exceeded, also for a stream', async () => {
    const messages = [{ role: 'user' as const, content: 'tired '.repeat(600) }];
    const expected = { status: 400, code: 'context_length_exceeded', param: 'messages' };
    await expect(client.chat.completions.create({ ...base, messages })).rejects.toMatchObject(expected);
    await expect(client.chat.completions.create({ ...base, messages, stream: true })).rejects.toMatchObject(
      expected,
    );
  });

  test('another address', async () => {
    const response = await fetch(`${sandbox.openaiUrl}/embeddings`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  test('null and empty lists are as if not given', async () => {
    const empty = {
      ...base,
      max_tokens: 1,
      stop: null,
      seed: null,
      response_format: null,
      tools: [],
      logit_bias: {},
    };
    const response = await fetch(`${sandbox.openaiUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(empty),
    });
    expect(response.status).toBe(200);
  });
});

test('a token that is no text is written by its bytes', () => {
  expect(tokenText([0xec, 0x98, 0xa4])).toBe('오');
  expect(tokenText([0xec, 0x98])).toBe('bytes:\\xec\\x98');
  expect(tokenText([0x20, 0xec])).toBe('bytes: \\xec');
});
