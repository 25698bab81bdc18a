import { expect, test } from 'vitest';
import type { UsageSoFar } from '../../src/core/trial.ts';
import { createAnthropicProvider } from '../../src/providers/anthropic.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { loadWire, streamReply, type WireReply } from './wire.ts';

const OPTIONS = { id: 'p', baseUrl: 'https://api.example.com/v1', apiKey: null };

/** All that a server says of the usage of an answer, whole or broken off. */
async function hear(
  reply: WireReply,
  create: (options: typeof OPTIONS & { fetch: typeof fetch }) => Provider,
): Promise<UsageSoFar[]> {
  const { fetch } = createFakeServer(reply);
  const heard: UsageSoFar[] = [];
  const { signal } = new AbortController();
  const options = { signal, onUsage: (soFar: UsageSoFar) => void heard.push(soFar) };
  try {
    const answer = create({ ...OPTIONS, fetch: fetch as typeof globalThis.fetch }).complete(
      toRequest('m'),
      options,
    );
    for await (const _chunk of answer);
  } catch {
    // What was heard by then is what is asked for.
  }
  return heard;
}

const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const start = (usage: object) => event({ type: 'message_start', message: { usage } });
const piece = event({ type: 'content_block_delta', delta: { type: 'text_delta', text: '네' } });

test('Anthropic tells the input before the first word: that much is known of an answer that breaks off', async () => {
  const body = start({ input_tokens: 12, cache_read_input_tokens: 100, output_tokens: 1 }) + piece;
  expect(await hear(streamReply(body), createAnthropicProvider)).toEqual([
    {
      usage: {
        inputTokens: 112,
        outputTokens: null,
        cachedInputTokens: 100,
        cacheWriteTokens: null,
        reasoningTokens: null,
      },
      isFinal: false,
    },
  ]);
});

test('all is known where only the last mark is missing', async () => {
  const end = event({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 7 },
  });
  const heard = await hear(
    streamReply(start({ input_tokens: 12, output_tokens: 1 }) + piece + end),
    createAnthropicProvider,
  );
  expect(heard.at(-1)).toMatchObject({ usage: { inputTokens: 12, outputTokens: 7 }, isFinal: true });
  expect(heard[0]?.isFinal).toBe(false);
});

test('a recorded answer of the vendor ends with a usage that is final', async () => {
  const heard = await hear(loadWire('anthropic/m01-official-stream.txt'), createAnthropicProvider);
  expect(heard.map(({ isFinal }) => isFinal)).toEqual([false, true]);
});

test('OpenAI’s usage after the last piece is final; a running total is not until the answer has its end', async () => {
  const chunk = (more: object) => event(more);
  const usage = (output: number) => ({
    usage: { prompt_tokens: 5, completion_tokens: output, total_tokens: 5 + output },
  });
  const word = (more: object) =>
    chunk({ choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null }], ...more });
  const body = word(usage(1)) + word(usage(2)) + chunk({ choices: [], ...usage(3) });
  const heard = await hear(streamReply(body), createOpenAiProvider);
  expect(heard.map(({ usage: { outputTokens }, isFinal }) => [outputTokens, isFinal])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

test('nothing is told where the server says nothing', async () => {
  expect(await hear(loadWire('openai/m07-no-usage.txt'), createOpenAiProvider)).toEqual([]);
});
