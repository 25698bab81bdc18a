import { describe, expect, it } from 'vitest';
import { answersPerValue, toBarModel } from '../../../src/web/charts/bar-model.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toRow } from '../results.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const temperature = { name: 'temperature', levels: [0.3, 1.5] };
const usage = { inputTokens: 100, outputTokens: 50 };

function choose(wish: Partial<ChartChoice>): ChartChoice {
  return { kind: 'cost', by: persona, split: null, metric: 'mean', against: 'cost', ...wish };
}

describe('bars of cost', () => {
  it('are one a level, in the order of the axis, with the interval of the mean', () => {
    const rows = [
      toRow({ persona: 'chef' }, { costUsd: 2 }, 1),
      toRow({ persona: 'chef' }, { costUsd: 4 }, 2),
      toRow({ persona: 'chef' }, { costUsd: 4 }, 3),
      toRow({ persona: 'chef' }, { costUsd: 5 }, 4),
      toRow({ persona: 'poet' }, { costUsd: 1 }),
    ];
    const { groups, total, n } = toBarModel(rows, choose({}));
    expect(groups.map(({ levels, n: own }) => [levels['persona'], own])).toEqual([
      ['poet', 1],
      ['chef', 4],
    ]);
    expect(groups[0]?.lanes[0]).toMatchObject({ whole: 1, interval: null });
    // 3.75 ± 3.182446 × 1.258306 / √4
    expect(groups[1]?.lanes[0]?.interval?.low).toBeCloseTo(1.747721, 4);
    expect(groups[1]?.lanes[0]?.interval?.high).toBeCloseTo(5.752279, 4);
    expect([total, n]).toEqual([16, 5]);
  });

  it('have unknown costs in none of them, and count them', () => {
    const rows = [
      toRow({ persona: 'chef' }, { costUsd: 3 }),
      toRow({ persona: 'chef' }, { costUsd: null }, 2),
    ];
    const model = toBarModel(rows, choose({}));
    expect(model).toMatchObject({ n: 1, unknown: 1, total: 3 });
    expect(model.groups).toMatchObject([{ n: 1, unknown: 1, lanes: [{ whole: 3 }] }]);
    const unpriced = toBarModel(rows.slice(1), choose({}));
    expect(unpriced).toMatchObject({ total: null, groups: [{ lanes: [{ whole: null, values: [null] }] }] });
  });

  it('are of all answers together where that is wished, and then have no interval', () => {
    const rows = [1, 2, 3].map((costUsd) => toRow({ persona: 'chef' }, { costUsd }, costUsd));
    expect(toBarModel(rows, choose({ metric: 'total' })).groups[0]?.lanes).toEqual([
      { name: 'total', values: [6], whole: 6, interval: null },
    ]);
  });

  it('count what failed where it was billed, and leave out what is stale or was never asked', () => {
    const failed = toRow({ persona: 'chef' }, { costUsd: 4, failed: true });
    const stale = { ...toRow({ persona: 'chef' }, { costUsd: 9 }, 2), standing: 'stale' as const };
    const model = toBarModel([failed, stale, toRow({ persona: 'poet' }, null)], choose({}));
    expect(model.groups).toMatchObject([{ levels: { persona: 'chef' }, n: 1 }]);
    expect(model.total).toBe(4);
  });

  it('are parted by a second axis', () => {
    const rows = [
      toRow({ persona: 'chef', temperature: 1.5 }, { costUsd: 1 }),
      toRow({ persona: 'chef', temperature: 0.3 }, { costUsd: 2 }),
      toRow({ persona: 'poet', temperature: 1.5 }, { costUsd: 3 }),
    ];
    expect(toBarModel(rows, choose({ split: temperature })).groups.map(({ levels }) => levels)).toEqual([
      { persona: 'poet', temperature: 1.5 },
      { persona: 'chef', temperature: 0.3 },
      { persona: 'chef', temperature: 1.5 },
    ]);
  });

  it('are told by the thousand where one answer costs less than a cent', () => {
    const cheap = toBarModel([toRow({ persona: 'chef' }, { costUsd: 0.002 })], choose({}));
    const dear = toBarModel([toRow({ persona: 'chef' }, { costUsd: 0.02 })], choose({}));
    const free = toBarModel([toRow({ persona: 'chef' }, { costUsd: 0 })], choose({}));
    expect([cheap, dear, free].map(answersPerValue)).toEqual([1000, 1, 1]);
  });
});

