import { expect, test } from 'vitest';
import { KvCache } from '../../src/sandbox/kv-cache.ts';
import { createLlama, type Llama } from '../../src/sandbox/llama.ts';
import { rawLogprobs } from '../../src/sandbox/logprob.ts';
import { loadModel, type Model } from '../../src/sandbox/model.ts';
import { buildNoiseLlama } from './gguf-builder.ts';
import { loadShipped, readGolden } from './shipped-model.ts';

/** Logits after each of the given tokens, computed in the given portions. */
function run(llama: Llama, model: Model, tokens: number[], portion: number): Float64Array[] {
  const cache = new KvCache(model.config);
  const logits: Float64Array[] = [];
  for (let start = 0; start < tokens.length; start += portion) {
    const rows = tokens
      .slice(start, start + portion)
      .map((token, index) => ({ cache, token, position: start + index, wantsLogits: true }));
    logits.push(...llama.forward(rows).map((row) => row.slice()));
  }
  return logits;
}

test('it computes what llama.cpp computes, within the tolerances of the model card', () => {
  const model = loadShipped();
  const llama = createLlama(model);
  for (const { prompt_ids, steps } of readGolden().prompts) {
    const tokens = [...prompt_ids, ...steps.slice(0, -1).map(({ id }) => id)];
    const logits = run(llama, model, tokens, 32).slice(prompt_ids.length - 1);
    steps.forEach((step, index) => {
      const row = logits[index] ?? new Float64Array();
      const { top } = rawLogprobs(row, step.id, 1);
      expect(top[0]?.id).toBe(step.id);
      // A null stands for a token inside a character, of which llama-server reports nothing but the id.
      if (step.logprob === null) return;
      expect(Math.abs(rawLogprobs(row, step.id, 0).logprob - step.logprob)).toBeLessThan(0.1);
      for (const other of step.top5?.filter(({ logprob }) => logprob > -8) ?? []) {
        expect(Math.abs(rawLogprobs(row, other.id, 0).logprob - other.logprob)).toBeLessThan(0.3);
      }
    });
  }
});

test('a result does not depend, to the last bit, on how the work was portioned', () => {
  const model = loadModel(buildNoiseLlama());
  const llama = createLlama(model, { maxRows: 16 });
  const tokens = Array.from({ length: 30 }, (_, i) => 4 + ((i * 37) % 257));
  const one = run(llama, model, tokens, 1);
  for (const portion of [2, 3, 4, 7, 16]) expect(run(llama, model, tokens, portion)).toEqual(one);
});

test('a result does not depend, to the last bit, on the sequences beside it', () => {
  const model = loadModel(buildNoiseLlama());
  const llama = createLlama(model, { maxRows: 16 });
  const sequences = [3, 5, 7, 11, 13].map((step) =>
    Array.from({ length: 20 }, (_, i) => 4 + ((i * step) % 257)),
  );
  const caches = sequences.map(() => new KvCache(model.config));
  const together = Array.from({ length: 20 }, (_, position) =>
    llama
      .forward(
        sequences.map((tokens, i) => ({
          cache: caches[i] ?? new KvCache(model.config),
          token: tokens[position] ?? 0,
          position,
          wantsLogits: true,
        })),
      )
      .map((row) => row.slice()),
  );
  sequences.forEach((tokens, i) => {
    expect(run(llama, model, tokens, 1)).toEqual(together.map((rows) => rows[i]));
  });
});

test('positions beyond the context and batches beyond the memory are refused', () => {
  const model = loadModel(buildNoiseLlama());
  const llama = createLlama(model, { maxRows: 2 });
  const row = { cache: new KvCache(model.config), token: 5, position: 40, wantsLogits: true };
  expect(() => llama.forward([row])).toThrow(/beyond the context of 40/);
  expect(() => llama.forward([row, row, row])).toThrow(/3 rows are more than 2/);
});
