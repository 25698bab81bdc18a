import { expect, test } from 'vitest';
import { GgufError } from '../../src/sandbox/gguf.ts';
import { loadModel } from '../../src/sandbox/model.ts';
import { buildGguf, buildNoiseLlama } from './gguf-builder.ts';
import { loadShipped } from './shipped-model.ts';

test('all dimensions come from the file', () => {
  const { config, offsets, weights } = loadModel(buildNoiseLlama());
  expect(config).toMatchObject({
    contextLength: 40,
    width: 12,
    layers: 2,
    heads: 3,
    kvHeads: 1,
    headSize: 4,
    hidden: 20,
    vocabulary: 261,
    ropeBase: 5000,
    ropeSize: 4,
  });
  expect(offsets['output.weight']).not.toBe(offsets['token_embd.weight']);
  expect(weights.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a model without an output tensor uses its embedding', () => {
  const { offsets } = loadShipped();
  expect(offsets['output.weight']).toBe(offsets['token_embd.weight']);
});

test('equal files have equal fingerprints, other files others', () => {
  expect(loadShipped().fingerprint).toBe(loadShipped().fingerprint);
  expect(loadModel(buildNoiseLlama()).fingerprint).not.toBe(loadShipped().fingerprint);
});

test('what it cannot run is refused in words', () => {
  expect(() => loadModel(buildGguf({ 'general.architecture': 'mamba' }, []))).toThrow(/"mamba", not "llama"/);
  expect(() => loadModel(buildGguf({ 'general.architecture': 'llama' }, []))).toThrow(GgufError);
  const tokenizer = { 'tokenizer.ggml.model': 'llama', 'tokenizer.ggml.pre': 'default' };
  expect(() => loadModel(buildGguf({ 'general.architecture': 'llama', ...tokenizer }, []))).toThrow(
    /only gpt2 with gpt-2/,
  );
});
