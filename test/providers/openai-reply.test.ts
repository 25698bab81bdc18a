import { describe, expect, test } from 'vitest';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import { collect, failureOf, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { loadWire, streamReply } from './wire.ts';

const BASE_URL = 'https://api.example.com/v1';

async function answer(path: string) {
  const { fetch } = createFakeServer(loadWire(path));
  const provider = createOpenAiProvider({ id: 'p', baseUrl: BASE_URL, apiKey: null, fetch });
  return collect(provider, toRequest('m'));
}

async function ask(body: string, params: CompletionRequest['params'] = {}) {
  const { fetch } = createFakeServer(streamReply(body));
  const provider = createOpenAiProvider({ id: 'p', baseUrl: BASE_URL, apiKey: null, fetch });
  return collect(provider, toRequest('m', { params }));
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

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
    const provider = createOpenAiProvider({ id: 'p', baseUrl: BASE_URL, apiKey: null, fetch });
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
    const { chunks } = await answer('openai/m01-openai-stream-logprobs.txt');
    expect(chunks.map(({ type }) => type)).toEqual(['text', 'done']);
  });
});
