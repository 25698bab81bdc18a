import { expect, it } from 'vitest';
import { similarityOf } from '../../src/core/similarity.ts';
import { diffWords } from '../../src/core/text-diff.ts';

const compare = (a: string, b: string, locale: string) => similarityOf(diffWords(a, b, locale), locale);

it('is 1 for equal texts, empty ones too, and 0 for texts without a word in common', () => {
  expect(compare('Cook rice.', 'Cook rice.', 'en').share).toBe(1);
  expect(compare('', '', 'en').share).toBe(1);
  expect(compare('Cook rice', 'Fry tofu', 'en')).toEqual({ share: 0, same: 0, removed: 2, added: 2 });
  expect(compare('?!', '', 'en').share).toBe(0);
});

it('is the share of the words that both have: 2 of 3 and 3 are two thirds', () => {
  const { share, ...counts } = compare('Cook the rice', 'Cook the tofu', 'en');
  expect(counts).toEqual({ same: 2, removed: 1, added: 1 });
  expect(share).toBeCloseTo(2 / 3);
});

it('counts Korean words as Korean has them', () => {
  const { same, removed, added } = compare('두부를 먼저 볶으세요', '두부를 먼저 끓이세요', 'ko');
  expect(same).toBe(2);
  expect(removed).toBeGreaterThan(0);
  expect(added).toBeGreaterThan(0);
});
