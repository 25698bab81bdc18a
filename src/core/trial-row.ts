import type { Annotation } from './annotation.ts';
import type { RowsPage, TrialColumns, TrialFigures, TrialRow } from './result-api.ts';
import type { TokenFigures } from './logprob.ts';
import { costUsdOf, logprobsKindOf, outputTokensPerS, ratesOf, usageOf } from './metric.ts';
import type { Axis } from './notebook.ts';
import type { Text } from './text.ts';
import { unknownUsage } from './trial.ts';
import type { Rates, RecordSummary, Value, Variant } from './trial.ts';

/** As many characters of an answer as a row holds. */
const HEAD_CHARACTERS = 60;

/** What the figures of a record are made of. */
export type FiguredRecord = Pick<
  RecordSummary,
  'outcome' | 'attempts' | 'queuedMs' | 'ttftMs' | 'totalMs' | 'hasTokens'
>;

/** A record in numbers. `ofTokens` is what is kept of its token list. */
export function toFigures(record: FiguredRecord, ofTokens: TokenFigures): TrialFigures {
  const { outcome } = record;
  const completion = outcome.status === 'done' ? outcome.completion : null;
  return {
    ...(usageOf(record) ?? unknownUsage()),
    costUsd: costUsdOf(record),
    queuedMs: record.queuedMs,
    ttftMs: record.ttftMs,
    totalMs: record.totalMs,
    attempts: record.attempts,
    finishReason: completion?.finishReason ?? null,
    rawFinishReason: completion?.rawFinishReason ?? null,
    outputTokensPerS: outputTokensPerS(record),
    meanLogprob: ofTokens.meanLogprob,
    unsureShare: ofTokens.unsureShare,
    logprobsKind: logprobsKindOf(record),
    hasTokens: record.hasTokens,
    priceAsOf: outcome.status === 'done' ? outcome.priceAsOf : null,
    errorKind: outcome.status === 'error' ? outcome.failure.kind : null,
    rates: ratesOf(record),
  };
}

/**
 * A short text that two answers share where they are the same: their length and a 53-bit hash of their characters
 * (cyrb53). Of a hundred thousand answers one pair of different ones shares it once in two million times.
 */
