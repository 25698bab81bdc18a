import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/listen.ts';
import { findPrompt } from './shipped-model.ts';

let sandbox: RunningSandbox;
let client: Anthropic;
const COUNSELLOR = findPrompt('p01');
const SYSTEM = COUNSELLOR.messages[0]?.content ?? '';
const QUESTION = [{ role: 'user' as const, content: COUNSELLOR.messages[1]?.content ?? '' }];
/** The version that still takes sampling parameters. */
const older = { headers: { 'anthropic-version': '2023-06-01' } };

beforeAll(async () => {
  sandbox = await startSandbox({ workers: 1 });
  client = new Anthropic({ baseURL: sandbox.anthropicUrl, apiKey: 'none needed', maxRetries: 0 });
});
afterAll(() => sandbox.close());

const base = { model: 'tiny', max_tokens: 60, system: SYSTEM, messages: QUESTION };
/** Sampling parameters are no longer in the SDK's types. */
const cold = { ...base, temperature: 0 };

async function refusal(
  body: unknown,
  version: string | null = '2023-06-01',
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${sandbox.anthropicUrl}/v1/messages`, {
    method: 'POST',
    headers: version === null ? {} : { 'anthropic-version': version },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe('answers through the Anthropic SDK', () => {
  test('a whole one, the cached tokens of a repeat counted apart', async () => {
    const ask = () => client.messages.create(cold, older);
    const [first, second] = [await ask(), await ask()];
    expect(first).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'tiny',
      stop_reason: 'end_turn',
    });
    expect(first.content).toMatchObject([{ type: 'text', text: expect.stringMatching(/[가-힣]/) }]);
    expect(second.content).toEqual(first.content);
    expect(first.usage).toMatchObject({
      input_tokens: 32,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
    });
    expect(second.usage).toMatchObject({ input_tokens: 1, cache_read_input_tokens: 31 });
    expect(first._request_id).toMatch(/^req_/);
  });

  test('a streamed one has the documented events in order and equals the whole one', async () => {
    const whole = await client.messages.create(cold, older);
    const stream = client.messages.stream(cold, older);
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    const deltas = types.filter((type) => type === 'content_block_delta').length;
    expect(deltas).toBeGreaterThan(5);
    expect(types.filter((type) => type !== 'content_block_delta')).toEqual([
      'message_start',
      'content_block_start',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const message = await stream.finalMessage();
    expect(message.content).toMatchObject(whole.content);
    expect(message.stop_reason).toBe('end_turn');
    expect(message.usage.output_tokens).toBe(whole.usage.output_tokens);
  });

  test('stop sequences and the limit say why they ended it', async () => {
    const stopped = await client.messages.create({ ...cold, stop_sequences: ['!', '.'] }, older);
    expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '.' });
    const cut = await client.messages.create({ ...cold, max_tokens: 2 }, older);
    expect(cut).toMatchObject({
      stop_reason: 'max_tokens',
      stop_sequence: null,
      usage: { output_tokens: 2 },
    });
  });

  test('the beginning of an answer is continued', async () => {
    const start = COUNSELLOR.answer.slice(0, 5).trim();
    const messages = [...QUESTION, { role: 'assistant' as const, content: start }];
    const { content } = await client.messages.create({ ...cold, messages }, older);
    expect(content).toMatchObject([{ text: expect.stringMatching(/./) }]);
    expect(content[0]?.type === 'text' && content[0].text.startsWith(start)).toBe(false);
  });

  test('tokens are counted, the same as they are billed', async () => {
    const { input_tokens } = await client.messages.countTokens({
      model: 'tiny',
      system: SYSTEM,
      messages: QUESTION,
    });
    expect(input_tokens).toBe(32);
  });

  test('a JSON schema is kept to', async () => {
    const schema = {
      type: 'object',
      properties: { ok: { type: 'boolean' } },
      required: ['ok'],
      additionalProperties: false,
    };
    const { content } = await client.messages.create({
      ...base,
      output_config: { format: { type: 'json_schema', schema } },
    });
    expect(JSON.parse(content[0]?.type === 'text' ? content[0].text : '')).toEqual({
      ok: expect.any(Boolean),
    });
  });

  test('the models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['tiny']);
    await expect(client.models.retrieve('huge')).rejects.toMatchObject({ status: 404 });
  });
});

describe('refusals in the words of Anthropic', () => {
  test('the version of the newest SDK takes no sampling parameters', async () => {
    await expect(client.messages.create(cold)).rejects.toMatchObject({
      status: 400,
      error: {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringContaining('temperature') },
      },
    });
    await expect(client.messages.create({ ...base, max_tokens: 1 })).resolves.toBeDefined();
  });

  const cases: [string, unknown, number, RegExp][] = [
    ['no JSON', '{', 400, /not valid JSON/],
    ['no max_tokens', { ...base, max_tokens: undefined }, 400, /^max_tokens: Field required$/],
    ['too hot', { ...base, temperature: 1.5 }, 400, /^temperature: Input should be less than or equal to 1$/],
    ['another model', { ...base, model: 'claude' }, 404, /^model: claude$/],
    ['no messages', { ...base, messages: [] }, 400, /^messages: /],
    [
      'an image',
      { ...base, messages: [{ role: 'user', content: [{ type: 'image' }] }] },
      400,
      /messages\.0\.content\.0/,
    ],
    ['a blank stop sequence', { ...base, stop_sequences: [' '] }, 400, /non-whitespace/],
    ['an unknown parameter', { ...base, seed: 1 }, 400, /^seed: Extra inputs are not permitted$/],
    ['tools', { ...base, tools: [{}] }, 400, /^tools: /],
    [
      'white space at the end of a prefill',
      { ...base, messages: [...QUESTION, { role: 'assistant', content: 'a ' }] },
      400,
      /trailing whitespace/,
    ],
    [
      'too long a prompt',
      { ...base, system: 'tired '.repeat(600) },
      400,
      /^prompt is too long: \d+ tokens > 512 maximum$/,
    ],
    [
      'too long a prompt, streamed',
      { ...base, system: 'tired '.repeat(600), stream: true },
      400,
      /^prompt is too long/,
    ],
    ['too large a body', { ...base, system: 'a'.repeat(300_000) }, 413, /maximum allowed/],
  ];
  test.each(cases)('%s', async (_, request, status, message) => {
    const answer = await refusal(request);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      type: 'error',
      error: { message: expect.stringMatching(message) },
      request_id: expect.stringMatching(/^req_/),
    });
  });

  test('a version that is missing or unknown', async () => {
    expect(await refusal(base, null)).toMatchObject({
      status: 400,
      body: { error: { message: /header is required/ } },
    });
    expect(await refusal(base, '1999-01-01')).toMatchObject({ status: 400 });
  });

  test('another address', async () => {
    const response = await fetch(`${sandbox.anthropicUrl}/v1/complete`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'not_found_error' } });
  });
});
