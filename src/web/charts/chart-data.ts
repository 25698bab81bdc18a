import type { TrialFigures, TrialRow } from '../../core/api.ts';
import type { CellValue, Table } from '../../core/csv.ts';
import { toStatistics } from '../../core/summary.ts';
import { toCanonicalJson, type Value } from '../../core/trial.ts';

/** The charts that the page can draw. */
export type ChartKind = 'cost' | 'tokens' | 'latency';

/** A part of a bar. `p50` and `p95` are bars of their own, split at the first token. */
export type SeriesName =
  'cost' | 'input' | 'cached' | 'reasoning' | 'output' | 'p50-first' | 'p50-rest' | 'p95-first' | 'p95-rest';

/** What one level of the axis comes to. Values are of one answer: US dollars, tokens or milliseconds. */
export interface ChartGroup {
  level: Value;
  /** Answers that the values are of. */
  n: number;
  /** Answers whose value is unknown, in none of the values. */
  unknown: number;
  /** One value a series; null where it is unknown. */
  values: (number | null)[];
  /** The whole bar: the mean, or for latency the median; null where it is unknown. */
  whole: number | null;
  /** 95% interval of the mean. */
  interval: { low: number; high: number } | null;
}

export interface ChartData {
  kind: ChartKind;
  by: string | null;
  series: SeriesName[];
  groups: ChartGroup[];
  /** Of everything together; null where nothing is known. */
  total: number | null;
}

/** The kind that a chart cell's word means; cost where the page knows no such chart. */
export function toChartKind(word: string | undefined): ChartKind {
  return word === 'tokens' || word === 'latency' ? word : 'cost';
}

const SERIES: Record<ChartKind, SeriesName[]> = {
  cost: ['cost'],
  tokens: ['input', 'cached', 'reasoning', 'output'],
  latency: ['p50-first', 'p50-rest', 'p95-first', 'p95-rest'],
};

function meanOf(values: number[]): number | null {
  return toStatistics(values).mean;
}

/** An answer, or a request that failed, in numbers. */
interface Measured {
  figures: TrialFigures;
  isAnswer: boolean;
}

/** Tokens of one answer, parted so that the parts add up to what was billed. null where a total is unknown. */
function tokenParts({
  figures: usage,
}: Measured): { parts: [number, number, number, number]; whole: number } | null {
  if (usage.inputTokens === null || usage.outputTokens === null) return null;
  const cached = Math.min(usage.inputTokens, usage.cachedInputTokens ?? 0);
  const reasoning = Math.min(usage.outputTokens, usage.reasoningTokens ?? 0);
  return {
    parts: [usage.inputTokens - cached, cached, reasoning, usage.outputTokens - reasoning],
    whole: usage.inputTokens + usage.outputTokens,
  };
}

function tokensGroup(level: Value, records: Measured[]): ChartGroup {
  const known = records.flatMap((record) => tokenParts(record) ?? []);
  const answers = records.filter(({ isAnswer }) => isAnswer).length;
  const statistics = toStatistics(known.map(({ whole }) => whole));
  return {
    level,
    n: known.length,
    unknown: Math.max(0, answers - known.length),
    values: [0, 1, 2, 3].map((part) => meanOf(known.map(({ parts }) => parts[part] ?? 0))),
    whole: statistics.mean,
    interval: statistics.ci95,
  };
}

function costsOf(records: Measured[]): number[] {
  return records.flatMap(({ figures }) => figures.costUsd ?? []);
}

function costGroup(level: Value, records: Measured[]): ChartGroup {
  const costs = costsOf(records);
  const { mean, ci95 } = toStatistics(costs);
  const unknown = records.filter(({ figures, isAnswer }) => isAnswer && figures.costUsd === null).length;
  return { level, n: costs.length, unknown, values: [mean], whole: mean, interval: ci95 };
}

