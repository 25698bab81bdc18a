import { msg, str } from '@lit/localize';
import { formatKrw, formatUsdFine, toKrw } from '../../core/money.ts';
import type { Notebook } from '../../core/notebook.ts';
import { axisLabel, fullLevelLabel } from '../results/axis-label.ts';
import {
  answersPerValue,
  type ChartData,
  type ChartGroup,
  type ChartKind,
  type SeriesName,
} from './chart-data.ts';
import { currentLocale, formatCount, formatMs } from '../look/locale.ts';

/** A chart's name. `per`: how many answers its values are of. */
export function chartName(kind: ChartKind, per: 1 | 1000): string {
  switch (kind) {
    case 'cost':
      return per === 1 ? msg('Cost of an answer') : msg('Cost of 1,000 answers');
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

/** What the whiskers on the bars are. */
export function whiskerName(): string {
  return msg('95% interval of the mean');
}

/** A value of one answer with its unit, of `per` answers where it is money; a dash for unknown. `krwPerUsd`: money in won
 * too. */
export function chartValue(
  kind: ChartKind,
  value: number | null,
  { per = 1, krwPerUsd = null }: { per?: 1 | 1000; krwPerUsd?: number | null } = {},
): string {
  if (value === null) return '–';
  if (kind === 'cost') {
    const usd = formatUsdFine(value * per, currentLocale());
    const krw = value === 0 ? null : formatKrw(toKrw(value * per, krwPerUsd), currentLocale());
    return krw === null ? usd : `${usd} (${krw})`;
  }
  return kind === 'latency' ? formatMs(value) : formatCount(Math.round(value));
}

/** What stands at the end of a bar: its value and how many answers it is of. */
export function barLabel(kind: ChartKind, { n, unknown, whole }: ChartGroup, per: 1 | 1000): string {
  if (whole === null) return msg(str`unknown · n ${unknown}`);
  return `${chartValue(kind, whole, { per })} · n ${n}`;
}

/** What the chart shows, in a sentence or two. */
export function chartSentence(data: ChartData, notebook: Notebook, krwPerUsd: number | null): string {
  const { kind, by, groups, total } = data;
  const per = answersPerValue(data);
  const known = groups.filter((group) => group.whole !== null);
  const unknown = groups.reduce((sum, group) => sum + group.unknown, 0);
  const parts: string[] = [];
  if (groups.length === 0) return msg('Nothing to draw yet: it fills as trials finish.');
  const answers = formatCount(known.reduce((sum, group) => sum + group.n, 0));
  const isFree = kind === 'cost' && known.length > 0 && known.every((group) => group.whole === 0);
  if (isFree) parts.push(msg('These models are free.'));
  else if (kind === 'cost' && total !== null) {
    parts.push(msg(str`${chartValue(kind, total, { krwPerUsd })} in all for ${answers} answers.`));
  } else if (kind === 'tokens' && total !== null) {
    parts.push(msg(str`${chartValue(kind, total)} tokens in all for ${answers} answers.`));
  }
  const most = known.toSorted((a, b) => (b.whole ?? 0) - (a.whole ?? 0));
  const [first] = most;
  const last = most.at(-1);
  if (!isFree && by !== null && first && last && first.whole !== last.whole) {
    const high = fullLevelLabel(notebook, by, first.level);
    const low = fullLevelLabel(notebook, by, last.level);
    const highValue = chartValue(kind, first.whole, { per, krwPerUsd });
    const lowValue = chartValue(kind, last.whole, { per, krwPerUsd });
    if (kind === 'latency')
      parts.push(msg(str`Slowest by median: ${high} (${highValue}); fastest: ${low} (${lowValue}).`));
    else if (per === 1)
      parts.push(msg(str`Most on average: ${high} (${highValue}); least: ${low} (${lowValue}).`));
    else parts.push(msg(str`Most per 1,000 answers: ${high} (${highValue}); least: ${low} (${lowValue}).`));
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
