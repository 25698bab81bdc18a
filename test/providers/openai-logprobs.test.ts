import { describe, expect, test } from 'vitest';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import type { ProviderOptions } from '../../src/providers/provider.ts';
import { collect, toRequest } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { loadWire } from './wire.ts';

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
