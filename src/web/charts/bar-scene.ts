import { msg, str } from '@lit/localize';
import type { Notebook } from '../../core/notebook.ts';
import type { Variant } from '../../core/trial.ts';
import { formatCount, formatMs } from '../look/locale.ts';
import { answersPerValue, type BarGroup, type BarLane, type BarModel, type PartName } from './bar-model.ts';
import type { ChartChoice } from './chart-choice.ts';
import type { BarScene, LegendEntry, Mark, Paint, RowHead } from './chart-scene.ts';
import {
  chartName,
  costWords,
  decimal,
  intervalWords,
  levelsLine,
  levelWords,
  percent,
  whiskerName,
} from './chart-terms.ts';

/** What a scene is told beside its model. */
export interface SceneContext {
  notebook: Notebook;
  krwPerUsd: number | null;
}

const PAINT: Record<PartName, Paint> = {
  cost: { token: '--series-1', texture: 'solid' },
  speed: { token: '--series-1', texture: 'solid' },
  wins: { token: '--series-3', texture: 'solid' },
  input: { token: '--series-5', texture: 'solid' },
  cached: { token: '--series-3', texture: 'lines' },
  written: { token: '--series-2', texture: 'grid' },
  reasoning: { token: '--series-4', texture: 'dots' },
  output: { token: '--series-1', texture: 'solid' },
  request: { token: '--series-8', texture: 'solid' },
  unsplit: { token: '--series-8', texture: 'lines' },
  first: { token: '--series-2', texture: 'solid' },
  rest: { token: '--series-1', texture: 'solid' },
};

function paintOf(lane: BarLane['name'], part: PartName): Paint {
  return lane === 'p95' ? { token: PAINT[part].token, texture: 'lines' } : PAINT[part];
}

/** A part's name in the legend. */
export function partName(part: PartName, lane: BarLane['name'] = 'mean'): string {
  switch (part) {
    case 'cost':
      return msg('cost');
    case 'speed':
      return msg('tokens a second');
    case 'wins':
      return msg('won');
    case 'input':
      return msg('input');
    case 'cached':
      return msg('cached input');
    case 'written':
      return msg('written to the cache');
    case 'reasoning':
      return msg('reasoning');
    case 'output':
      return msg('output');
    case 'request':
      return msg('fee of the request');
    case 'unsplit':
      return msg('not told apart');
    case 'first':
      return lane === 'p95' ? msg('to the first token, 95th percentile') : msg('to the first token, median');
    case 'rest':
      return lane === 'p95' ? msg('the rest, 95th percentile') : msg('the rest, median');
    default:
      part satisfies never;
      return '';
  }
}

/** How the values of a bar chart are written. `krwPerUsd`: money in won too. */
export function barFormat(model: BarModel, krwPerUsd: number | null = null): (value: number) => string {
  const { kind, metric } = model.choice;
  const per = answersPerValue(model);
  if (kind === 'ratings') return percent;
  if (kind === 'latency')
    return metric === 'speed' ? (value) => decimal(value, value < 10 ? 1 : 0) : formatMs;
  if (kind === 'tokens') return (value) => formatCount(Math.round(value));
  return (value) => costWords(value * per, krwPerUsd);
}

/** The heads of rows that have some levels, grouped by the first axis where they are parted by a second. */
export function rowHeads(
  groups: readonly { levels: Variant }[],
  { by, split }: ChartChoice,
  notebook: Notebook,
): RowHead[] {
  let last: string | null = null;
  return groups.map(({ levels }) => {
    const head = levelWords(notebook, by?.name ?? null, levels);
    if (split === null) return { group: null, isFirst: false, label: head };
    const isFirst = head !== last;
    last = head;
    return { group: head, isFirst, label: levelWords(notebook, split.name, levels) };
  });
}

function toMark(group: BarGroup, model: BarModel, { notebook, krwPerUsd }: SceneContext): Mark {
  const format = barFormat(model, krwPerUsd);
  const value = (one: number | null) => (one === null ? msg('unknown') : format(one));
  const isStacked = model.choice.kind === 'cost' || model.choice.kind === 'tokens';
  const lines: Mark['lines'] = [];
  for (const lane of group.lanes) {
    model.parts.forEach((part, at) => {
      // Of a part that only other bars have there is nothing to tell.
      if (isStacked && lane.values[at] === 0 && lane.whole !== 0) return;
      lines.push([partName(part, lane.name), value(lane.values[at] ?? null)]);
    });
    if (model.parts.length > 1) {
      const name =
        lane.name === 'p50' ? msg('median') : lane.name === 'p95' ? msg('95th percentile') : msg('together');
      lines.push([name, value(lane.whole)]);
    }
    if (lane.interval) lines.push([msg('95% interval'), intervalWords(lane.interval, format)]);
  }
  if (group.waited && group.waited.p95 >= 1)
    lines.push([msg('waited for its turn before, median'), formatMs(group.waited.p50)]);
  lines.push([model.choice.kind === 'ratings' ? msg('comparisons') : msg('answers'), formatCount(group.n)]);
  if (group.unknown > 0) lines.push([msg('unknown'), formatCount(group.unknown)]);
  return { levels: group.levels, title: levelsLine(notebook, group.levels), lines };
}

function toLabel(lane: BarLane, group: BarGroup, format: (value: number) => string): string {
  if (lane.whole === null) return msg(str`unknown · n ${formatCount(group.unknown)}`);
  if (lane.name === 'p95') return `${format(lane.whole)} p95`;
  return `${format(lane.whole)} · n ${formatCount(group.n)}`;
}

/** Bars as they are drawn. */
export function toBarScene(model: BarModel, context: SceneContext): BarScene {
  const { choice, groups, parts } = model;
  const format = barFormat(model);
  const laneNames = groups[0]?.lanes.map(({ name }) => name) ?? [];
  const heads = rowHeads(groups, choice, context.notebook);
  const hasWhiskers = groups.some(({ lanes }) => lanes.some(({ interval }) => interval !== null));
  const legend: LegendEntry[] = [];
  if (parts.length > 1)
    for (const lane of laneNames)
      for (const part of parts)
        legend.push({ name: partName(part, lane), sample: { kind: 'area', paint: paintOf(lane, part) } });
  if (hasWhiskers)
    legend.push({
      name: choice.kind === 'ratings' ? msg('95% interval') : whiskerName(),
      sample: { kind: 'whisker' },
    });
  return {
    shape: 'bars',
    title: chartName(choice, answersPerValue(model)),
    legend,
    paints: laneNames.map((lane) => parts.map((part) => paintOf(lane, part))),
    rows: groups.map((group, at) => ({
      ...(heads[at] ?? { group: null, isFirst: false, label: '' }),
      lanes: group.lanes.map((lane) => ({
        values: lane.values,
        interval: lane.interval && { low: Math.max(0, lane.interval.low), high: lane.interval.high },
        label: toLabel(lane, group, format),
        end: Math.max(lane.whole ?? 0, lane.interval?.high ?? 0),
      })),
    })),
    most: choice.kind === 'ratings' ? 1 : null,
    marks: groups.map((group) => toMark(group, model, context)),
    format,
  };
}
