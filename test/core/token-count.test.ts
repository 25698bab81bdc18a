import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, it } from 'vitest';
import { approximateTokens } from '../../src/core/token-count.ts';

const ROOT = join(import.meta.dirname, '../..');
const { prompts } = JSON.parse(readFileSync(join(ROOT, 'fixtures/sandbox/prompts.json'), 'utf8')) as {
  prompts: { lang: string; system: string | null; user: string; answer: string }[];
};

function textOf(lang: string): string {
  return prompts
    .filter((prompt) => prompt.lang === lang)
    .flatMap(({ system, user, answer }) => [system ?? '', user, answer])
    .join('\n');
}

it.each([
  ['Korean', textOf('ko')],
  ['English', textOf('en')],
  ['code', readFileSync(join(ROOT, 'src/core/trial.ts'), 'utf8')],
  ['a paragraph', '야근이 잦아 저녁을 거르고 새벽에 폭식해요. 어떻게 바꿀까요?'],
])('is near a real tokenizer on %s', (_, text) => {
  const ratio = approximateTokens(text) / countTokens(text);
  expect(ratio).toBeGreaterThan(0.85);
  expect(ratio).toBeLessThan(1.15);
});

it('is 0 for nothing alone, and never less for a longer text', () => {
  expect(approximateTokens('')).toBe(0);
  expect(approximateTokens(' ')).toBe(1);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(approximateTokens(text)).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
      expect(approximateTokens(`${text}\n${text}`)).toBeGreaterThanOrEqual(approximateTokens(text));
    }),
  );
});
