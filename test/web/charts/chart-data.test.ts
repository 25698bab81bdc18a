import { describe, expect, it } from 'vitest';
import { toCsvChunks } from '../../../src/core/csv.ts';
import {
  answersPerValue,
  hasBars,
  hasWhiskers,
  toChartData,
  toChartKind,
  toChartTable,
} from '../../../src/web/charts/chart-data.ts';
import { toRow } from '../results.ts';

const by = { name: 'persona', levels: ['poet', 'chef'] };
const usage = { inputTokens: 100, outputTokens: 50 };

describe('toChartData', () => {
  it('has one bar a level, in the order of the axis', () => {
    const results = [
      toRow({ persona: 'chef', seed: 1 }, { costUsd: 0.1 }),
      toRow({ persona: 'chef', seed: 2 }, { costUsd: 0.3 }),
      toRow({ persona: 'poet', seed: 1 }, { costUsd: 0.5 }),
    ];
    const data = toChartData(results, 'cost', by);
    expect(data.groups.map(({ level, n, whole }) => [level, n, whole])).toEqual([
      ['poet', 1, 0.5],
      ['chef', 2, expect.closeTo(0.2)],
    ]);
    expect(data.total).toBeCloseTo(0.9);
    expect(data.groups[0]?.interval).toBeNull();
    expect(data.groups[1]?.interval?.low).toBeLessThan(0.2);
  });

  it('draws an unknown cost as unknown, not as 0', () => {
    const data = toChartData([toRow({ persona: 'chef' }, { costUsd: null })], 'cost', by);
    expect(data.groups).toMatchObject([{ n: 0, unknown: 1, whole: null, values: [null] }]);
    expect(data.total).toBeNull();
  });

  it('draws free answers as 0', () => {
    const data = toChartData([toRow({ persona: 'chef' }, { costUsd: 0 })], 'cost', by);
    expect(data.groups).toMatchObject([{ n: 1, unknown: 0, whole: 0 }]);
    expect(data.total).toBe(0);
  });

  it('parts tokens so that the parts add up to what was billed', () => {
    const results = [
      toRow({ persona: 'chef' }, { usage: { ...usage, cachedInputTokens: 30, reasoningTokens: 20 } }),
    ];
    const data = toChartData(results, 'tokens', by);
    expect(data.series).toEqual(['input', 'cached', 'reasoning', 'output']);
    expect(data.groups[0]?.values).toEqual([70, 30, 20, 30]);
    expect(data.groups[0]?.whole).toBe(150);
    expect(data.total).toBe(150);
  });

  it('leaves out series that no answer has anything of', () => {
    const data = toChartData([toRow({ persona: 'chef' }, { usage })], 'tokens', by);
    expect(data.series).toEqual(['input', 'output']);
    expect(data.groups[0]?.values).toEqual([100, 50]);
  });

  it('leaves an answer of unknown usage out of the bar and counts it', () => {
    const results = [
      toRow({ persona: 'chef', seed: 1 }, { usage }),
      toRow({ persona: 'chef', seed: 2 }, { usage: { inputTokens: 100 } }),
    ];
    expect(toChartData(results, 'tokens', by).groups).toMatchObject([{ n: 1, unknown: 1, whole: 150 }]);
  });

  it('splits latency at the first token, by median and 95th percentile', () => {
    const results = [100, 200, 300].map((ttftMs, seed) =>
      toRow({ persona: 'chef', seed }, { ttftMs, totalMs: ttftMs + 500 }),
    );
    const [group] = toChartData(results, 'latency', by).groups;
    expect(group?.values.slice(0, 2)).toEqual([200, 500]);
    expect(group?.values[2]).toBeCloseTo(290);
    expect(group?.values[3]).toBeCloseTo(500);
    expect(group?.whole).toBe(700);
  });

  it('leaves stale and missing results out', () => {
    const stale = { ...toRow({ persona: 'chef' }, { costUsd: 1 }), standing: 'stale' as const };
    expect(toChartData([stale, toRow({ persona: 'poet' }, null)], 'cost', by).groups).toEqual([]);
  });

  it('counts a failed request that was billed, and no other', () => {
    const results = [
      toRow({ persona: 'chef', seed: 1 }, { failed: true, costUsd: 0.2 }),
      toRow({ persona: 'chef', seed: 2 }, { failed: true }),
    ];
    expect(toChartData(results, 'cost', by).groups).toMatchObject([{ n: 1, unknown: 0, whole: 0.2 }]);
  });

  it('makes one bar of everything where there is no axis', () => {
    const data = toChartData([toRow({ persona: 'chef' }, { costUsd: 0.1 })], 'cost', null);
    expect(data.by).toBeNull();
    expect(data.groups).toHaveLength(1);
  });
});

describe('answersPerValue', () => {
  const costOf = (costUsd: number) => toChartData([toRow({ persona: 'chef' }, { costUsd })], 'cost', by);

  it('is a thousand where an answer costs less than a cent, so that prices can be told apart', () => {
    expect([0.00002, 0.0099, 0.01, 2].map((costUsd) => answersPerValue(costOf(costUsd)))).toEqual([
      1000, 1000, 1, 1,
    ]);
  });

  it('is one for tokens and times, and where everything is free', () => {
    const results = [toRow({ persona: 'chef' }, { costUsd: 0.00002, usage })];
    expect(answersPerValue(toChartData(results, 'tokens', by))).toBe(1);
    expect(answersPerValue(toChartData(results, 'latency', by))).toBe(1);
    expect(answersPerValue(costOf(0))).toBe(1);
  });
});

describe('hasBars and hasWhiskers', () => {
  it('say whether there is anything to draw', () => {
    const draw = (costs: (number | null)[]) =>
      toChartData(
        costs.map((costUsd, seed) => toRow({ persona: 'chef', seed }, { costUsd })),
        'cost',
        by,
      );
    expect([draw([0, 0]), draw([null]), draw([0.1]), draw([0, 0.1])].map(hasBars)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([draw([0.1]), draw([0.1, 0.1]), draw([0.1, 0.2])].map(hasWhiskers)).toEqual([false, false, true]);
  });
});

describe('toChartTable', () => {
  it('leaves unknown cells empty in the CSV', () => {
    const data = toChartData([toRow({ persona: 'chef' }, { costUsd: null })], 'cost', by);
    const csv = [...toCsvChunks(toChartTable(data), { bom: false })].join('');
    expect(csv).toBe('persona,n,unknown,cost,whole,ci95_low,ci95_high\r\nchef,0,1,,,,\r\n');
  });
});

describe('toChartKind', () => {
  it('takes cost for what it does not know', () => {
    expect(['tokens', 'latency', 'cost', 'pareto', undefined].map(toChartKind)).toEqual([
      'tokens',
      'latency',
      'cost',
      'cost',
      'cost',
    ]);
  });
});
