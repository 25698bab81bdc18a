import { msg } from '@lit/localize';
import { formatCount } from '../look/locale.ts';
import { shorten } from '../look/shorten.ts';
import type { SceneContext } from './bar-scene.ts';
import { seriesLook, type LegendEntry, type PointScene } from './chart-scene.ts';
import {
  axisHead,
  chartName,
  costValue,
  decimal,
  intervalWords,
  levelsLine,
  levelWords,
  metricName,
  percent,
} from './chart-terms.ts';
import type { ParetoModel, ParetoPoint } from './pareto-model.ts';
import { toCanonicalJson } from '../../core/trial.ts';

/** Characters of a name beside its point. */
const MOST_IN_LABEL = 30;

/** Costs that lie further apart than this are drawn on a logarithmic scale. */
const LOG_FROM = 30;

/** Of how many answers the costs are said. */
export function paretoPer({ choice, points }: Pick<ParetoModel, 'choice' | 'points'>): 1 | 1000 {
  const most = Math.max(0, ...points.map(({ cost }) => cost.mean ?? 0));
  return choice.against === 'cost' && most > 0 && most < 0.01 ? 1000 : 1;
}

/** How the quality of a trade-off is written. */
export function gainFormat({ metric }: { metric: string }): (value: number) => string {
  return metric === 'rating' ? (value) => decimal(value, 1) : percent;
}

function isWide(points: readonly ParetoPoint[]): boolean {
  const costs = points.map(({ cost }) => cost.mean ?? 0);
  const least = Math.min(...costs);
  return least > 0 && Math.max(...costs) / least > LOG_FROM;
}

/** What the cost axis is called. */
function costTitle(model: ParetoModel, isLog: boolean): string {
  const { against } = model.choice;
  const names = {
    cost: () => (paretoPer(model) === 1000 ? msg('cost of 1,000 answers') : msg('cost of an answer')),
    tokens: () => msg('tokens of an answer'),
    latency: () => msg('mean time of an answer'),
  };
  return isLog ? `${names[against]()} (${msg('logarithmic')})` : names[against]();
}

/** A trade-off as it is drawn. */
export function toPointScene(model: ParetoModel, { notebook, krwPerUsd }: SceneContext): PointScene {
  const { choice, points, frontier } = model;
  const { by, split, metric, against } = choice;
  const per = paretoPer(model);
  const isLog = isWide(points);
  const series = split ?? null;
  const levels = new Map((series?.levels ?? []).map((level, at) => [toCanonicalJson(level), at]));
  const placeOf = (point: ParetoPoint) =>
    series === null ? 0 : (levels.get(toCanonicalJson(point.levels[series.name] ?? null)) ?? 0);
  const shown = [...new Set(points.map(placeOf))].sort((a, b) => a - b);
  const legend: LegendEntry[] = shown.flatMap((place) =>
    series === null
      ? []
      : [
          {
            name: levelWords(notebook, series.name, { [series.name]: series.levels[place] ?? null }),
            sample: { kind: 'point' as const, ...seriesLook(place) },
          },
        ],
  );
  if (frontier.length > 1)
    legend.push({ name: msg('frontier: nothing is both cheaper and better'), sample: { kind: 'line' } });
  if (points.some(({ cost, gain }) => cost.interval || gain.interval))
    legend.push({ name: msg('95% intervals'), sample: { kind: 'whisker' } });
  const xFormat = (value: number) => costValue(against, value, { per });
  const yFormat = gainFormat(choice);
  return {
    shape: 'points',
    title: [chartName(choice), axisHead(by)].join(' · '),
    legend,
    points: points.map((point) => ({
      x: point.cost.mean ?? 0,
      y: point.gain.mean ?? 0,
      xInterval: point.cost.interval && {
        low: Math.max(isLog ? (point.cost.mean ?? 0) / 10 : 0, point.cost.interval.low),
        high: point.cost.interval.high,
      },
      yInterval: point.gain.interval,
      label: `${shorten(levelWords(notebook, by?.name ?? null, point.levels), MOST_IN_LABEL)} · n ${formatCount(point.gain.n)}`,
      ...seriesLook(placeOf(point)),
      isBest: point.isBest,
    })),
    frontier,
    xTitle: costTitle(model, isLog),
    yTitle: metricName(metric),
    isLog,
    yRange: metric === 'rating' ? { low: 1, high: 5 } : { low: 0, high: 1 },
    xFormat,
    yFormat,
    marks: points.map(({ levels: own, cost, gain, isBest }) => ({
      levels: own,
      title: levelsLine(notebook, own),
      lines: [
        [metricName(metric), yFormat(gain.mean ?? 0)],
        [msg('95% interval'), intervalWords(gain.interval, yFormat)],
        [metricName(against), costValue(against, cost.mean ?? 0, { per, krwPerUsd })],
        [msg('95% interval'), intervalWords(cost.interval, xFormat)],
        ['n', formatCount(gain.n)],
        ...(isBest ? [[msg('frontier'), msg('yes')] as [string, string]] : []),
      ],
    })),
  };
}
