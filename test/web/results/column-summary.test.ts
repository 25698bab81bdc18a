import { describe, expect, it } from 'vitest';
import type { ResultView } from '../../../src/core/api.ts';
import type { CheckOutcome } from '../../../src/web/results/check-results.ts';
import { summarizeColumns } from '../../../src/web/results/column-summary.ts';
import { buildPivot, pivotSpec, variedAxes } from '../../../src/web/results/pivot-model.ts';
import { toResult, type RecordWish } from '../results.ts';

const detail = { en: '', ko: '' };

function summarize(
  wishes: (RecordWish | null)[],
  checksOf: (result: ResultView) => CheckOutcome[] = () => [],
) {
  const results = wishes.map((wish, index) => toResult({ persona: 'chef', row: `row-${index}` }, wish));
  const axes = variedAxes(results);
  const byId = new Map(results.map((result) => [result.trialId, result]));
  const pivot = buildPivot(results, { ...pivotSpec(axes), rows: ['row'], cols: [] }, axes);
  return summarizeColumns(pivot, (id) => byId.get(id) ?? null, checksOf)[0];
}

describe('summarizeColumns', () => {
  it('takes the mean of what is known and counts what is not', () => {
    expect(summarize([{ costUsd: 0.2 }, { costUsd: 0.4 }, { costUsd: null }])).toMatchObject({
      n: 3,
      meanCostUsd: expect.closeTo(0.3),
      unpriced: 1,
      meanTotalMs: 400,
    });
  });

  it('counts only answers to the requests as they are now', () => {
    expect(summarize([{}, { failed: true }, null])?.n).toBe(1);
  });

  it('knows nothing of a column without answers', () => {
    expect(summarize([null])).toEqual({
      n: 0,
      meanCostUsd: null,
      unpriced: 0,
      meanTotalMs: null,
      passRate: null,
    });
  });

  it('lets an answer pass only when every check does; one that could not be told leaves it out', () => {
    const verdicts: Record<string, (boolean | null)[]> = {
      'row-0': [true, true],
      'row-1': [true, false],
      'row-2': [true, null],
      'row-3': [null, false],
    };
    const checksOf = ({ variant }: ResultView) =>
      (verdicts[String(variant['row'])] ?? []).map((pass, index) => ({ id: `c${index}`, pass, detail }));
    expect(summarize([{}, {}, {}, {}], checksOf)?.passRate).toBeCloseTo(1 / 3);
  });
});
