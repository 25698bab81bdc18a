import { msg, str } from '@lit/localize';
import type { ChartKind } from '../../core/cell-kind.ts';
import { formatKrw, formatUsdFine, toKrw } from '../../core/money.ts';
import type { Notebook } from '../../core/notebook.ts';
import type { Variant } from '../../core/trial.ts';
import { currentLocale, formatCount, formatMs } from '../look/locale.ts';
import { axisLabel, fullLevelLabel, levelLabel } from '../results/axis-label.ts';
import type { ChartChoice, ChartCost } from './chart-choice.ts';
import type { Interval } from './chart-scene.ts';

/** What a kind of chart is called where it is chosen. */
export function kindName(kind: ChartKind): string {
  switch (kind) {
    case 'cost':
      return msg('Cost');
    case 'tokens':
      return msg('Tokens');
    case 'latency':
      return msg('Time');
    case 'pareto':
      return msg('Trade-off');
    case 'diversity':
      return msg('Diversity');
    case 'pass':
      return msg('Checks');
    case 'ratings':
      return msg('Ratings');
    default:
      kind satisfies never;
      return '';
  }
}

/** What a metric is called where it is chosen. */
export function metricName(metric: string): string {
  const names: Record<string, () => string> = {
    mean: () => msg('on average'),
    total: () => msg('in all'),
    time: () => msg('time'),
    speed: () => msg('tokens a second'),
    pass: () => msg('pass rate'),
    rating: () => msg('rating'),
    wins: () => msg('blind wins'),
    'distinct-2': () => msg('distinct word pairs'),
    similarity: () => msg('similarity'),
    duplicates: () => msg('exact duplicates'),
    cost: () => msg('cost'),
    tokens: () => msg('tokens'),
    latency: () => msg('time'),
  };
  return names[metric]?.() ?? metric;
}

/** A chart's name. `per`: of how many answers it says the cost. */
export function chartName(choice: ChartChoice, per: 1 | 1000 = 1): string {
  const { kind, metric, against } = choice;
  switch (kind) {
    case 'cost':
      if (metric === 'total') return msg('Cost of all answers');
      return per === 1 ? msg('Cost of an answer') : msg('Cost of 1,000 answers');
    case 'tokens':
      return metric === 'total' ? msg('Tokens of all answers') : msg('Tokens of an answer');
    case 'latency':
      return metric === 'speed' ? msg('Tokens a second after the first') : msg('Time of an answer');
    case 'pareto':
      return metric === 'rating'
        ? msg(str`Rating against ${metricName(against)}`)
        : msg(str`Pass rate against ${metricName(against)}`);
    case 'diversity':
      if (metric === 'similarity') return msg('How alike repeats are');
      return metric === 'duplicates'
        ? msg('Repeats with the very same text')
        : msg('Distinct word pairs among repeats');
    case 'pass':
      return msg('Checks passed');
    case 'ratings':
      return metric === 'wins' ? msg('Blind comparisons won') : msg('Ratings');
    default:
      kind satisfies never;
      return '';
  }
}

/** US dollars, with won where a rate is known. */
export function costWords(usd: number, krwPerUsd: number | null): string {
  const words = formatUsdFine(usd, currentLocale());
  const krw = usd === 0 ? null : formatKrw(toKrw(usd, krwPerUsd), currentLocale());
  return krw === null ? words : `${words} (${krw})`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs far more than using it. */
function formatOf(style: 'percent' | 'decimal', digits: number): Intl.NumberFormat {
  const key = `${currentLocale()} ${style} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    const options = { style, minimumFractionDigits: digits, maximumFractionDigits: digits };
    formats.set(key, (format = new Intl.NumberFormat(currentLocale(), options)));
  }
  return format;
}

/** A part of one as a percentage. */
export function percent(part: number): string {
  return formatOf('percent', 0).format(part);
}

/** A figure with as many decimals. */
export function decimal(value: number, digits: number): string {
  return formatOf('decimal', digits).format(value);
}

/** What of one answer is weighed: dollars, tokens or milliseconds. `per`: of so many answers, where it is money. */
export function costValue(
  against: ChartCost,
  value: number,
  { per = 1, krwPerUsd = null }: ValueOptions = {},
): string {
  if (against === 'cost') return costWords(value * per, krwPerUsd);
  return against === 'latency' ? formatMs(value) : formatCount(Math.round(value));
}

export interface ValueOptions {
  per?: 1 | 1000;
  /** Money in won too. */
  krwPerUsd?: number | null;
}

/** From – to, or a dash where there is no interval. */
export function intervalWords(interval: Interval | null, format: (value: number) => string): string {
  return interval === null ? '–' : `${format(interval.low)} – ${format(interval.high)}`;
}

/** What the whiskers are. */
export function whiskerName(): string {
  return msg('95% interval of the mean');
}

/** How the intervals are reckoned. `areThere`: whether any is drawn; one answer alone has none. */
export function intervalNote(choice: ChartChoice, areThere = true): string | null {
  const { kind, metric } = choice;
  const ofMeans = kind !== 'pass' && metric !== 'total' && !(kind === 'latency' && metric === 'time');
  if (!areThere && ofMeans)
    return kind === 'diversity'
      ? msg('No intervals: a mean over requests needs two of them or more for one.')
      : msg('No intervals: a mean needs two answers or more for one.');
  if (kind === 'pass') return msg('Intervals: 95%, Wilson (1927).');
  if (kind === 'pareto' && metric === 'pass')
    return msg('Whiskers: 95% intervals, of the rate by Wilson (1927), of the mean by Student’s t.');
  if (kind === 'ratings' && metric === 'wins')
    return msg('Whiskers: 95% intervals by Wilson (1927), a tie counted as half a win.');
  if (kind === 'latency' && metric === 'time')
    return msg(
      'A bar ends at the percentile of the whole time and is split at the same percentile of the time to the first token.',
    );
  if (metric === 'total') return null;
  if (kind === 'diversity') return msg('Whiskers: 95% intervals of the mean over requests, by Student’s t.');
  return msg('Whiskers: 95% intervals of the mean, by Student’s t.');
}

/** The levels in one line; everything, where there are none. */
export function levelsLine(notebook: Notebook, levels: Variant): string {
  const names = Object.keys(levels);
  if (names.length === 0) return msg('all');
  return names.map((name) => fullLevelLabel(notebook, name, levels[name] ?? null)).join(' · ');
}

/** The level of one axis alone, under whose name it stands; everything for no axis. */
export function levelWords(notebook: Notebook, axis: string | null, levels: Variant): string {
  return axis === null ? msg('all') : levelLabel(notebook, axis, levels[axis] ?? null);
}

/** What stands on an axis of a chart, and over the column of a table. */
export function axisHead(axis: { name: string } | null): string {
  return axis === null ? msg('all') : axisLabel(axis.name);
}
