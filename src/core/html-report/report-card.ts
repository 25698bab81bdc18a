import { RATINGS, type Annotation } from '../annotation.ts';
import { surprisalBin } from '../logprob.ts';
import { costUsdOf, usageOf } from '../metric.ts';
import { formatUsd } from '../money.ts';
import { toPieces } from '../piece.ts';
import type { Standing } from '../standing.ts';
import type { Locale, Text } from '../text.ts';
import type { RecordSummary, TokenLogprob, Variant } from '../trial.ts';
import { escapeHtml, markup, type Markup } from './markup.ts';
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
  seconds: (ms: number) => string;
  /** A share, 0 to 1. */
  percent: (share: number) => string;
}

/** A voice in a language. */
export function toVoice(locale: Locale, words: ReportWords): ReportVoice {
  const language = locale === 'ko' ? 'ko-KR' : 'en-US';
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent' });
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return {
    locale,
    words,
    count: (n) => numbers.format(n),
    percent: (share) => percents.format(share),
    seconds: (ms) => `${seconds.format(ms / 1000)}${locale === 'ko' ? '초' : ' s'}`,
  };
}

function toText(text: string, tokens: readonly TokenLogprob[] | null): Markup {
  const language = /[가-힣]/.test(text) ? ' lang="ko"' : '';
  const inner = tokens === null ? escapeHtml(text) : toHeat(text, tokens);
  return markup`<div class="text"${language as Markup}>${inner}</div>`;
}

/** The text with a span for each stretch of one bin; the lowest bin is left plain. */
function toHeat(text: string, tokens: readonly TokenLogprob[]): Markup {
  let out = '';
  for (const piece of toPieces(text, tokens)) {
    const bin = piece.surprisalBits === null ? 0 : surprisalBin(piece.surprisalBits);
    const inner = escapeHtml(piece.text);
    out +=
      bin === 0
        ? inner
        : `<span class="h${bin}" title="${piece.surprisalBits?.toFixed(2) ?? ''}">${inner}</span>`;
  }
  return out as Markup;
}

function toFigures(record: RecordSummary, { words, locale, count, seconds }: ReportVoice): Markup {
  const usage = usageOf(record);
  const shown = (tokens: number | null | undefined) => (tokens == null ? '?' : count(tokens));
  const parts: string[] = [];
  if (usage) parts.push(words.tokens(shown(usage.inputTokens), shown(usage.outputTokens)));
  parts.push(formatUsd(costUsdOf(record), locale) ?? '$ ?');
  if (record.totalMs !== null) {
    parts.push(
      record.ttftMs === null
        ? seconds(record.totalMs)
        : words.timing(seconds(record.ttftMs), seconds(record.totalMs)),
    );
  }
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
    body = markup`<div class="bad">${escapeHtml(outcome.failure.message)}</div>${outcome.partialText === '' ? null : toText(outcome.partialText, null)}`;
  } else if (outcome?.status === 'aborted' && outcome.partialText !== '') {
    body = toText(outcome.partialText, null);
  }
  const said = trial.annotation && toSaid(trial.annotation, voice);
  const old = standing === 'stale' ? ' old' : '';
  return markup`<div class="card${old as Markup}">${head}${status}${body}${said}</div>`;
}
