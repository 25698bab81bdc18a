import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricOf, outputTokensPerS } from '../../src/core/metric.ts';
import { levelOf, summarize, toMeanStatistics, toStatistics } from '../../src/core/summary.ts';
import { tQuantile975 } from '../../src/core/t-quantile.ts';
import { done, failed, skipped, toRecord, toToken, toUsage } from './sample-records.ts';

function costing(costUsd: number | null, temperature = 0.3) {
  return toRecord({ variant: { temperature }, params: { temperature }, outcome: done({}, costUsd) });
}

describe('statistics', () => {
  it('have the interval that Student’s t gives', () => {
    // 3.75 ± 3.182446 × 1.258306 / √4
    const { mean, ci95 } = toStatistics([2, 4, 4, 5]);
    expect(mean).toBe(3.75);
    expect(ci95?.low).toBeCloseTo(1.747721, 4);
    expect(ci95?.high).toBeCloseTo(5.752279, 4);
  });

  it('have Wilson’s interval where they are of ones and zeros', () => {
    // 8 of 10, worked out by hand
    const { ci95 } = toStatistics([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], true);
    expect(ci95?.low).toBeCloseTo(0.4902, 4);
    expect(ci95?.high).toBeCloseTo(0.9433, 4);
    expect(toStatistics([1, 1, 1], true).ci95?.low).toBeLessThan(1);
  });

  it('have percentiles between the values, as numpy does', () => {
    const { p50, p95 } = toStatistics([10, 20, 30, 40]);
    expect(p50).toBe(25);
    expect(p95).toBeCloseTo(38.5, 12);
  });

  it('are unknown of nothing, and have no interval of one value', () => {
    expect(toStatistics([])).toMatchObject({ mean: null, p50: null, total: null, ci95: null });
    expect(toStatistics([7])).toMatchObject({
      mean: 7,
      p50: 7,
      p95: 7,
      min: 7,
      max: 7,
      total: 7,
      ci95: null,
    });
  });

  it('stay within the least and the greatest', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (values) => {
        const { min, max, mean, p50, p95, ci95 } = toStatistics(values);
        for (const value of [mean, p50, p95]) {
          expect(value).toBeGreaterThanOrEqual(min ?? Number.NaN);
          expect(value).toBeLessThanOrEqual(max ?? Number.NaN);
        }
        expect(p50).toBeLessThanOrEqual(p95 ?? Number.NaN);
        if (ci95) {
          expect(ci95.low).toBeLessThanOrEqual(mean ?? Number.NaN);
          expect(ci95.high).toBeGreaterThanOrEqual(mean ?? Number.NaN);
        }
      }),
    );
  });

  it('have the same mean, interval and total where these alone are reckoned, in one pass', () => {
    expect(toMeanStatistics([2, 4, 4, 5]).ci95?.low).toBeCloseTo(1.747721, 4);
    expect(toMeanStatistics([])).toEqual({ mean: null, ci95: null, total: null });
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (values) => {
        const whole = toStatistics(values);
        const { mean, ci95, total } = toMeanStatistics(values);
        const scale = 1 + Math.max(...values.map(Math.abs));
        for (const [one, other] of [
          [mean, whole.mean],
          [total, whole.total],
          [ci95?.low, whole.ci95?.low],
          [ci95?.high, whole.ci95?.high],
        ]) {
          if (one == null || other == null) expect(one ?? null).toBe(other ?? null);
          else expect(Math.abs(one - other) / scale).toBeLessThan(1e-6);
        }
      }),
    );
    const flips = fc.array(fc.constantFrom(0, 1), { minLength: 2 });
    fc.assert(
      fc.property(flips, (values) => {
        expect(toMeanStatistics(values, true).ci95?.low).toBeCloseTo(
          toStatistics(values, true).ci95?.low ?? 9,
          9,
        );
      }),
    );
  });

  it('take the points of t from tables and from the expansion alike', () => {
    const known: [number, number][] = [
      [1, 12.7062],
      [5, 2.5706],
      [11, 2.201],
      [20, 2.086],
      [30, 2.0423],
      [120, 1.9799],
    ];
    for (const [degrees, point] of known) expect(tQuantile975(degrees)).toBeCloseTo(point, 3);
    for (let degrees = 1; degrees < 200; degrees++) {
      expect(tQuantile975(degrees + 1)).toBeLessThan(tQuantile975(degrees));
    }
  });
});

