import { describe, expect, it } from 'vitest';
import { NO_ANNOTATION } from '../../../src/core/annotation.ts';
import type { TrialRow } from '../../../src/core/result-api.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toParetoModel } from '../../../src/web/charts/pareto-model.ts';
import { toRow, type RecordWish } from '../results.ts';

const model = { name: 'model', levels: ['x/dear', 'x/cheap', 'x/poor', 'x/free'] };
const choice: ChartChoice = { kind: 'pareto', by: model, split: null, metric: 'pass', against: 'cost' };

let repeat = 0;
function toAnswer(name: string, wish: RecordWish, more: Partial<TrialRow> = {}): TrialRow {
  return { ...toRow({ model: name }, wish, ++repeat), ...more };
}

describe('a trade-off', () => {
  it('has a point a variant, and the frontier from the cheapest to the best', () => {
    const rows = [
      toAnswer('x/dear', { costUsd: 3 }, { checks: [true, true] }),
      toAnswer('x/dear', { costUsd: 5 }, { checks: [true, true] }),
      toAnswer('x/cheap', { costUsd: 1 }, { checks: [true, true] }),
      toAnswer('x/cheap', { costUsd: 1 }, { checks: [true, false] }),
      toAnswer('x/poor', { costUsd: 2 }, { checks: [false, true] }),
    ];
    const { points, frontier } = toParetoModel(rows, choice);
    expect(
      points.map(({ levels, cost, gain, isBest }) => [levels['model'], cost.mean, gain.mean, isBest]),
    ).toEqual([
      ['x/dear', 4, 1, true],
      ['x/cheap', 1, 0.5, true],
      ['x/poor', 2, 0, false],
    ]);
    expect(frontier).toEqual([1, 0]);
  });

  it('has Wilson’s interval of the pass rate', () => {
    const rows = Array.from({ length: 10 }, (_, at) =>
      toAnswer('x/dear', { costUsd: 1 }, { checks: [at < 8] }),
    );
    const [point] = toParetoModel(rows, choice).points;
    expect(point?.gain.interval?.low).toBeCloseTo(0.4902, 4);
    expect(point?.gain.interval?.high).toBeCloseTo(0.9433, 4);
  });

  it('draws no point of unknown cost at 0, and tells of it', () => {
    const rows = [
      toAnswer('x/free', { costUsd: null }, { checks: [true] }),
      toAnswer('x/poor', { costUsd: 1 }, { checks: [null] }),
      toAnswer('x/cheap', { costUsd: 1 }, { checks: [true] }),
    ];
    const { points, withoutCost, withoutGain } = toParetoModel(rows, choice);
    expect(points.map(({ levels }) => levels)).toEqual([{ model: 'x/cheap' }]);
    expect([withoutCost, withoutGain]).toEqual([[{ model: 'x/free' }], [{ model: 'x/poor' }]]);
  });

  it('weighs ratings against time or tokens as well', () => {
    const annotation = { ...NO_ANNOTATION, rating: 4 as const };
    const wish = { totalMs: 900, usage: { inputTokens: 10, outputTokens: 5 } };
    const rows = [toAnswer('x/dear', wish, { annotation }), toAnswer('x/dear', wish)];
    const [slow] = toParetoModel(rows, { ...choice, metric: 'rating', against: 'latency' }).points;
    expect(slow).toMatchObject({ cost: { mean: 900, n: 2 }, gain: { mean: 4, n: 1, unknown: 1 } });
    const [large] = toParetoModel(rows, { ...choice, metric: 'rating', against: 'tokens' }).points;
    expect(large?.cost.mean).toBe(15);
  });
});
