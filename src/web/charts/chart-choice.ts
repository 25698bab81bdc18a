import { CHART_COSTS, CHART_METRICS, CHARTS, type ChartKind } from '../../core/cell-kind.ts';
import type { Axis, ChartCell } from '../../core/notebook.ts';

export type ChartCost = (typeof CHART_COSTS)[number];

/** What a chart draws: its kind, along which axis, parted by which, which of its figures, weighed against what. */
export interface ChartChoice {
  kind: ChartKind;
  by: Axis | null;
  split: Axis | null;
  metric: string;
  against: ChartCost;
}

/** What a chart cell says, as far as it matters for drawing. */
export type WrittenChart = Pick<ChartCell, 'chart' | 'by' | 'split' | 'metric' | 'against'>;

/** Where a chart does not say along what, the first of these along which the matrix differs. */
const FIRST_BY = ['persona', 'model', 'temperature', 'prompt'];
const FIRST_BY_OF: Partial<Record<ChartKind, string[]>> = {
  diversity: ['temperature', 'top_p'],
  pareto: ['model', 'persona', 'temperature', 'prompt'],
};

/** The metrics that a kind of chart can draw; empty where there is but one. */
export function metricsOf(kind: ChartKind): readonly string[] {
  return kind in CHART_METRICS ? CHART_METRICS[kind as keyof typeof CHART_METRICS] : [];
}

function toKind(word: string): ChartKind {
  return CHARTS.find((one) => one === word) ?? 'cost';
}

/** The chart that a cell's words mean where the matrix differs along `axes`: an unknown word is as if it were not there. */
export function toChoice(written: WrittenChart, axes: readonly Axis[]): ChartChoice {
  const kind = toKind(written.chart);
  const find = (name: string | null) => axes.find((axis) => axis.name === name) ?? null;
  const isNumeric = (axis: Axis) => axis.levels.every((level) => typeof level === 'number');
  const first = [...(FIRST_BY_OF[kind] ?? []), ...FIRST_BY].map(find).find((axis) => axis !== null);
  const numeric = kind === 'diversity' ? axes.find(isNumeric) : undefined;
  const preferred = kind === 'diversity' && first && !isNumeric(first) ? (numeric ?? first) : first;
  const by = find(written.by) ?? preferred ?? axes[0] ?? null;
  const split = find(written.split);
  const metrics = metricsOf(kind);
  return {
    kind,
    by,
    split: split?.name === by?.name ? null : split,
    metric: metrics.find((one) => one === written.metric) ?? metrics[0] ?? '',
    against: CHART_COSTS.find((one) => one === written.against) ?? CHART_COSTS[0],
  };
}
