import { RATINGS, type Annotation } from '../annotation.ts';
import { formatDuration, formatTiming } from '../duration.ts';
import { failureMessage } from '../failure.ts';
import { joinSentences } from '../join-sentences.ts';
import { surprisalBin } from '../logprob.ts';
import { costUsdOf, usageOf } from '../metric.ts';
import { formatKrw, formatUsd, toKrw } from '../money.ts';
import { toPieces } from '../piece.ts';
import type { Standing } from '../standing.ts';
import type { Locale, Text } from '../text.ts';
import type { RecordSummary, TokenLogprob, Variant } from '../trial.ts';
import { directionOf, escapeHtml, escapeSeen, markup, type Markup } from './markup.ts';
import type { ReportWords } from './report-words.ts';

/** A trial as a report shows it. */
export interface ReportTrial {
  trialId: string;
  variant: Variant;
  repeat: number;
  standing: Standing;
  /** Why it is stale or skipped. */
  reason: Text | null;
  record: RecordSummary | null;
  /** null where there are none, or they are left out. */
  tokens: readonly TokenLogprob[] | null;
  /** What its checks say; empty where none ran. `pass` null: it could not be told. */
  checks: { id: string; pass: boolean | null }[];
  /** What a person has said of the answer; null where nothing. */
  annotation: Annotation | null;
}

/** How a report writes what it says. */
export interface ReportVoice {
  locale: Locale;
  words: ReportWords;
  count: (n: number) => string;
  duration: (ms: number) => string;
  /** To the first token, and in all. */
  timing: (firstMs: number, totalMs: number) => string;
  /** US dollars and, where a rate is known, won; null is unknown. */
  cost: (usd: number | null) => string;
  /** A share, 0 to 1. */
  percent: (share: number) => string;
}

/** A voice in a language; `krwPerUsd` is won a dollar. */
export function toVoice(locale: Locale, words: ReportWords, krwPerUsd: number | null): ReportVoice {
  const language = locale === 'ko' ? 'ko-KR' : 'en-US';
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent' });
  return {
    locale,
    words,
    count: (n) => numbers.format(n),
    percent: (share) => percents.format(share),
    duration: (ms) => formatDuration(ms, locale),
    timing: (firstMs, totalMs) => formatTiming(firstMs, totalMs, locale),
    cost: (usd) => {
      const krw = usd === 0 ? null : formatKrw(toKrw(usd, krwPerUsd), locale);
      return [formatUsd(usd, locale) ?? '$ ?', ...(krw === null ? [] : [krw])].join(' ');
    },
  };
}

function toText(text: string, tokens: readonly TokenLogprob[] | null): Markup {
  const language = /[가-힣]/.test(text) ? ' lang="ko"' : '';
  const inner = tokens === null ? escapeSeen(text) : toHeat(text, tokens);
  return markup`<div class="text"${language as Markup}${directionOf(text)}>${inner}</div>`;
}

/** The text with a span for each stretch of one bin; the lowest bin is left plain. */
function toHeat(text: string, tokens: readonly TokenLogprob[]): Markup {
  let out = '';
  for (const piece of toPieces(text, tokens)) {
    const bin = piece.surprisalBits === null ? 0 : surprisalBin(piece.surprisalBits);
    const inner = escapeSeen(piece.text);
    out +=
      bin === 0
        ? inner
        : `<span class="h${bin}" title="${piece.surprisalBits?.toFixed(2) ?? ''}">${inner}</span>`;
  }
  return out as Markup;
}

function toFigures(record: RecordSummary, { words, count, duration, timing, cost }: ReportVoice): Markup {
  const { inputTokens = null, outputTokens = null } = usageOf(record) ?? {};
  const { ttftMs, totalMs } = record;
  const shown = (tokens: number | null) => (tokens === null ? '?' : count(tokens));
  const parts = [
    ...(inputTokens === null && outputTokens === null
      ? []
      : [words.tokens(shown(inputTokens), shown(outputTokens))]),
    cost(costUsdOf(record)),
    ...(totalMs === null ? [] : [ttftMs === null ? duration(totalMs) : timing(ttftMs, totalMs)]),
  ];
  return escapeHtml(parts.join(' · '));
}

/** What a person has said of an answer, as the page shows it: a star, 4/5, tags; and the note in full. */
function toSaid({ starred, rating, note, tags }: Annotation, { words }: ReportVoice): Markup {
  const mark = (name: string, shown: string) =>
    markup`<span class="mark" role="img" aria-label="${escapeHtml(name)}" title="${escapeHtml(name)}">${escapeHtml(shown)}</span>`;
  const most = RATINGS.length;
  const marks = [
    ...(starred ? [mark(words.starred, '★')] : []),
    ...(rating === null ? [] : [mark(words.rated(String(rating), String(most)), `${rating}/${most}`)]),
    ...tags.map((tag) => markup`<span class="mark"><bdi>${escapeHtml(`#${tag}`)}</bdi></span>`),
  ];
  const line = marks.length > 0 ? markup`<div class="said">${marks}</div>` : null;
  const written =
    note === ''
      ? null
      : markup`<div class="remark"><span class="meta">${escapeHtml(words.note)}</span> <bdi>${escapeHtml(note)}</bdi></div>`;
  return markup`${line}${written}`;
}

/** One trial: its text painted, or why there is none, its figures, and what a person has said of it. */
export function toCard(trial: ReportTrial, voice: ReportVoice, { isOneOfMany = false } = {}): Markup {
  const { words, locale, count } = voice;
  const { record, standing, reason } = trial;
  const outcome = record?.outcome;
  const head = isOneOfMany
    ? markup`<div class="meta">${escapeHtml(words.repeat(count(trial.repeat)))}</div>`
    : null;
  const status =
    standing === 'done'
      ? null
      : markup`<div class="${(standing === 'error' ? 'bad' : 'meta') as Markup}">${escapeHtml(
          [words.standing[standing], reason?.[locale]].filter(Boolean).join(': '),
        )}</div>`;
  let body: Markup | null = null;
  if (outcome?.status === 'done') {
    const { completion } = outcome;
    const cut =
      completion.finishReason === 'length'
        ? markup` <span class="warn">${escapeHtml(words.cut)}</span>`
        : null;
    const checks = trial.checks.map(
      ({ id, pass }) =>
        markup` <span class="${(pass === true ? 'good' : pass === false ? 'bad' : 'meta') as Markup}">${escapeHtml(
          `${pass === true ? '✓' : pass === false ? '✕' : '?'} ${id}`,
        )}</span>`,
    );
    body = markup`${toText(completion.text, trial.tokens)}
<div class="foot">${record ? toFigures(record, voice) : null}${cut}${checks}</div>`;
  } else if (outcome?.status === 'error') {
    const { failure } = outcome;
    const why = joinSentences(failureMessage(failure, locale), failure.hint[locale]);
    body = markup`<div class="bad">${escapeHtml(why)}</div>${outcome.partialText === '' ? null : toText(outcome.partialText, null)}`;
  } else if (outcome?.status === 'aborted' && outcome.partialText !== '') {
    body = toText(outcome.partialText, null);
  }
  const said = trial.annotation && toSaid(trial.annotation, voice);
  const old = standing === 'stale' ? ' old' : '';
  return markup`<div class="card${old as Markup}">${head}${status}${body}${said}</div>`;
}
