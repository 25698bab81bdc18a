import type { TrialRow } from '../../core/result-api.ts';
import { toStatistics } from '../../core/summary.ts';
import type { Variant } from '../../core/trial.ts';
import type { ChartChoice } from './chart-choice.ts';
import { counts, toMean, tokenParts, type Mean } from './measure.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** A part of a bar, from its beginning on. */
export type PartName =
  'cost' | 'speed' | 'wins' | 'input' | 'cached' | 'reasoning' | 'output' | 'first' | 'rest';

/** A bar of a group. `p50` and `p95` stand under each other. */
export interface BarLane {
  name: 'mean' | 'total' | 'p50' | 'p95';
  /** One value a part; null where it is unknown. */
  values: (number | null)[];
  whole: number | null;
  interval: Mean['interval'];
}

/** What the trials of some levels come to. Values are of one answer (or of all, for `total`): US dollars, tokens,
 * milliseconds, tokens a second. */
export interface BarGroup {
  levels: Variant;
  n: number;
  unknown: number;
  lanes: BarLane[];
  /** How long the answers waited for their turn before they were asked for, milliseconds: in no bar. */
  waited: { p50: number; p95: number } | null;
}

/** Bars along an axis, parted by another. */
export interface BarModel {
  shape: 'bars';
  choice: ChartChoice;
  parts: PartName[];
  groups: BarGroup[];
  /** Of everything together, where that means something; null where nothing is known. */
  total: number | null;
  n: number;
  unknown: number;
}

function costLane(trials: TrialRow[], metric: string): [Mean, BarLane] {
  const sum = toMean(trials, ({ figures }) => figures?.costUsd ?? null);
  const whole = metric === 'total' ? sum.total : sum.mean;
  const interval = metric === 'total' ? null : sum.interval;
  return [sum, { name: metric === 'total' ? 'total' : 'mean', values: [whole], whole, interval }];
}

function tokensLane(trials: TrialRow[], metric: string): [Mean, BarLane] {
  const totals = [0, 0, 0, 0];
  const sum = toMean(trials, ({ figures }) => {
    const parts = figures && tokenParts(figures);
    if (!parts) return null;
    parts.forEach((tokens, part) => (totals[part] = (totals[part] ?? 0) + tokens));
    return parts[0] + parts[1] + parts[2] + parts[3];
  });
  const { n } = sum;
  if (metric === 'total') {
    const values = totals.map((total) => (n === 0 ? null : total));
    return [sum, { name: 'total', values, whole: sum.total, interval: null }];
  }
  const values = totals.map((total) => (n === 0 ? null : total / n));
  return [sum, { name: 'mean', values, whole: sum.mean, interval: sum.interval }];
}

function speedLane(trials: TrialRow[]): [Mean, BarLane] {
  const sum = toMean(trials, ({ figures }) => figures?.outputTokensPerS ?? null);
  return [sum, { name: 'mean', values: [sum.mean], whole: sum.mean, interval: sum.interval }];
}

function timeLanes(trials: TrialRow[]): [Mean, BarLane, BarLane] {
  const done = trials.filter(({ standing }) => standing === 'done');
  const sum = toMean(done, ({ figures }) => figures?.totalMs ?? null);
  const total = toStatistics(done.flatMap(({ figures }) => figures?.totalMs ?? []));
  const first = toStatistics(done.flatMap(({ figures }) => figures?.ttftMs ?? []));
  const lane = (name: 'p50' | 'p95'): BarLane => {
    const whole = total[name];
    const head = first[name];
    const rest = whole === null ? null : Math.max(0, whole - (head ?? 0));
    return {
      name,
      values: [whole === null ? null : Math.min(head ?? 0, whole), rest],
      whole,
      interval: null,
    };
  };
  return [sum, lane('p50'), lane('p95')];
}

function waitOf(trials: TrialRow[]): BarGroup['waited'] {
  const waits = trials.flatMap(({ standing, figures }) =>
    standing === 'done' && figures?.queuedMs != null ? [figures.queuedMs] : [],
  );
  const { p50, p95 } = toStatistics(waits);
  return p50 === null || p95 === null ? null : { p50, p95 };
}

/** What all trials come to together. */
function wholeOf(trials: TrialRow[], choice: ChartChoice): Mean {
  const { kind, metric } = choice;
  if (kind === 'latency' && metric === 'time')
    return toMean(trials, ({ standing, figures }) =>
      standing === 'done' ? (figures?.totalMs ?? null) : null,
    );
  return lanesOf(trials, choice)[0];
}

function lanesOf(trials: TrialRow[], { kind, metric }: ChartChoice): [Mean, ...BarLane[]] {
  if (kind === 'tokens') return tokensLane(trials, metric);
  if (kind === 'latency') return metric === 'speed' ? speedLane(trials) : timeLanes(trials);
  return costLane(trials, metric);
}

const PARTS: Record<string, PartName[]> = {
  tokens: ['input', 'cached', 'reasoning', 'output'],
  latency: ['first', 'rest'],
  speed: ['speed'],
  cost: ['cost'],
};

/** The parts that any bar has something of; of input and output, which every answer has, always. */
function usedParts(parts: PartName[], groups: BarGroup[]): number[] {
  const places = parts.map((_, place) => place);
  if (parts.length < 4) return places;
  const isUsed = (place: number) =>
    groups.some(({ lanes }) => lanes.some((lane) => (lane.values[place] ?? 0) > 0));
  return places.filter((place) => place === 0 || place === 3 || isUsed(place));
}

/** The bars of a chart of cost, tokens or time: of requests as they are now, so stale results are left out; failed ones
 * count where they were billed. */
export function toBarModel(trials: readonly TrialRow[], choice: ChartChoice): BarModel {
  const { kind, metric, by, split } = choice;
  const all = trials.filter(counts);
  const groups = groupByLevels(all, presentAxes(by, split))
    .map(({ levels, members }): BarGroup => {
      const [{ n, unknown }, ...lanes] = lanesOf(members, choice);
      return { levels, n, unknown, lanes, waited: kind === 'latency' ? waitOf(members) : null };
    })
    .filter((group) => group.n + group.unknown > 0);
  const names = PARTS[kind === 'latency' && metric === 'speed' ? 'speed' : kind] ?? [];
  const used = usedParts(names, groups);
  const whole = wholeOf(all, choice);
  return {
    shape: 'bars',
    choice,
    parts: used.map((place) => names[place] ?? 'cost'),
    groups: groups.map((group) => ({
      ...group,
      lanes: group.lanes.map((lane) => ({
        ...lane,
        values: used.map((place) => lane.values[place] ?? null),
      })),
    })),
    total: kind === 'latency' ? null : whole.total,
    n: whole.n,
    unknown: whole.unknown,
  };
}

/** Of how many answers a chart says its values: of a thousand where one answer costs less than a cent. */
export function answersPerValue({ choice, groups }: Pick<BarModel, 'choice' | 'groups'>): 1 | 1000 {
  if (choice.kind !== 'cost' || choice.metric === 'total') return 1;
  const most = Math.max(0, ...groups.map((group) => group.lanes[0]?.whole ?? 0));
  return most > 0 && most < 0.01 ? 1000 : 1;
}
