import type { TrialFigures, TrialRow } from '../../core/result-api.ts';
import { toStatistics } from '../../core/summary.ts';
import type { Variant } from '../../core/trial.ts';
import type { ChartChoice } from './chart-choice.ts';
import { costParts, counts, toMean, tokenParts, type Mean } from './measure.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** A part of a bar, from its beginning on. */
export type PartName =
  | 'cost'
  | 'speed'
  | 'wins'
  | 'input'
  | 'cached'
  | 'written'
  | 'reasoning'
  | 'output'
  | 'request'
  | 'unsplit'
  | 'first'
  | 'rest';

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
  /** Of everything together, which share of it each part is; none where there is nothing to share, or no parts. */
  shares: number[];
  /** Of everything together, where that means something; null where nothing is known. */
  total: number | null;
  n: number;
  unknown: number;
  /** Of votes: those on stale answers, which are in no bar. */
  staleVotes?: number;
}

/** What stacked parts come to. The interval is that of the whole. */
function stackedLane(trials: TrialRow[], metric: string, { partsOf, wholeOf }: Stack): [Mean, BarLane] {
  const totals: number[] = [];
  const sum = toMean(trials, ({ figures }) => {
    const parts = figures && partsOf(figures);
    if (!parts) return null;
    parts.forEach((value, part) => (totals[part] = (totals[part] ?? 0) + value));
    return wholeOf(figures, parts);
  });
  const { n } = sum;
  if (metric === 'total') {
    const values = n === 0 ? [] : totals;
    return [sum, { name: 'total', values, whole: sum.total, interval: null }];
  }
  const values = n === 0 ? [] : totals.map((total) => total / n);
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
      // What came in one piece, or from before that was measured, has no first token that anyone knows of.
      values: [whole === null || head === null ? null : Math.min(head, whole), rest],
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

/** How an answer is parted, and what its whole is. */
interface Stack {
  partsOf: (figures: TrialFigures) => number[] | null;
  wholeOf: (figures: TrialFigures, parts: readonly number[]) => number;
}

const STACKED: Record<'tokens' | 'cost', Stack> = {
  tokens: { partsOf: tokenParts, wholeOf: (_, parts) => parts.reduce((sum, part) => sum + part, 0) },
  // What was paid, and not what its parts come to, which may be a part of a nano-dollar off.
  cost: { partsOf: costParts, wholeOf: ({ costUsd }) => costUsd ?? 0 },
};

/** What all trials come to together; a bar of it only where shares of it mean something. */
function wholeOf(trials: TrialRow[], choice: ChartChoice): { sum: Mean; lane: BarLane | null } {
  const { kind, metric } = choice;
  if (kind === 'latency' && metric === 'time') {
    const timeOf = ({ standing, figures }: TrialRow) =>
      standing === 'done' ? (figures?.totalMs ?? null) : null;
    return { sum: toMean(trials, timeOf), lane: null };
  }
  const [sum, lane = null] = lanesOf(trials, choice);
  return { sum, lane: kind === 'latency' ? null : lane };
}

function toShares(lane: BarLane | null, used: readonly number[]): number[] {
  const whole = lane?.whole ?? 0;
  return used.length < 2 || whole <= 0 ? [] : used.map((place) => (lane?.values[place] ?? 0) / whole);
}

function lanesOf(trials: TrialRow[], { kind, metric }: ChartChoice): [Mean, ...BarLane[]] {
  if (kind === 'latency') return metric === 'speed' ? speedLane(trials) : timeLanes(trials);
  return stackedLane(trials, metric, kind === 'tokens' ? STACKED.tokens : STACKED.cost);
}

const PARTS: Record<string, PartName[]> = {
  tokens: ['input', 'cached', 'written', 'reasoning', 'output'],
  latency: ['first', 'rest'],
  speed: ['speed'],
  cost: ['input', 'cached', 'written', 'reasoning', 'output', 'request', 'unsplit'],
};

/** The parts that any bar has something of, and of tokens input and output, which every answer has, always. Their places. */
function usedParts(kind: string, parts: PartName[], groups: BarGroup[]): number[] {
  const isUsed = (place: number) =>
    groups.some(({ lanes }) => lanes.some((lane) => (lane.values[place] ?? 0) > 0));
  return [...parts.keys()].filter((place) => {
    const part = parts[place];
    return (
      parts.length < 4 || (kind === 'tokens' && (part === 'input' || part === 'output')) || isUsed(place)
    );
  });
}

/** A model whose costs are all known as sums only, or none of which is known, has one part: the cost. */
function asOnePart(model: BarModel): BarModel {
  return {
    ...model,
    parts: ['cost'],
    shares: [],
    groups: model.groups.map((group) => ({
      ...group,
      lanes: group.lanes.map((lane) => ({ ...lane, values: [lane.whole] })),
    })),
  };
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
  const used = usedParts(kind, names, groups);
  const { sum, lane: whole } = wholeOf(all, choice);
  const model: BarModel = {
    shape: 'bars',
    choice,
    parts: used.map((place) => names[place] ?? 'cost'),
    shares: toShares(whole, used),
    groups: groups.map((group) => ({
      ...group,
      lanes: group.lanes.map((lane) => ({
        ...lane,
        values: used.map((place) => lane.values[place] ?? null),
      })),
    })),
    total: kind === 'latency' ? null : sum.total,
    n: sum.n,
    unknown: sum.unknown,
  };
  const isWhole = kind === 'cost' && !model.parts.some((part) => part !== 'unsplit');
  return isWhole ? asOnePart(model) : model;
}

/** Of how many answers a chart says its values: of a thousand where one answer costs less than a cent. */
export function answersPerValue({ choice, groups }: Pick<BarModel, 'choice' | 'groups'>): 1 | 1000 {
  if (choice.kind !== 'cost' || choice.metric === 'total') return 1;
  const most = Math.max(0, ...groups.map((group) => group.lanes[0]?.whole ?? 0));
  return most > 0 && most < 0.01 ? 1000 : 1;
}