describe('bars of cost in parts', () => {
  const rates = {
    input: 1000,
    cachedInput: 100,
    cacheWrite: 1250,
    output: 4000,
    reasoning: 4000,
    request: 0.01,
  };
  /** 50 fresh, 30 cached and 20 written input tokens, 10 thought and 40 seen ones. */
  const tokens = { ...usage, cachedInputTokens: 30, cacheWriteTokens: 20, reasoningTokens: 10 };
  const costUsd = 0.05 + 0.003 + 0.025 + 0.04 + 0.16 + 0.01;
  const priced = (repeat: number) => toRow({ persona: 'chef' }, { costUsd, usage: tokens, rates }, repeat);

  it('add up to what was paid, and the interval is that of the whole', () => {
    const model = toBarModel([priced(1), priced(2)], choose({}));
    expect(model.parts).toEqual(['input', 'cached', 'written', 'reasoning', 'output', 'request']);
    const [lane] = model.groups[0]?.lanes ?? [];
    const expected = [0.05, 0.003, 0.025, 0.04, 0.16, 0.01];
    expect(lane?.values).toHaveLength(expected.length);
    lane?.values.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 12));
    expect(lane?.whole).toBe(costUsd);
    expect(lane?.interval?.low).toBeCloseTo(costUsd, 12);
    expect(model.total).toBeCloseTo(2 * costUsd, 12);
    expect(model.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('have what is known as a sum only as a part of its own, and in no other', () => {
    const whole = toRow({ persona: 'poet' }, { costUsd: 2, usage });
    const changed = toRow({ persona: 'poet' }, { costUsd: 4, usage: tokens, rates }, 2);
    const { parts, groups } = toBarModel([priced(1), whole, changed], choose({ metric: 'total' }));
    const [poet, chef] = groups.map(({ lanes }) => lanes[0]?.values[parts.indexOf('unsplit')]);
    expect([poet, chef]).toEqual([6, 0]);
    expect(groups[0]?.lanes[0]).toMatchObject({ whole: 6, values: [0, 0, 0, 0, 0, 0, 6] });
  });

  it('are one where all costs are known as sums only, or none is known', () => {
    for (const sum of [2, null]) {
      const model = toBarModel([toRow({ persona: 'chef' }, { costUsd: sum, usage })], choose({}));
      expect(model).toMatchObject({ parts: ['cost'], shares: [], groups: [{ lanes: [{ values: [sum] }] }] });
    }
  });

  it('are unknown in the bar of a level whose prices are, beside one that has them', () => {
    const unpriced = toRow({ persona: 'poet' }, { costUsd: null, usage });
    const { groups } = toBarModel([priced(1), unpriced], choose({}));
    expect(groups[0]).toMatchObject({ n: 0, unknown: 1, lanes: [{ whole: null }] });
    expect(new Set(groups[0]?.lanes[0]?.values)).toEqual(new Set([null]));
  });
});

describe('bars of tokens', () => {
  it('are parted so that the parts add up to what was billed', () => {
    const row = toRow(
      { persona: 'chef' },
      { usage: { ...usage, cachedInputTokens: 30, reasoningTokens: 20 } },
    );
    const model = toBarModel([row], choose({ kind: 'tokens' }));
    expect(model.parts).toEqual(['input', 'cached', 'reasoning', 'output']);
    expect(model.groups[0]?.lanes[0]).toMatchObject({ values: [70, 30, 20, 30], whole: 150 });
    expect(model.total).toBe(150);
  });

  it('leave out parts that no answer has anything of', () => {
    const model = toBarModel([toRow({ persona: 'chef' }, { usage })], choose({ kind: 'tokens' }));
    expect(model.parts).toEqual(['input', 'output']);
    expect(model.groups[0]?.lanes[0]?.values).toEqual([100, 50]);
  });

  it('have what was written into the cache apart from the input that was not', () => {
    const tokens = { ...usage, cachedInputTokens: 30, cacheWriteTokens: 60 };
    const model = toBarModel([toRow({ persona: 'chef' }, { usage: tokens })], choose({ kind: 'tokens' }));
    expect(model.parts).toEqual(['input', 'cached', 'written', 'output']);
    expect(model.groups[0]?.lanes[0]).toMatchObject({ values: [10, 30, 60, 50], whole: 150 });
  });
});

describe('bars of time', () => {
  it('are the median and the 95th percentile, each split at the first token', () => {
    const rows = [100, 200, 300, 400, 500].map((ttftMs, at) =>
      toRow({ persona: 'chef' }, { ttftMs, totalMs: ttftMs * 10 }, at + 1),
    );
    const [group] = toBarModel(rows, choose({ kind: 'latency', metric: 'time' })).groups;
    // Type 7 of Hyndman & Fan: 480 is four fifths of the way from 400 to 500.
    expect(group?.lanes).toMatchObject([
      { name: 'p50', values: [300, 2700], whole: 3000 },
      { name: 'p95', values: [480, 4320], whole: 4800 },
    ]);
  });

  it('are not split where nobody knows when the first token came: that is unknown, and not at once', () => {
    const model = toBarModel(
      [toRow({ persona: 'chef' }, { ttftMs: null, totalMs: 400 })],
      choose({ kind: 'latency', metric: 'time' }),
    );
    expect(model.groups[0]?.lanes[0]).toMatchObject({ values: [null, 400], whole: 400 });
  });

  it('have waiting for a turn in none of them, and tell of it apart', () => {
    const row = toRow({ persona: 'chef' }, { ttftMs: 100, totalMs: 400 });
    const waited = { ...row, figures: row.figures && { ...row.figures, queuedMs: 60_000 } };
    const [group] = toBarModel([waited], choose({ kind: 'latency', metric: 'time' })).groups;
    expect(group?.lanes[0]?.whole).toBe(400);
    expect(group?.waited).toEqual({ p50: 60_000, p95: 60_000 });
  });

  it('leave out what failed', () => {
    const rows = [
      toRow({ persona: 'chef' }, { totalMs: 400 }),
      toRow({ persona: 'chef' }, { totalMs: 9, failed: true }, 2),
    ];
    expect(toBarModel(rows, choose({ kind: 'latency', metric: 'time' })).groups).toMatchObject([
      { n: 1, unknown: 0, lanes: [{ whole: 400 }, { whole: 400 }] },
    ]);
  });

  it('are tokens a second after the first where that is wished', () => {
    const row = toRow({ persona: 'chef' }, { usage, ttftMs: 100, totalMs: 1100 });
    const model = toBarModel([row], choose({ kind: 'latency', metric: 'speed' }));
    expect(model.parts).toEqual(['speed']);
    expect(model.groups[0]?.lanes).toMatchObject([{ name: 'mean', whole: 49 }]);
  });
});
