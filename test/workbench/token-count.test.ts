import { expect, test } from 'vitest';
import { loadTokenCounter } from '../../src/workbench/token-count.ts';

test('counts as o200k_base does, in English and Korean, every time alike', async () => {
  const count = await loadTokenCounter();
  for (let i = 0; i < 2; i += 1) {
    expect(count('hello world')).toBe(2);
    expect(count('')).toBe(0);
    expect(count('안녕하세요')).toBe(2);
  }
});

test('takes what looks like a special token for text', async () => {
  const count = await loadTokenCounter();
  expect(count('<|endoftext|>')).toBeGreaterThan(1);
});

test('is loaded once', () => {
  expect(loadTokenCounter()).toBe(loadTokenCounter());
});
