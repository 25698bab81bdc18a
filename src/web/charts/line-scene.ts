import { msg } from '@lit/localize';
import { toCanonicalJson } from '../../core/trial.ts';
import { formatCount } from '../look/locale.ts';
import { shorten } from '../look/shorten.ts';
import type { SceneContext } from './bar-scene.ts';
import { seriesLook, type LegendEntry, type LineScene, type Mark } from './chart-scene.ts';
import {
  axisHead,
  chartName,
  decimal,
  intervalWords,
  levelsLine,
  levelWords,
  metricName,
  percent,
} from './chart-terms.ts';
import {
  DIVERSITY_METRICS,
  type DiversityMetric,
  type DiversityModel,
  type DiversityPoint,
} from './diversity-model.ts';

/** Characters of a name on the axis. */
const MOST_ON_AXIS = 24;

/** How a figure of diversity is written. */
export function diversityFormat(metric: string): (value: number) => string {
  return metric === 'duplicates' ? percent : (value) => decimal(value, 2);
}

function toMark(point: DiversityPoint, { notebook }: SceneContext): Mark {
  const lines: Mark['lines'] = [];
  for (const metric of DIVERSITY_METRICS) {
    const { mean, interval } = point.means[metric];
    const format = diversityFormat(metric);
    const value = mean === null ? msg('unknown') : format(mean);
    lines.push([
      metricName(metric),
      interval === null ? value : `${value} (${intervalWords(interval, format)})`,
    ]);
  }
  lines.push([msg('requests'), formatCount(point.requests)], [msg('answers'), formatCount(point.answers)]);
  if (point.tooFew > 0) lines.push([msg('with too few repeats'), formatCount(point.tooFew)]);
  return { levels: point.levels, title: levelsLine(notebook, point.levels), lines };
}

/** Diversity as it is drawn. */
export function toLineScene(model: DiversityModel, context: SceneContext): LineScene {
  const { choice, lines } = model;
  const { by, split } = choice;
  const metric = choice.metric as DiversityMetric;
  const { notebook } = context;
  const levels = by?.levels ?? [null];
  const isNumeric = by !== null && levels.every((level) => typeof level === 'number');
  const places = new Map(levels.map((level, at) => [toCanonicalJson(level), at]));
  const xOf = ({ level }: DiversityPoint) =>
    isNumeric && typeof level === 'number' ? level : (places.get(toCanonicalJson(level)) ?? 0);
  const drawn = lines.map(({ level, points }) => ({
    level,
    points: points.filter(({ means }) => means[metric].mean !== null),
  }));
  const name = (level: (typeof lines)[number]['level']) =>
    split === null ? metricName(metric) : levelWords(notebook, split.name, { [split.name]: level });
  const hasWhiskers = drawn.some(({ points }) => points.some(({ means }) => means[metric].interval !== null));
  // A line has its name at its end; points alone have it in the legend.
  const isJoined = isNumeric;
  const legend: LegendEntry[] =
    isJoined || split === null
      ? []
      : drawn.map(({ level }, at) => ({ name: name(level), sample: { kind: 'point', ...seriesLook(at) } }));
  if (hasWhiskers) legend.push({ name: msg('95% interval over requests'), sample: { kind: 'whisker' } });
  return {
    shape: 'lines',
    title: [chartName(choice), axisHead(by)].join(' · '),
    legend,
    lines: drawn.map(({ level, points }, at) => ({
      name: isJoined ? name(level) : '',
      ...seriesLook(at),
      isDashed: at % 2 === 1,
      points: points.map((point) => ({
        x: xOf(point),
        y: point.means[metric].mean ?? 0,
        interval: point.means[metric].interval,
        label: `n ${formatCount(point.requests)}`,
      })),
    })),
    xTitle: axisHead(by),
    yTitle: metricName(metric),
    isJoined,
    xNames: isNumeric
      ? null
      : levels.map((level) =>
          shorten(levelWords(notebook, by?.name ?? null, { [by?.name ?? '']: level }), MOST_ON_AXIS),
        ),
    xFormat: (value) => String(value),
    yFormat: diversityFormat(metric),
    marks: drawn.flatMap(({ points }) => points.map((point) => toMark(point, context))),
  };
}
