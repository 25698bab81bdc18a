import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRequest, estimateRun } from '../../src/core/estimate.ts';
import type { Estimate, EstimateDeps } from '../../src/core/estimate.ts';
import { cachedShareOf, learnInput, learnOutput, scriptOf } from '../../src/core/learn.ts';
import type { UsageSample } from '../../src/core/learn.ts';
import type { Trial } from '../../src/core/trial.ts';

function toSample(more: Partial<UsageSample> = {}): UsageSample {
  return {
    requestHash: 'a',
    script: 'other',
    counted: 100,
    inputTokens: 120,
    cachedInputTokens: null,
    outputTokens: 50,
    limit: null,
    finishReason: 'stop',
    isOwn: true,
    ...more,
  };
}

function toSamples(outputs: number[], more: Partial<UsageSample> = {}): UsageSample[] {
  return outputs.map((outputTokens, index) =>
    toSample({ requestHash: String(index), outputTokens, ...more }),
  );
}

describe('the script of a text', () => {
  it('is of Hangul from a fifth of it on', () => {
    expect(scriptOf(['안녕하세요'])).toBe('hangul');
    expect(scriptOf(['abcdefg', '가나'])).toBe('hangul');
    expect(scriptOf(['abcdefghijk', '가'])).toBe('other');
    expect(scriptOf([])).toBe('other');
  });
});

describe('what is learnt of the input', () => {
  it('is how far the counts were off, each script by itself', () => {
    const samples = [
      ...toSamples([1, 1, 1, 1, 1], { inputTokens: 120 }),
      ...toSamples([1, 1, 1, 1, 1], { inputTokens: 230, script: 'hangul' }),
    ];
    expect(learnInput(samples, 'other', 10)).toEqual({
      low: expect.closeTo(1.176) as number,
      high: expect.closeTo(1.224) as number,
    });
    expect(learnInput(samples, 'hangul', 10)?.low).toBeCloseTo(2.254);
    expect(learnInput(samples.slice(0, 5), 'hangul', 10)).toBeNull();
  });

  it('leaves out answers that no usage came with', () => {
    expect(learnInput([toSample({ inputTokens: null })], 'other', 1)).toBeNull();
  });
});

describe('what is learnt of the output', () => {
  it('is a mean that more answers make narrower', () => {
    const lengths = [40, 60, 45, 55, 50];
    const few = learnOutput(toSamples(lengths), { n: 50, limit: 400 });
    const many = learnOutput(toSamples(Array.from({ length: 20 }, () => lengths).flat()), {
      n: 50,
      limit: 400,
    });
    for (const learnt of [few, many]) {
      expect(learnt?.low).toBeLessThan(50);
      expect(learnt?.high).toBeGreaterThan(50);
    }
    expect((many?.high ?? 0) - (many?.low ?? 0)).toBeLessThan((few?.high ?? 0) - (few?.low ?? 0));
  });

  it('takes repeats of one request for what they are: they tell little of the others', () => {
    const repeats = Array.from({ length: 50 }, () => toSample({ outputTokens: 50 }));
    expect(learnOutput(repeats, { n: 10, limit: 400 })).toEqual({ low: 50 / 3, high: 150 });
  });

  it('is wider where the answers were made elsewhere', () => {
    const lengths = [40, 60, 45, 55, 50];
    const own = learnOutput(toSamples(lengths), { n: 50, limit: 400 });
    const other = learnOutput(toSamples(lengths, { isOwn: false }), { n: 50, limit: 400 });
    expect(other?.low).toBeLessThan(own?.low ?? 0);
    expect(other?.high).toBeGreaterThan(own?.high ?? Infinity);
  });

  it('goes up to the new limit where a lower one cut the answers', () => {
    const cut = toSamples([50, 50, 50, 50, 50], { finishReason: 'length', limit: 50 });
    expect(learnOutput(cut, { n: 5, limit: 300 })?.high).toBe(300);
    expect(learnOutput(cut, { n: 5, limit: 50 })?.high).toBe(50);
    expect(learnOutput(cut, { n: 5, limit: null })?.high).toBeGreaterThan(200);
  });

  it('never goes beyond the limit, and never below nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3000), { minLength: 1, maxLength: 40 }),
        fc.option(fc.integer({ min: 1, max: 1000 })),
        fc.integer({ min: 1, max: 500 }),
        fc.boolean(),
        (outputs, limit, n, isOwn) => {
          const learnt = learnOutput(toSamples(outputs, { isOwn }), { n, limit });
          expect(learnt?.low).toBeGreaterThanOrEqual(0);
          expect(learnt?.high).toBeGreaterThanOrEqual(learnt?.low ?? Infinity);
          expect(learnt?.high).toBeLessThanOrEqual(limit ?? Infinity);
        },
      ),
    );
  });
});

