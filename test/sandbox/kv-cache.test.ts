import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonPrefix, KvCache, PromptCache } from '../../src/sandbox/kv-cache.ts';
import { loadModel } from '../../src/sandbox/model.ts';
import { buildNoiseLlama } from './gguf-builder.ts';

const { config } = loadModel(buildNoiseLlama());

function cacheOf(length: number, value: number): KvCache {
  const cache = new KvCache(config);
  cache.ensure(length);
  cache.data.fill(value, 0, length * cache.stride);
  return cache;
}

test('growing keeps what is there', () => {
  const cache = cacheOf(3, 7);
  cache.ensure(config.contextLength);
  expect(cache.data.length).toBe(config.contextLength * cache.stride);
  expect(new Set(cache.data.subarray(0, 3 * cache.stride))).toEqual(new Set([7]));
});

test('the entry with the longest common beginning is found', () => {
  const prompts = new PromptCache(1e9);
  prompts.add([1, 2, 3], cacheOf(3, 1));
  prompts.add([1, 2, 9, 9], cacheOf(4, 2));
  expect(prompts.find([1, 2, 9, 4])).toMatchObject({ length: 3 });
  expect(prompts.find([1, 2, 9, 4])?.data[0]).toBe(2);
  expect(prompts.find([1, 2, 3, 4])).toMatchObject({ length: 3 });
  expect(prompts.find([5])).toBeNull();
});

test('the least recently used prompts are forgotten first, and the bytes stay bounded', () => {
  const bytes = 2 * new KvCache(config).stride * 4;
  const prompts = new PromptCache(2 * bytes);
  prompts.add([1, 1], cacheOf(2, 1));
  prompts.add([2, 2], cacheOf(2, 2));
  prompts.find([1, 1]);
  prompts.add([3, 3], cacheOf(2, 3));
  expect(prompts.find([2, 2])).toBeNull();
  expect(prompts.find([1, 1])).not.toBeNull();
  expect(prompts.find([3, 3])).not.toBeNull();
});

test('what is remembered does not change when its sequence goes on', () => {
  const prompts = new PromptCache(1e9);
  const cache = cacheOf(2, 1);
  prompts.add([1, 2], cache);
  cache.data.fill(5);
  expect(prompts.find([1, 2])?.data[0]).toBe(1);
});

test('a common prefix is common, and no longer one is', () => {
  const tokens = fc.array(fc.integer({ min: 0, max: 2 }));
  fc.assert(
    fc.property(tokens, tokens, (a, b) => {
      const length = commonPrefix(a, b);
      expect(a.slice(0, length)).toEqual(b.slice(0, length));
      if (length < Math.min(a.length, b.length)) expect(a[length]).not.toBe(b[length]);
    }),
  );
});