describe('a summary', () => {
  it('groups by the levels of axes, in the order in which they come', () => {
    const records = [costing(1, 1.5), costing(3, 0.3), costing(5, 1.5)];
    const groups = summarize(records, { by: ['temperature'], metric: 'costUsd' });
    expect(groups.map(({ levels, n, mean, total }) => [levels, n, mean, total])).toEqual([
      [{ temperature: 1.5 }, 2, 3, 6],
      [{ temperature: 0.3 }, 1, 3, 3],
    ]);
  });

  it('sums up everything where no axis is named', () => {
    const groups = summarize([costing(1), costing(2)], { by: [], metric: 'costUsd' });
    expect(groups).toMatchObject([{ levels: {}, n: 2, total: 3 }]);
  });

  it('counts what is unknown and never takes it for 0', () => {
    const records = [
      costing(2),
      costing(null),
      toRecord({ outcome: failed() }),
      toRecord({ outcome: skipped() }),
    ];
    const [group] = summarize(records, { by: ['persona'], metric: 'costUsd' });
    expect(group).toMatchObject({ n: 1, unknown: 1, leftOut: 2, mean: 2, total: 2 });
  });

  it('counts what a failed request was billed, but not how long it took', () => {
    const usage = toUsage({ inputTokens: 10, outputTokens: 4 });
    const billed = toRecord({ outcome: failed('cut off', { usage, costUsd: 1 }) });
    expect(summarize([billed], { by: [], metric: 'costUsd' })).toMatchObject([{ n: 1, total: 1 }]);
    expect(summarize([billed], { by: [], metric: 'outputTokens' })).toMatchObject([{ n: 1, total: 4 }]);
    expect(summarize([billed], { by: [], metric: 'totalMs' })).toMatchObject([
      { n: 0, leftOut: 1, mean: null },
    ]);
  });

  it('has the rate of answers that passed every check, or one', () => {
    const verdicts = [
      { korean: true, short: true },
      { korean: true, short: false },
      { korean: null, short: true },
      {},
    ];
    const records = verdicts.map((_, index) => toRecord({ repeat: index + 1 }));
    const context = ({ trial }: { trial: { repeat: number } }) => ({
      checks: { ...verdicts[trial.repeat - 1] },
    });
    const [all] = summarize(records, { by: [], metric: 'passRate', context });
    expect(all).toMatchObject({ n: 2, unknown: 2, mean: 0.5 });
    const [korean] = summarize(records, { by: [], metric: 'passRate', check: 'korean', context });
    expect(korean).toMatchObject({ n: 2, unknown: 2, mean: 1 });
  });

  it('never averages log probabilities of two kinds', () => {
    const raw = toRecord({ outcome: done({ tokens: [toToken('a', -1)], logprobsKind: 'raw' }) });
    const sampled = toRecord({ outcome: done({ tokens: [toToken('a', -3)], logprobsKind: 'sampled' }) });
    expect(summarize([raw, raw], { by: [], metric: 'meanLogprob' })).toMatchObject([
      { n: 2, mean: -1, kinds: ['raw'] },
    ]);
    expect(summarize([raw, sampled], { by: [], metric: 'meanLogprob' })).toMatchObject([
      { n: 2, mean: null, ci95: null, kinds: ['raw', 'sampled'] },
    ]);
  });

  it('takes the figures of token lists that the records came without', () => {
    const logprobs = {
      meanLogprob: -0.5,
      perplexity: Math.exp(0.5),
      minTokenLogprob: -1,
      unsureShare: 0,
      count: 2,
    };
    const [group] = summarize([toRecord()], { by: [], metric: 'meanLogprob', context: () => ({ logprobs }) });
    expect(group).toMatchObject({ n: 1, mean: -0.5 });
  });

  it('knows levels of swept and of single parameters, and of the provider', () => {
    const record = toRecord({ variant: { seed: 'default' }, params: { top_p: 0.9 } });
    expect(['seed', 'top_p', 'provider', 'row'].map((name) => levelOf(record, name))).toEqual([
      'default',
      0.9,
      'openai',
      null,
    ]);
  });

  it('loses no record, whatever it is grouped by', () => {
    const outcome = fc.oneof(
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })).map((cost) => done({}, cost)),
      fc.constant(failed()),
      fc.constant(skipped()),
    );
    const record = fc
      .record({
        temperature: fc.constantFrom(0, 0.3, 'default'),
        persona: fc.constantFrom('a', 'b'),
        outcome,
      })
      .map(({ outcome, ...variant }) => toRecord({ variant, outcome }));
    const by = fc.subarray(['persona', 'temperature']);
    fc.assert(
      fc.property(fc.array(record), by, (records, by) => {
        const groups = summarize(records, { by, metric: 'costUsd' });
        const count = groups.reduce((sum, { n, unknown, leftOut }) => sum + n + unknown + leftOut, 0);
        expect(count).toBe(records.length);
        const total = groups.reduce((sum, group) => sum + (group.total ?? 0), 0);
        const whole = summarize(records, { by: [], metric: 'costUsd' })[0]?.total ?? 0;
        expect(total).toBeCloseTo(whole, 9);
        expect(new Set(groups.map(({ levels }) => JSON.stringify(levels))).size).toBe(groups.length);
      }),
    );
  });
});

describe('the pace of an answer', () => {
  const usage = toUsage({ inputTokens: 10, outputTokens: 101, reasoningTokens: 50 });

  it('is of what came after the first token, without the reasoning before it', () => {
    const record = toRecord({ outcome: done({ usage }), record: { ttftMs: 500, totalMs: 1500 } });
    expect(outputTokensPerS(record)).toBe(50);
  });

  it('is unknown where a time or the usage is, where all came at once, and of what failed', () => {
    const times = { ttftMs: 500, totalMs: 1500 };
    const outcome = done({ usage });
    expect(outputTokensPerS(toRecord({ outcome, record: { ...times, ttftMs: null } }))).toBeNull();
    expect(outputTokensPerS(toRecord({ outcome, record: { ...times, totalMs: 500 } }))).toBeNull();
    expect(outputTokensPerS(toRecord({ outcome: done({ usage: toUsage() }), record: times }))).toBeNull();
    expect(metricOf(toRecord({ outcome: failed(), record: times }), 'outputTokensPerS')).toBeNull();
  });
});
