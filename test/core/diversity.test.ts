import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { diversity } from '../../src/core/diversity.ts';

it('is unknown for fewer than three answers', () => {
  expect(diversity([])).toBeNull();
  expect(diversity(['가', '나'])).toBeNull();
});

it('is none where all answers are the same', () => {
  const same = diversity(['된장을 풀고 끓이세요.', '된장을 풀고 끓이세요.', '된장을 풀고 끓이세요.']);
  expect(same?.duplicateRate).toBeCloseTo(2 / 3, 12);
  expect(same?.meanSimilarity).toBeCloseTo(1, 12);
  expect(same?.distinct2).toBeCloseTo(1 / 3, 12);
});

it('is whole where answers have nothing in common', () => {
  const apart = diversity(['abc abd', 'xyz xyw', '가나 다라']);
  expect(apart).toMatchObject({ n: 3, distinct2: 1, duplicateRate: 0 });
  expect(apart?.meanSimilarity).toBeLessThan(0.05);
});

it('has no word pairs to count in answers of one word', () => {
  expect(diversity(['긍정', '부정', '긍정'])).toMatchObject({ distinct2: null });
  expect(diversity(['', '', ''])).toMatchObject({ distinct2: null, meanSimilarity: 1 });
});

it('takes one and the same Korean text for the same however it is composed', () => {
  expect(diversity(['한글'.normalize('NFD'), '한글', '한글'])?.meanSimilarity).toBeCloseTo(1, 12);
});

it('does not hang on the order, and stays within its bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 8 }), (texts) => {
      const one = diversity(texts);
      const other = diversity([...texts].reverse());
      expect(one?.meanSimilarity).toBeCloseTo(other?.meanSimilarity ?? Number.NaN, 9);
      expect({ ...one, meanSimilarity: 0 }).toEqual({ ...other, meanSimilarity: 0 });
      for (const value of [one?.meanSimilarity, one?.duplicateRate, one?.distinct2 ?? 0]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }),
  );
});

it('has the mean cosine that comparing every pair gives', () => {
  const texts = ['가나다', '가나라', 'abc', 'abcabc'];
  const vector = (text: string) => {
    const parts = ['', ...text, ''];
    const counts = new Map<string, number>();
    parts.slice(1).forEach((part, index) => {
      const pair = `${parts[index]}|${part}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    });
    return counts;
  };
  const dot = (a: Map<string, number>, b: Map<string, number>) =>
    [...a].reduce((sum, [pair, count]) => sum + count * (b.get(pair) ?? 0), 0);
  const cosines = texts.flatMap((one, index) =>
    texts.slice(index + 1).map((other) => {
      const [a, b] = [vector(one), vector(other)];
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }),
  );
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  expect(diversity(texts)?.meanSimilarity).toBeCloseTo(mean, 12);
});