export function textKey(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${text.length.toString(36)}.${(4294967296 * (2097151 & b) + (a >>> 0)).toString(36)}`;
}

/** How many characters the answer of a {@link textKey} has; 0 where there is none. */
export function textLength(key: string | null): number {
  const length = Number.parseInt(key?.split('.')[0] ?? '', 36);
  return Number.isNaN(length) ? 0 : length;
}

/** How an answer begins, on one line: to sort by, and to show until the whole is there. */
export function textHead(text: string): string {
  const head = text
    .slice(0, 4 * HEAD_CHARACTERS)
    .trim()
    .replaceAll(/\s+/g, ' ')
    .slice(0, HEAD_CHARACTERS);
  // Not half a surrogate pair; and a copy, since a slice would keep the whole text in memory.
  return Array.from(head.isWellFormed() ? head : head.slice(0, -1).toWellFormed()).join('');
}

/** Key and beginning of a record's answer; null where there is none. */
export function toTextMarks({ outcome }: Pick<RecordSummary, 'outcome'>): Pick<TrialRow, 'textKey' | 'head'> {
  if (outcome.status !== 'done') return { textKey: null, head: null };
  const { text } = outcome.completion;
  return { textKey: textKey(text), head: textHead(text) };
}

const PASS_MARKS = { '1': true, '0': false, '?': null } as const;

function toMarks(checks: TrialRow['checks']): string {
  return checks.map((pass) => (pass === null ? '?' : pass ? '1' : '0')).join('');
}

function fromMarks(marks: string): TrialRow['checks'] {
  return Array.from(marks, (mark) => PASS_MARKS[mark as keyof typeof PASS_MARKS] ?? null);
}

const FIGURES: readonly (keyof Omit<TrialFigures, 'rates'>)[] = [
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'costUsd',
  'queuedMs',
  'ttftMs',
  'totalMs',
  'attempts',
  'finishReason',
  'rawFinishReason',
  'outputTokensPerS',
  'meanLogprob',
  'unsureShare',
  'logprobsKind',
  'hasTokens',
  'priceAsOf',
  'errorKind',
];

/** Figures are measured no finer than this, and a hundred thousand of them are sent. */
function round(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
}

/** Rates of many answers, each once, and the place of each answer's; no places where nobody has any. */
function toRates(figures: readonly TrialFigures[]): { rates: Rates[]; places: (number | null)[] } {
  const places = new Map<string, number>();
  const all: Rates[] = [];
  const known = new Map<Rates, number>();
  const placeOf = (rates: Rates): number => {
    let place = known.get(rates);
    if (place !== undefined) return place;
    const key = JSON.stringify(rates);
    place = places.get(key);
    if (place === undefined) places.set(key, (place = all.push(rates) - 1));
    known.set(rates, place);
    return place;
  };
  const at = figures.map(({ rates }) => (rates === null ? null : placeOf(rates)));
  return { rates: all, places: all.length === 0 ? [] : at };
}

/** Rows as columns, which are half as long as JSON, and quick to read. `axes` are those of their variants. */
export function toColumns(rows: readonly TrialRow[], axes: readonly Axis[]): TrialColumns {
  const places = axes.map(({ levels }) => new Map(levels.map((level, index) => [level, index])));
  const texts: Text[] = [];
  const placeOfText = new Map<string, number>();
  const placeText = (text: Text | null): number | null => {
    if (text === null) return null;
    const known = placeOfText.get(text.en);
    if (known !== undefined) return known;
    placeOfText.set(text.en, texts.length);
    return texts.push(text) - 1;
  };
  const withFigures = rows.flatMap(({ figures }) => figures ?? []);
  const { rates, places: ratePlaces } = toRates(withFigures);
  return {
    trialId: rows.map((row) => row.trialId),
    levels: axes.map(({ name }, at) =>
      rows.map(({ variant }) => (name in variant ? (places[at]?.get(variant[name] ?? null) ?? -1) : -1)),
    ),
    repeat: rows.map((row) => row.repeat),
    requestHash: rows.map((row) => row.requestHash),
    answerHashes: rows.flatMap(({ answerHash, requestHash }, at) =>
      answerHash === requestHash ? [] : [{ at, hash: answerHash }],
    ),
    standing: rows.map((row) => row.standing),
    reason: rows.map((row) => placeText(row.reason)),
    reasons: texts,
    recordId: rows.map((row) => row.recordId),
    textKey: rows.map((row) => row.textKey),
    head: rows.map((row) => row.head),
    checks: rows.map((row) => toMarks(row.checks)),
    annotations: rows.flatMap(({ annotation }, at) => (annotation ? [{ at, ...annotation }] : [])),
    rates,
    figures: {
      ...(Object.fromEntries(
        FIGURES.map((name) => [name, withFigures.map((figures) => round(figures[name]))]),
      ) as Omit<TrialColumns['figures'], 'rates'>),
      rates: ratePlaces,
    },
  };
}

/** The rows of a page of columns. */
export function fromColumns({ axes, rows: columns }: Pick<RowsPage, 'axes' | 'rows'>): TrialRow[] {
  const annotations = new Map(
    columns.annotations.map(({ at, ...annotation }): [number, Annotation] => [at, annotation]),
  );
  const answerHashes = new Map(columns.answerHashes.map(({ at, hash }) => [at, hash]));
  const none: TrialRow['checks'] = [];
  const verdicts = new Map<string, TrialRow['checks']>([['', none]]);
  const checksOf = (marks: string): TrialRow['checks'] => {
    let checks = verdicts.get(marks);
    if (!checks) verdicts.set(marks, (checks = fromMarks(marks)));
    return checks;
  };
  let next = 0;
  return columns.trialId.map((trialId, at) => {
    const recordId = columns.recordId[at] ?? null;
    const reason = columns.reason[at] ?? null;
    return {
      trialId,
      variant: toVariant(axes, columns.levels, at),
      repeat: columns.repeat[at] ?? 1,
      requestHash: columns.requestHash[at] ?? '',
      answerHash: answerHashes.get(at) ?? columns.requestHash[at] ?? '',
      standing: columns.standing[at] ?? 'never',
      reason: reason === null ? null : (columns.reasons[reason] ?? null),
      recordId,
      figures: recordId === null ? null : toFiguresAt(columns, next++),
      textKey: columns.textKey[at] ?? null,
      head: columns.head[at] ?? null,
      checks: checksOf(columns.checks[at] ?? ''),
      annotation: annotations.get(at) ?? null,
    };
  });
}

function toVariant(axes: readonly Axis[], levels: number[][], at: number): Variant {
  const variant: Variant = {};
  for (const [index, { name, levels: ofAxis }] of axes.entries()) {
    const place = levels[index]?.[at] ?? -1;
    if (place >= 0) variant[name] = ofAxis[place] as Value;
  }
  return variant;
}

function toFiguresAt({ figures: columns, rates }: TrialColumns, at: number): TrialFigures {
  return {
    inputTokens: columns.inputTokens[at] ?? null,
    outputTokens: columns.outputTokens[at] ?? null,
    cachedInputTokens: columns.cachedInputTokens[at] ?? null,
    cacheWriteTokens: columns.cacheWriteTokens[at] ?? null,
    reasoningTokens: columns.reasoningTokens[at] ?? null,
    costUsd: columns.costUsd[at] ?? null,
    queuedMs: columns.queuedMs[at] ?? null,
    ttftMs: columns.ttftMs[at] ?? null,
    totalMs: columns.totalMs[at] ?? null,
    attempts: columns.attempts[at] ?? 0,
    finishReason: columns.finishReason[at] ?? null,
    rawFinishReason: columns.rawFinishReason[at] ?? null,
    outputTokensPerS: columns.outputTokensPerS[at] ?? null,
    meanLogprob: columns.meanLogprob[at] ?? null,
    unsureShare: columns.unsureShare[at] ?? null,
    logprobsKind: columns.logprobsKind[at] ?? null,
    hasTokens: columns.hasTokens[at] ?? false,
    priceAsOf: columns.priceAsOf[at] ?? null,
    errorKind: columns.errorKind[at] ?? null,
    rates: rates[columns.rates[at] ?? -1] ?? null,
  };
}
