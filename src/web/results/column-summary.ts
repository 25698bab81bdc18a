import type { TrialRow } from '../../core/result-api.ts';
import type { Pivot } from '../../core/pivot.ts';
import { hasPassedAll } from '../../core/verdict.ts';

/** What a column's answers come to. Means are of what is known; null where nothing is. */
export interface ColumnSummary {
  /** Answers to the requests as they are now. */
  n: number;
  meanCostUsd: number | null;
  /** Answers of unknown cost. They are in no mean. */
  unpriced: number;
  meanTotalMs: number | null;
  /** Of the answers on which every check could be told; null without checks. */
  passRate: number | null;
}

function meanOf(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sums up each column of a pivot. */
export function summarizeColumns(pivot: Pivot, rowOf: (trialId: string) => TrialRow | null): ColumnSummary[] {
  return pivot.cols.map((_, col) => {
    const costs: number[] = [];
    const totals: number[] = [];
    const verdicts: number[] = [];
    let n = 0;
    for (const { slots } of pivot.rows) {
      for (const id of slots[col]?.trialIds ?? []) {
        const row = rowOf(id);
        if (row?.standing !== 'done') continue;
        n += 1;
        const { costUsd = null, totalMs = null } = row.figures ?? {};
        if (costUsd !== null) costs.push(costUsd);
        if (totalMs !== null) totals.push(totalMs);
        const passed = hasPassedAll(row.checks);
        if (passed !== null) verdicts.push(Number(passed));
      }
    }
    return {
      n,
      meanCostUsd: meanOf(costs),
      unpriced: n - costs.length,
      meanTotalMs: meanOf(totals),
      passRate: meanOf(verdicts),
    };
  });
}
