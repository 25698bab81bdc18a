import { costPartsOf } from '../../core/cost-parts.ts';
import type { TrialFigures, TrialRow } from '../../core/result-api.ts';
import { toMeanStatistics } from '../../core/summary.ts';
import { hasPassedAll } from '../../core/verdict.ts';

/** The mean of what is known, and how much of it there is. */
export interface Mean {
  n: number;
  /** Answers whose value is unknown: they are in no figure. */
  unknown: number;
  mean: number | null;
  /** 95% interval of the mean; null for fewer than two values. */
  interval: { low: number; high: number } | null;
  /** Sum of the known values; null where there is none. */
  total: number | null;
}

/** Tokens of one answer, parted so that the parts add up to what was billed: input, cached, written into the cache, reasoning,
 * output. */
export function tokenParts(figures: TrialFigures): [number, number, number, number, number] | null {
  const { inputTokens, outputTokens } = figures;
  if (inputTokens === null || outputTokens === null) return null;
  const cached = Math.min(inputTokens, figures.cachedInputTokens ?? 0);
  const written = Math.min(inputTokens - cached, figures.cacheWriteTokens ?? 0);
  const reasoning = Math.min(outputTokens, figures.reasoningTokens ?? 0);
  return [inputTokens - cached - written, cached, written, reasoning, outputTokens - reasoning];
}

/** What one answer cost, US dollars, parted in the same way, then the fee of the request, then what is known as a sum only. */
export function costParts(
  figures: TrialFigures,
): [number, number, number, number, number, number, number] | null {
  const { costUsd } = figures;
  if (costUsd === null) return null;
  const parts = costPartsOf(figures, figures);
  if (parts === null) return [0, 0, 0, 0, 0, 0, costUsd];
  const { input, cachedInput, cacheWrite, reasoning, output, request } = parts;
  return [input, cachedInput, cacheWrite, reasoning, output, request, 0];
}

/** Whether a trial counts in a chart: a result of the request as it is now, which a stale one is not. */
export function counts({ standing, figures }: Pick<TrialRow, 'standing' | 'figures'>): boolean {
  return figures !== null && (standing === 'done' || standing === 'error' || standing === 'aborted');
}

/** Sums up one value a trial. What failed counts where its value is known; an answer without one is unknown. */
export function toMean(
  trials: readonly TrialRow[],
  valueOf: (trial: TrialRow) => number | null,
  { isProportion = false }: { isProportion?: boolean } = {},
): Mean {
  const values: number[] = [];
  let unknown = 0;
  for (const trial of trials) {
    const value = valueOf(trial);
    if (value !== null) values.push(value);
    else if (trial.standing === 'done') unknown += 1;
  }
  const { mean, ci95, total } = toMeanStatistics(values, isProportion);
  return { n: values.length, unknown, mean, interval: ci95, total };
}

/** Whether an answer passed every check, 1 or 0; a failed one decides even where others could not be told. */
export function passOf({ standing, checks }: TrialRow): number | null {
  const passed = standing === 'done' ? hasPassedAll(checks) : null;
  return passed === null ? null : Number(passed);
}