it('knows the greatest part of an input that came from the cache', () => {
  expect(cachedShareOf([])).toBe(0);
  expect(cachedShareOf([toSample({ cachedInputTokens: 60 }), toSample()])).toBe(0.5);
});

/** Numbers in [0, 1) that are always the same for a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Answered {
  trial: Trial;
  input: number;
  output: number;
}

/** A matrix that is answered by a model which nobody knows, in the order of its answers. */
function answerMatrix(seed: number): Answered[] {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const between = (low: number, high: number) => low + random() * (high - low);
  const limit = Math.round(between(100, 600));
  const typical = limit * between(0.1, 0.9);
  // What its own tokenizer makes of a text that ours counts as one, by script, and what its chat template adds.
  const ratio = { hangul: between(0.8, 1.4), other: between(0.85, 1.25) };
  const template = Math.round(between(0, 12));
  const texts = (n: number, words: string[], spread: number) =>
    Array.from({ length: n }, () => ({
      text: Array.from({ length: between(5, 60) }, () => words[Math.floor(random() * words.length)]).join(
        ' ',
      ),
      factor: Math.exp(spread * normal()),
    }));
  const personas = texts(3, ['당신은', '친절한', '요리사', '입니다', '짧게', '답하세요'], 0.35);
  const rows = [
    ...texts(3, ['질문', '무릎이', '아파요', '어떻게'], 0.25),
    ...texts(3, ['how', 'do', 'I', 'cook', 'rice'], 0.25),
  ];
  const answers = personas.flatMap((persona, personaIndex) =>
    rows.flatMap((row, rowIndex) => {
      const request = {
        provider: 'mine',
        model: 'unknown-7b',
        messages: [
          { role: 'system' as const, content: persona.text },
          { role: 'user' as const, content: row.text },
        ],
        params: { max_tokens: limit },
      };
      const script = scriptOf([persona.text, row.text]);
      const input = Math.round(countRequest(request, count) * ratio[script]) + template;
      const hash = `${personaIndex} ${rowIndex}`;
      return [1, 2, 3, 4, 5].map((repeat): Answered => {
        const length = typical * persona.factor * row.factor * Math.exp(0.3 * normal());
        const output = Math.min(limit, Math.max(1, Math.round(length)));
        const rest = { cellId: 'main', variant: {}, vars: {}, skip: null };
        return {
          trial: { id: `${hash} ${repeat}`, repeat, request, requestHash: hash, ...rest },
          input,
          output,
        };
      });
    }),
  );
  return answers
    .map((answer) => ({ answer, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ answer }) => answer);
}

const matrices = new Map<number, Answered[]>();

/** What is estimated for the rest of a matrix when `seen` of its trials are done, and what the rest then costs. */
function play(seed: number, seen: number): { estimate: Estimate; usd: number } {
  const answers = matrices.get(seed) ?? answerMatrix(seed);
  matrices.set(seed, answers);
  const samples = answers
    .slice(0, seen)
    .map(({ trial: { request, requestHash }, input, output }): UsageSample => {
      const limit = request.params['max_tokens'] as number;
      return {
        requestHash,
        script: scriptOf(request.messages.map(({ content }) => content)),
        counted: countRequest(request, count),
        inputTokens: input,
        cachedInputTokens: null,
        outputTokens: output,
        limit,
        finishReason: output === limit ? 'length' : 'stop',
        isOwn: true,
      };
    });
  const rest = answers.slice(seen);
  const estimate = estimateRun(
    rest.map(({ trial }) => trial),
    { countTokens: count, costOf: toCost, samplesOf: () => samples },
  );
  return { estimate, usd: rest.reduce((sum, { input, output }) => sum + input + 4 * output, 0) / 1e6 };
}

const count = (text: string): number => text.split(' ').length * 2;
const toCost: EstimateDeps['costOf'] = (_request, { inputTokens, outputTokens }) => ({
  usd: ((inputTokens ?? 0) + 4 * (outputTokens ?? 0)) / 1e6,
});

describe('an estimate that learns', () => {
  const seeds = Array.from({ length: 150 }, (_, index) => index + 1);
  const widthOf = ({ costUsd }: Estimate) => (costUsd ? costUsd.high / costUsd.low : Number.NaN);
  const median = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

  it.each([0, 1, 5, 12, 30, 60, 80])(
    'holds what the rest of a run really cost in at least 95 of 100 cases, after %i answers',
    (seen) => {
      const outside = seeds.filter((seed) => {
        const { estimate, usd } = play(seed, seen);
        return !(estimate.costUsd && estimate.costUsd.low <= usd && usd <= estimate.costUsd.high);
      });
      expect(outside.length / seeds.length).toBeLessThanOrEqual(0.05);
    },
  );

  it('narrows as answers come', () => {
    const widths = [0, 5, 20, 60].map((seen) =>
      median(seeds.map((seed) => widthOf(play(seed, seen).estimate))),
    );
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(widths.at(-1)).toBeLessThan(2);
  });
});
