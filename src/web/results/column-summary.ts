import type { ResultView } from '../../core/api.ts';
import { metricOf, type MetricName } from '../../core/metric.ts';
import type { CheckOutcome } from './check-results.ts';
import type { Pivot } from './pivot-model.ts';

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
export function summarizeColumns(
  pivot: Pivot,
  resultOf: (trialId: string) => ResultView | null,
  checksOf: (result: ResultView) => CheckOutcome[],
): ColumnSummary[] {
  return pivot.cols.map((_, col) => {
    const results = pivot.rows.flatMap((row) =>
      (row.slots[col]?.trialIds ?? []).flatMap((id) => {
        const result = resultOf(id);
        return result?.standing === 'done' ? [result] : [];
      }),
    );
    const known = (metric: MetricName) =>
      results.flatMap(({ record }) => (record && metricOf(record, metric)) ?? []);
    const costs = known('costUsd');
    const verdicts = results.flatMap((result) => {
      const checks = checksOf(result);
      if (checks.some((check) => check.pass === false)) return 0;
      return checks.length === 0 || checks.some((check) => check.pass === null) ? [] : 1;
    });
    return {
      n: results.length,
      meanCostUsd: meanOf(costs),
      unpriced: results.length - costs.length,
      meanTotalMs: meanOf(known('totalMs')),
      passRate: meanOf(verdicts),
    };
  });
}
