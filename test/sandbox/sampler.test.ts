import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawLogprobs } from '../../src/sandbox/logprob.ts';
import { createRandom } from '../../src/sandbox/random.ts';
import { createSampler, type Sampling } from '../../src/sandbox/sampler.ts';

const PLAIN: Sampling = {
  temperature: 1,
  topP: 1,
  topK: null,
  frequencyPenalty: 0,
  presencePenalty: 0,
  seed: 1,
};
const LOGITS = Float64Array.of(2, 1, 0, -1, -2, 3);
const ALL = new Uint8Array(6).fill(1);

function choices(sampling: Partial<Sampling>, count: number, logits = LOGITS, allowed = ALL): number[] {
  const sampler = createSampler({ ...PLAIN, ...sampling }, logits.length);
  return Array.from({ length: count }, () => sampler.choose(logits, allowed));
}

function shares(ids: number[]): number[] {
  return Array.from(LOGITS, (_, id) => ids.filter((other) => other === id).length / ids.length);
}

function softmax(logits: number[]): number[] {
  const weights = logits.map(Math.exp);
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

test('temperature 0 takes the most likely token', () => {
  expect(new Set(choices({ temperature: 0 }, 20))).toEqual(new Set([5]));
});

test('the choices follow the softmax at the temperature', () => {
  for (const temperature of [0.5, 1, 2]) {
    const expected = softmax([...LOGITS].map((logit) => logit / temperature));
    shares(choices({ temperature }, 20_000)).forEach((share, id) =>
      expect(share).toBeCloseTo(expected[id] ?? 0, 1.7),
    );
  }
});

test('equal seeds choose alike, other seeds otherwise', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.double({ min: 0, max: 2, noNaN: true }), (seed, temperature) => {
      expect(choices({ seed, temperature }, 20)).toEqual(choices({ seed, temperature }, 20));
    }),
  );
  const sequences = Array.from({ length: 50 }, (_, seed) => choices({ seed }, 30).join());
  expect(new Set(sequences).size).toBe(50);
  expect(choices({ seed: 1 }, 30)).not.toEqual(choices({ seed: 1 + 2 ** 32 }, 30));
});

test('top_p keeps the fewest tokens that reach it', () => {
  const [p5 = 0, p0 = 0] = softmax([...LOGITS]).sort((a, b) => b - a);
  expect(new Set(choices({ topP: 0 }, 500))).toEqual(new Set([5]));
  expect(new Set(choices({ topP: p5 - 0.01 }, 500))).toEqual(new Set([5]));
  expect(new Set(choices({ topP: p5 + 0.01 }, 500))).toEqual(new Set([5, 0]));
  expect(new Set(choices({ topP: p5 + p0 + 0.01 }, 2_000))).toEqual(new Set([5, 0, 1]));
});

test('top_p agrees with its definition for any logits', () => {
  const logit = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(logit, { minLength: 2, maxLength: 40 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, topP) => {
        const logits = Float64Array.from(values);
        const probabilities = softmax(values);
        const [id = 0] = choices({ topP }, 1, logits, new Uint8Array(values.length).fill(1));
        const above = probabilities.filter((p) => p > (probabilities[id] ?? 0)).reduce((a, b) => a + b, 0);
        expect(above).toBeLessThan(topP + 1e-9);
      },
    ),
  );
});

test('top_k keeps that many', () => {
  expect(new Set(choices({ topK: 2 }, 500))).toEqual(new Set([5, 0]));
});

test('penalties are subtracted from the logits, by count and by presence', () => {
  // 3, 2 and 1: after each choice the frequency penalty lowers it by 1.5.
  expect(choices({ temperature: 0, frequencyPenalty: 1.5 }, 5)).toEqual([5, 0, 5, 1, 0]);
  expect(choices({ temperature: 0, presencePenalty: 1.5 }, 4)).toEqual([5, 0, 5, 5]);
  expect(new Set(choices({ temperature: 0, frequencyPenalty: -2 }, 5))).toEqual(new Set([5]));
});

test('what is not allowed never is chosen', () => {
  const allowed = Uint8Array.of(0, 1, 0, 0, 1, 0);
  expect(new Set(choices({ temperature: 2 }, 500, LOGITS, allowed))).toEqual(new Set([1, 4]));
  expect(new Set(choices({ topP: 0.99 }, 500, LOGITS, allowed))).toEqual(new Set([1, 4]));
  expect(() => choices({}, 1, LOGITS, new Uint8Array(6))).toThrow(/No token is allowed/);
});

test('choosing leaves the logits as they are', () => {
  const logits = LOGITS.slice();
  choices({ frequencyPenalty: 2, topP: 0.5 }, 10, logits);
  expect(logits).toEqual(LOGITS);
});

test('the random numbers are even and repeat for a seed', () => {
  const random = createRandom(-42);
  const numbers = Array.from({ length: 20_000 }, random);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
    expect(share).toBeCloseTo(0.1, 1.7);
  }
  const again = createRandom(-42);
  expect(numbers.slice(0, 100)).toEqual(Array.from({ length: 100 }, again));
});

test('log probabilities are of the raw distribution, the most likely first', () => {
  const expected = softmax([...LOGITS]);
  const { logprob, top } = rawLogprobs(LOGITS, 2, 3);
  expect(logprob).toBeCloseTo(Math.log(expected[2] ?? 0), 10);
  expect(top.map(({ id }) => id)).toEqual([5, 0, 1]);
  expect(Math.exp(top[0]?.logprob ?? 0)).toBeCloseTo(expected[5] ?? 0, 10);
  expect(rawLogprobs(LOGITS, 2, 0).top).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1 }), (values) => {
      const { top } = rawLogprobs(Float64Array.from(values), 0, values.length);
      expect(top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 9);
      expect(top.map(({ logprob }) => logprob)).toEqual(
        top.map(({ logprob }) => logprob).sort((a, b) => b - a),
      );
    }),
  );
});
