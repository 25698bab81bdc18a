import { msg, str } from '@lit/localize';
import { formatTiming } from '../../core/duration.ts';
import type { TrialFigures } from '../../core/result-api.ts';
import { formatKrw, formatUsd, toKrw } from '../../core/money.ts';
import { currentLocale, formatCount, formatMs } from '../look/locale.ts';

/** One figure of a card's foot: short for the eye, in words for a tooltip and for those who listen. */
export interface FigureText {
  name: 'tokens' | 'cost' | 'time';
  short: string;
  words: string;
}

/** Tokens in and out; null where neither is known. */
export function tokensFigure({ inputTokens, outputTokens }: TrialFigures): FigureText | null {
  if (inputTokens === null && outputTokens === null) return null;
  const input = inputTokens === null ? '?' : formatCount(inputTokens);
  const output = outputTokens === null ? '?' : formatCount(outputTokens);
  return {
    name: 'tokens',
    short: msg(str`${input}→${output} tok`),
    words: msg(str`${input} input tokens, ${output} output tokens`),
  };
}

/** Cost in dollars and, where a rate is known, in won. An unknown price is said. */
export function costFigure({ costUsd }: Pick<TrialFigures, 'costUsd'>, krwPerUsd: number | null): FigureText {
  const usd = formatUsd(costUsd, currentLocale());
  if (usd === null)
    return { name: 'cost', short: msg('$ ?'), words: msg('cost unknown: no price for this model') };
  const krw = costUsd === 0 ? null : formatKrw(toKrw(costUsd, krwPerUsd), currentLocale());
  return {
    name: 'cost',
    short: krw === null ? usd : `${usd} ${krw}`,
    words: msg(str`cost ${usd}${krw ? ` (${krw})` : ''}`),
  };
}

/** First token and total time; null where the total is unknown. */
export function timeFigure({ ttftMs, totalMs }: Pick<TrialFigures, 'ttftMs' | 'totalMs'>): FigureText | null {
  if (totalMs === null) return null;
  const first = formatMs(ttftMs);
  const total = formatMs(totalMs);
  if (ttftMs === null) return { name: 'time', short: total, words: msg(str`${total} in all`) };
  return {
    name: 'time',
    short: formatTiming(ttftMs, totalMs, currentLocale()),
    words: msg(str`first token after ${first}, ${total} in all`),
  };
}
