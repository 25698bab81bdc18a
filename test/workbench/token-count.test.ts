import { countTokens as countCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { expect, test } from 'vitest';
import { encodingOf, loadTokenCounter } from '../../src/workbench/token-count.ts';

test('counts as o200k_base does, in English and Korean, every time alike', async () => {
  const count = await loadTokenCounter();
  for (let i = 0; i < 2; i += 1) {
    expect(count('hello world', 'gpt-4o')).toBe(2);
    expect(count('', 'gpt-4o')).toBe(0);
    expect(count('안녕하세요', 'gpt-4o')).toBe(2);
  }
});

test('counts as cl100k_base does for the models that have it', async () => {
  const count = await loadTokenCounter(['openai/gpt-4-turbo']);
  const text = '무릎이 아픈데 살을 빼고 싶어요.';
  expect(count(text, 'openai/gpt-4-turbo')).toBe(countCl100k(text));
  expect(count(text, 'openai/gpt-4.1')).toBeLessThan(countCl100k(text));
});

test('knows which encoding a model has', () => {
  for (const model of ['gpt-4', 'gpt-4-turbo', 'gpt-4-0613', 'openai/gpt-3.5-turbo', 'ft:gpt-3.5-turbo:me'])
    expect(encodingOf(model)).toBe('cl100k_base');
  for (const model of ['gpt-4o', 'gpt-4.1-nano', 'gpt-5', 'o3', 'gpt-4.5-preview', 'claude-opus-5', 'tiny'])
    expect(encodingOf(model)).toBe('o200k_base');
});

test('takes what looks like a special token for text', async () => {
  const count = await loadTokenCounter();
  expect(count('<|endoftext|>', 'gpt-4o')).toBeGreaterThan(1);
});

test('counts texts without a place to break them, and texts as long as books', async () => {
  const count = await loadTokenCounter();
  for (const unit of ['가', 'a', ' ', '=', '\n', '🙂']) {
    const hundred = count(unit.repeat(100), 'gpt-4o');
    for (const times of [50_000, 2_000_000]) {
      const many = count(unit.repeat(times), 'gpt-4o');
      expect(many).toBeGreaterThan(0);
      expect(many).toBeLessThan(Math.max(hundred, 20) * (times / 100) * 4);
    }
  }
});
