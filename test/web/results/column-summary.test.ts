import { describe, expect, it } from 'vitest';
import type { TrialRow } from '../../../src/core/result-api.ts';
import { summarizeColumns } from '../../../src/web/results/column-summary.ts';
import { buildPivot, pivotSpec, variedAxes } from '../../../src/core/pivot.ts';
import { toRow, type RecordWish } from '../results.ts';

function summarize(wishes: (RecordWish | null)[], checks: TrialRow['checks'][] = []) {
  const rows = wishes.map((wish, index) => ({
    ...toRow({ persona: 'chef', row: `row-${index}` }, wish),
    checks: checks[index] ?? [],
  }));
  const axes = variedAxes(rows);
  const byId = new Map(rows.map((row) => [row.trialId, row]));
  const pivot = buildPivot(rows, { ...pivotSpec(axes), rows: ['row'], cols: [] }, axes);
  return summarizeColumns(pivot, (id) => byId.get(id) ?? null)[0];
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
    const checks = [
      [true, true],
      [true, false],
      [true, null],
      [null, false],
    ];
    expect(summarize([{}, {}, {}, {}], checks)?.passRate).toBeCloseTo(1 / 3);
  });
});