function latencyGroup(level: Value, records: Measured[]): ChartGroup {
  const done = records.filter(({ isAnswer }) => isAnswer);
  const totals = done.flatMap(({ figures }) => figures.totalMs ?? []);
  const total = toStatistics(totals);
  const first = toStatistics(done.flatMap(({ figures }) => figures.ttftMs ?? []));
  const rest = (whole: number | null, head: number | null) =>
    whole === null ? null : Math.max(0, whole - (head ?? 0));
  return {
    level,
    n: totals.length,
    unknown: done.length - totals.length,
    values: [first.p50, rest(total.p50, first.p50), first.p95, rest(total.p95, first.p95)],
    whole: total.p50,
    interval: null,
  };
}

const GROUP: Record<ChartKind, (level: Value, records: Measured[]) => ChartGroup> = {
  cost: costGroup,
  tokens: tokensGroup,
  latency: latencyGroup,
};

/**
 * The bars of a chart: one a level of `by` (one in all for null). Of the requests as they are now, so stale results are
 * left out; failed ones count where they were billed.
 */
export function toChartData(
  rows: readonly TrialRow[],
  kind: ChartKind,
  by: { name: string; levels: Value[] } | null,
): ChartData {
  const places = new Map((by?.levels ?? []).map((level, index) => [toCanonicalJson(level), index]));
  const gathered = new Map<number, { level: Value; records: Measured[] }>();
  const all: Measured[] = [];
  for (const { standing, figures, variant } of rows) {
    if (!figures || (standing !== 'done' && standing !== 'error')) continue;
    const record = { figures, isAnswer: standing === 'done' };
    const level = by ? (variant[by.name] ?? null) : null;
    const place = places.get(toCanonicalJson(level)) ?? 0;
    const group = gathered.get(place);
    if (group) group.records.push(record);
    else gathered.set(place, { level, records: [record] });
    all.push(record);
  }
  const groups = [...gathered]
    .sort(([a], [b]) => a - b)
    .map(([, { level, records }]) => GROUP[kind](level, records))
    .filter((group) => group.n + group.unknown > 0);
  const isUsed = (index: number) =>
    kind !== 'tokens' || index === 0 || index === 3 || groups.some((group) => (group.values[index] ?? 0) > 0);
  const used = SERIES[kind].map((_, index) => index).filter(isUsed);
  return {
    kind,
    by: by?.name ?? null,
    series: SERIES[kind].filter((_, index) => used.includes(index)),
    groups: groups.map((group) => ({
      ...group,
      values: group.values.filter((_, index) => used.includes(index)),
    })),
    total: totalOf(kind, all),
  };
}

function totalOf(kind: ChartKind, records: Measured[]): number | null {
  if (kind === 'cost') return toStatistics(costsOf(records)).total;
  if (kind === 'latency') return null;
  const wholes = records.flatMap((record) => tokenParts(record)?.whole ?? []);
  return wholes.length === 0 ? null : wholes.reduce((sum, whole) => sum + whole, 0);
}

/** Of how many answers a chart says its values: of a thousand where one answer costs less than a cent. */
export function answersPerValue({ kind, groups }: Pick<ChartData, 'kind' | 'groups'>): 1 | 1000 {
  const most = Math.max(0, ...groups.map((group) => group.whole ?? 0));
  return kind === 'cost' && most > 0 && most < 0.01 ? 1000 : 1;
}

/** Whether there is anything to draw: not where everything is free, or unknown. */
export function hasBars({ groups }: Pick<ChartData, 'groups'>): boolean {
  return groups.some((group) => (group.whole ?? 0) > 0);
}

/** Whether any mean has an interval to draw. */
export function hasWhiskers({ groups }: Pick<ChartData, 'groups'>): boolean {
  return groups.some(({ interval }) => interval !== null && interval.high > interval.low);
}

/** A chart's figures as a table; unknown is null. */
export function toChartTable({ by, series, groups }: ChartData): Table & { rows: CellValue[][] } {
  return {
    columns: [by ?? 'all', 'n', 'unknown', ...series, 'whole', 'ci95_low', 'ci95_high'],
    rows: groups.map(({ level, n, unknown, values, whole, interval }) => [
      typeof level === 'string' ? level : toCanonicalJson(level),
      n,
      unknown,
      ...values,
      whole,
      interval?.low ?? null,
      interval?.high ?? null,
    ]),
  };
}
