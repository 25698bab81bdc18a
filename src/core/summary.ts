import { mean, quantileSorted, sampleStandardDeviation, sum } from 'simple-statistics';
import { logprobsKindOf, metricOf } from './metric.ts';
import type { MeasuredRecord, MetricName, RowContext } from './metric.ts';
import { tQuantile975, Z_975 } from './t-quantile.ts';
import { toCanonicalJson } from './trial.ts';
import type { LogprobsKind, Value } from './trial.ts';

/** The figures of a set of values; all null where there is none. */
export interface Statistics {
  mean: number | null;
  /** 95% interval of the mean; null for fewer than two values. */
  ci95: { low: number; high: number } | null;
  /** Percentiles, linear between values (type 7 of Hyndman & Fan 1996, as numpy and R do). */
  p50: number | null;
  p95: number | null;
  min: number | null;
  max: number | null;
  /** Sum of the known values. */
  total: number | null;
}

/** The records that have the same levels, summed up in one metric. n + unknown + leftOut is how many there are. */
export interface SummaryGroup extends Statistics {
  /** The level of each axis that was grouped by. */
  levels: Record<string, Value>;
  /** How many values the figures are of. */
  n: number;
  /** Answers whose value is unknown. They are in no figure: unknown is not 0. */
  unknown: number;
  /** Records without an answer that have no value: failed, aborted and skipped ones. */
  leftOut: number;
  /** What the log probabilities are of, for `meanLogprob`. Two kinds cannot be averaged, so with two the figures are null. */
  kinds: LogprobsKind[];
}

export interface SummaryOptions<R extends MeasuredRecord = MeasuredRecord> {
  /** Names of axes, in the order to group by; also a parameter's name or `provider`. None: one group of all. */
  by: readonly string[];
  metric: MetricName;
  /** For `passRate`: one check alone. */
  check?: string | null;
  /** What is known of a record beside itself: checks, token figures. */
  context?: (record: R) => RowContext;
}

const NOTHING: Statistics = {
  mean: null,
  ci95: null,
  p50: null,
  p95: null,
  min: null,
  max: null,
  total: null,
};

/** 95% interval of a mean by Student's t: mean ± t · s / √n. */
function tInterval(values: readonly number[], center: number): Statistics['ci95'] {
  const n = values.length;
  if (n < 2) return null;
  const half = (tQuantile975(n - 1) * sampleStandardDeviation([...values])) / Math.sqrt(n);
  return { low: center - half, high: center + half };
}

/** 95% interval of a proportion by Wilson (1927), which holds for few trials and near 0 and 1, where t does not. */
export function wilsonInterval(n: number, proportion: number): { low: number; high: number } {
  const zz = Z_975 ** 2;
  const center = (proportion + zz / (2 * n)) / (1 + zz / n);
  const half = (Z_975 * Math.sqrt((proportion * (1 - proportion)) / n + zz / (4 * n ** 2))) / (1 + zz / n);
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

/** The figures of some values; `isProportion` where they are ones and zeros. */
export function toStatistics(values: readonly number[], isProportion = false): Statistics {
  if (values.length === 0) return NOTHING;
  const sorted = [...values].sort((a, b) => a - b);
  const min = sorted[0] ?? 0;
  const max = sorted.at(-1) ?? 0;
  // Rounding may carry a mean of equal values past them.
  const center = Math.min(max, Math.max(min, mean(sorted)));
  return {
    mean: center,
    ci95:
      isProportion && sorted.length > 1 ? wilsonInterval(sorted.length, center) : tInterval(sorted, center),
    p50: quantileSorted(sorted, 0.5),
    p95: quantileSorted(sorted, 0.95),
    min,
    max,
    total: sum(sorted),
  };
}

/** Mean, its interval and total alone, in one pass (Welford 1962): for as many values as a page may hold. */
export function toMeanStatistics(
  values: readonly number[],
  isProportion = false,
): Pick<Statistics, 'mean' | 'ci95' | 'total'> {
  let n = 0;
  let center = 0;
  let squares = 0;
  let total = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    n += 1;
    const before = value - center;
    center += before / n;
    squares += before * (value - center);
    total += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (n === 0) return { mean: null, ci95: null, total: null };
  const mean = Math.min(max, Math.max(min, center));
  if (isProportion) return { mean, ci95: wilsonInterval(n, mean), total };
  if (n < 2) return { mean, ci95: null, total };
  const half = (tQuantile975(n - 1) * Math.sqrt(squares / (n - 1))) / Math.sqrt(n);
  return { mean, ci95: { low: mean - half, high: mean + half }, total };
}

/** The level of an axis that a record has, also of a parameter that is the same throughout; null where it has none. */
export function levelOf({ trial }: MeasuredRecord, name: string): Value {
  if (Object.hasOwn(trial.variant, name)) return trial.variant[name] ?? null;
  return name === 'provider' ? trial.request.provider : (trial.request.params[name] ?? null);
}

interface Gathered {
  levels: Record<string, Value>;
  values: number[];
  unknown: number;
  leftOut: number;
  kinds: Set<LogprobsKind>;
}

/**
 * Sums records up by the levels of some axes, in the order in which the levels first come. Failed requests count where
 * they have a cost or a usage, since they were billed; all else is of answers alone.
 */
export function summarize<R extends MeasuredRecord>(
  records: Iterable<R>,
  { by, metric, check = null, context = () => ({}) }: SummaryOptions<R>,
): SummaryGroup[] {
  const groups = new Map<string, Gathered>();
  for (const record of records) {
    const levels = Object.fromEntries(by.map((name) => [name, levelOf(record, name)]));
    const key = toCanonicalJson(levels);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { levels, values: [], unknown: 0, leftOut: 0, kinds: new Set() }));
    const value = metricOf(record, metric, { context: context(record), check });
    if (value !== null) group.values.push(value);
    else if (record.outcome.status === 'done') group.unknown++;
    else group.leftOut++;
    if (metric === 'meanLogprob' && value !== null) group.kinds.add(logprobsKindOf(record) ?? 'unknown');
  }
  return [...groups.values()].map(({ levels, values, unknown, leftOut, kinds }) => ({
    levels,
    n: values.length,
    unknown,
    leftOut,
    kinds: [...kinds],
    ...(kinds.size > 1 ? NOTHING : toStatistics(values, metric === 'passRate')),
  }));
}
