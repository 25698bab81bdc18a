import { msg, str } from '@lit/localize';
import { formatKrw, formatUsd, toKrw } from '../core/money.ts';
import type { Notebook } from '../core/notebook.ts';
import { axisLabel, fullLevelLabel } from './axis-label.ts';
import type { ChartData, ChartGroup, ChartKind, SeriesName } from './chart-data.ts';
import { currentLocale, formatCount, formatMs } from './locale.ts';

/** A chart's name. */
export function chartName(kind: ChartKind): string {
  switch (kind) {
    case 'cost':
      return msg('Cost of an answer');
    case 'tokens':
      return msg('Tokens of an answer');
    case 'latency':
      return msg('Time of an answer');
    default:
      kind satisfies never;
      return '';
  }
}

/** A series' name in the legend. */
export function seriesName(series: SeriesName): string {
  switch (series) {
    case 'cost':
      return msg('cost');
    case 'input':
      return msg('input');
    case 'cached':
      return msg('cached input');
    case 'reasoning':
      return msg('reasoning');
    case 'output':
      return msg('output');
    case 'p50-first':
      return msg('to the first token, median');
    case 'p50-rest':
      return msg('the rest, median');
    case 'p95-first':
      return msg('to the first token, 95th percentile');
    case 'p95-rest':
      return msg('the rest, 95th percentile');
    default:
      series satisfies never;
      return '';
  }
}

/** A value of a chart with its unit; a dash for unknown. `krwPerUsd`: sums of money in won too. */
export function chartValue(kind: ChartKind, value: number | null, krwPerUsd: number | null = null): string {
  if (value === null) return '–';
  if (kind === 'cost') {
    const usd = formatUsd(value, currentLocale()) ?? '–';
    const krw = value === 0 ? null : formatKrw(toKrw(value, krwPerUsd), currentLocale());
    return krw === null ? usd : `${usd} (${krw})`;
  }
  return kind === 'latency' ? formatMs(value) : formatCount(Math.round(value));
}

/** What stands at the end of a bar: its value and how many answers it is of. */
export function barLabel(kind: ChartKind, { n, unknown, whole }: ChartGroup): string {
  if (whole === null) return msg(str`unknown · n ${unknown}`);
  return `${chartValue(kind, whole)} · n ${n}`;
}

/** What the chart shows, in a sentence or two. */
export function chartSentence(data: ChartData, notebook: Notebook, krwPerUsd: number | null): string {
  const { kind, by, groups, total } = data;
  const known = groups.filter((group) => group.whole !== null);
  const unknown = groups.reduce((sum, group) => sum + group.unknown, 0);
  const parts: string[] = [];
  if (groups.length === 0) return msg('Nothing to draw yet: it fills as trials finish.');
  const answers = formatCount(known.reduce((sum, group) => sum + group.n, 0));
  const isFree = kind === 'cost' && known.length > 0 && known.every((group) => group.whole === 0);
  if (isFree) parts.push(msg('These models are free.'));
  else if (kind === 'cost' && total !== null) {
    parts.push(msg(str`${chartValue(kind, total, krwPerUsd)} in all for ${answers} answers.`));
  } else if (kind === 'tokens' && total !== null) {
    parts.push(msg(str`${chartValue(kind, total)} tokens in all for ${answers} answers.`));
  }
  const most = known.toSorted((a, b) => (b.whole ?? 0) - (a.whole ?? 0));
  const [first] = most;
  const last = most.at(-1);
  if (!isFree && by !== null && first && last && first.whole !== last.whole) {
    const high = fullLevelLabel(notebook, by, first.level);
    const low = fullLevelLabel(notebook, by, last.level);
    const highValue = chartValue(kind, first.whole, krwPerUsd);
    const lowValue = chartValue(kind, last.whole, krwPerUsd);
    parts.push(
      kind === 'latency'
        ? msg(str`Slowest by median: ${high} (${highValue}); fastest: ${low} (${lowValue}).`)
        : msg(str`Most on average: ${high} (${highValue}); least: ${low} (${lowValue}).`),
    );
  }
  if (unknown > 0) {
    parts.push(
      kind === 'cost'
        ? msg(str`${formatCount(unknown)} answers have no known price and are in no bar.`)
        : msg(str`${formatCount(unknown)} answers are of unknown size and are in no bar.`),
    );
  }
  return parts.join(' ');
}

/** The head of the table's first column. */
export function levelHead(by: string | null): string {
  return by === null ? msg('all') : axisLabel(by);
}
