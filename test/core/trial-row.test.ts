import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrialFigures, TrialRow } from '../../src/core/result-api.ts';
import type { Axis } from '../../src/core/notebook.ts';
import type { Rates } from '../../src/core/trial.ts';
import { fromColumns, textHead, textKey, textLength, toColumns } from '../../src/core/trial-row.ts';

const axes: Axis[] = [
  { name: 'persona', levels: ['chef', '상담가'] },
  { name: 'temperature', levels: [0.3, null, { a: [1] }] },
];

function toRates(input: number): Rates {
  return {
    input,
    cachedInput: input / 10,
    cacheWrite: input,
    output: 4 * input,
    reasoning: input,
    request: 0,
  };
}

const number = fc.option(fc.integer({ min: 0, max: 1e9 }));
const anyFigures: fc.Arbitrary<TrialFigures> = fc.record({
  inputTokens: number,
  outputTokens: number,
  cachedInputTokens: number,
  cacheWriteTokens: number,
  reasoningTokens: number,
  costUsd: fc.option(fc.constantFrom(0, 0.25, 1e-7, 0.000123456)),
  queuedMs: number,
  ttftMs: number,
  totalMs: number,
  attempts: fc.nat(9),
  finishReason: fc.constantFrom('stop', 'length', null),
  rawFinishReason: fc.option(fc.string()),
  outputTokensPerS: fc.option(fc.constantFrom(12.5, 88)),
  meanLogprob: fc.option(fc.constantFrom(-0.5, -2)),
  unsureShare: fc.option(fc.constantFrom(0, 0.25)),
  logprobsKind: fc.constantFrom('raw', 'sampled', null),
  hasTokens: fc.boolean(),
  priceAsOf: fc.option(fc.constant('2026-01-01')),
  errorKind: fc.constantFrom('server', 'rate_limit', null),
  rates: fc.option(fc.constantFrom(...[0.1, 0.4].map(toRates))),
});
const anyRow: fc.Arbitrary<TrialRow> = fc
  .record({
    trialId: fc.string(),
    variant: fc.record({
      persona: fc.constantFrom(...(axes[0]?.levels ?? [])),
      temperature: fc.constantFrom(...(axes[1]?.levels ?? [])),
    }),
    repeat: fc.integer({ min: 1, max: 5 }),
    requestHash: fc.string(),
    answerHash: fc.string(),
    standing: fc.constantFrom('done', 'stale', 'never', 'error'),
    reason: fc.option(fc.constantFrom({ en: 'a', ko: '가' }, { en: 'b', ko: '나' })),
    record: fc.option(fc.record({ recordId: fc.integer({ min: 1 }), figures: anyFigures })),
    textKey: fc.option(fc.string()),
    head: fc.option(fc.string()),
    checks: fc.array(fc.constantFrom(true, false, null), { maxLength: 3 }),
    annotation: fc.option(
      fc.record({
        starred: fc.boolean(),
        rating: fc.constantFrom(1, 5, null),
        note: fc.string(),
        tags: fc.array(fc.string()),
      }),
    ),
  })
  .map(({ record, ...row }) => ({
    ...row,
    recordId: record?.recordId ?? null,
    figures: record?.figures ?? null,
  })) as fc.Arbitrary<TrialRow>;

test('rows come back from their columns as they were', () => {
  fc.assert(
    fc.property(fc.array(anyRow), (rows) => {
      const sent = JSON.parse(JSON.stringify(toColumns(rows, axes)));
      expect(fromColumns({ axes, rows: sent })).toEqual(rows);
    }),
  );
});

test('rates are sent once each, and their places only where anybody has some', () => {
  const row = (rates: Rates | null): TrialRow => ({
    ...(fc.sample(anyRow, { numRuns: 1, seed: 1 })[0] as TrialRow),
    recordId: 1,
    figures: { ...(fc.sample(anyFigures, { numRuns: 1, seed: 1 })[0] as TrialFigures), rates },
  });
  const priced = toColumns([row(toRates(1)), row(null), row(toRates(2)), row(toRates(1))], axes);
  expect(priced.rates).toEqual([toRates(1), toRates(2)]);
  expect(priced.figures.rates).toEqual([0, null, 1, 0]);
  const unpriced = toColumns([row(null), row(null)], axes);
  expect([unpriced.rates, unpriced.figures.rates]).toEqual([[], []]);
});

describe('the key of a text', () => {
  test('is equal for equal texts, and tells others apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(textKey(a) === textKey(b)).toBe(a === b);
      }),
    );
    const keys = Array.from({ length: 20_000 }, (_, n) => textKey(`answer ${n} ${'가나다'.repeat(n % 7)}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('tells how long the text is', () => {
    expect([textLength(textKey('')), textLength(textKey('a'.repeat(2000))), textLength(null)]).toEqual([
      0, 2000, 0,
    ]);
  });
});

describe('the head of a text', () => {
  test('is its beginning on one line', () => {
    expect(textHead('  Mix\n\n  the tofu ')).toBe('Mix the tofu');
    expect(textHead('word '.repeat(100))).toHaveLength(60);
  });

  test('never cuts a character in two', () => {
    expect(textHead('😀'.repeat(100)).isWellFormed()).toBe(true);
    expect(textHead(`a${'😀'.repeat(100)}`).isWellFormed()).toBe(true);
  });
});
