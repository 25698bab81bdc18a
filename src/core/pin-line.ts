import { z } from 'zod';
import type { Annotation } from './annotation.ts';
import { tokenFigures } from './logprob.ts';
import { fromPinTokens, pinTokensSchema, toPinTokens } from './pin-tokens.ts';
import { PINNED_RUN } from './pinned.ts';
import type { Text } from './text.ts';
import { requestHash, trialId } from './trial.ts';
import type { RecordSummary, TokenLogprob, Value } from './trial.ts';

/** One pinned answer: the record as the store would have it (its number is given by whoever keeps it), its tokens, and what
 * a person has said of it. */
export interface PinnedAnswer {
  record: RecordSummary;
  tokens: TokenLogprob[] | null;
  /** Mean ln p of its tokens, known though they are not written; null where it is not. */
  meanLogprob: number | null;
  /** Share of its tokens that were unsure, see `LogprobStats`; null where it is not known. */
  unsureShare: number | null;
  annotation: Annotation | null;
}

const value: z.ZodType<Value> = z.json();
const count = z.number().int().min(0).nullable();
const time = z.number().min(0).nullable();

const rate = z.number().min(0);

const annotationSchema = z.object({
  starred: z.boolean(),
  rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
  note: z.string(),
  tags: z.array(z.string()),
}) satisfies z.ZodType<Annotation>;

const lineSchema = z.object({
  matrix: z.string().min(1),
  variant: z.record(z.string(), value),
  repeat: z.number().int().min(1),
  vars: z.record(z.string(), z.string()),
  request: z.object({
    provider: z.string().min(1),
    model: z.string().min(1),
    messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
    params: z.record(z.string(), value),
  }),
  requestHash: z.string(),
  answer: z.object({
    text: z.string(),
    reasoning: z.string(),
    finishReason: z.enum(['stop', 'length', 'content_filter', 'refusal', 'tool_calls', 'other']),
    rawFinishReason: z.string().nullable(),
    logprobsKind: z.enum(['raw', 'sampled', 'unknown']).nullable(),
    modelVersion: z.string().nullable(),
    usage: z.object({
      inputTokens: count,
      outputTokens: count,
      cachedInputTokens: count,
      cacheWriteTokens: count,
      reasoningTokens: count,
    }),
  }),
  costUsd: z.number().nullable(),
  priceAsOf: z.string().nullable(),
  rates: z
    .object({
      input: rate,
      cachedInput: rate,
      cacheWrite: rate,
      output: rate,
      reasoning: rate,
      request: rate,
    })
    .optional(),
  attempts: z.number().int().min(0),
  queuedMs: z.number().min(0),
  ttftMs: time,
  totalMs: time,
  startedAt: z.iso.datetime(),
  meanLogprob: z.number().nullable().default(null),
  unsureShare: z.number().min(0).max(1).nullable().default(null),
  annotation: annotationSchema.nullable().default(null),
  tokens: pinTokensSchema.default(null),
});

function roundMs(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}

/** An answer as a line of a file of pinned results, without a line end; null for a record that is no answer. Equal answers
 * have equal lines. */
export function toPinLine({
  record,
  tokens,
  meanLogprob,
  unsureShare,
  annotation,
}: PinnedAnswer): string | null {
  const { trial, outcome } = record;
  if (outcome.status !== 'done') return null;
  const { provider, model, messages, params } = trial.request;
  const { text, reasoning, finishReason, rawFinishReason, logprobsKind, modelVersion, usage } =
    outcome.completion;
  return JSON.stringify({
    matrix: trial.cellId,
    variant: trial.variant,
    repeat: trial.repeat,
    vars: trial.vars,
    request: { provider, model, messages: messages.map(({ role, content }) => ({ role, content })), params },
    requestHash: trial.requestHash,
    answer: {
      text,
      reasoning,
      finishReason,
      rawFinishReason,
      logprobsKind,
      modelVersion,
      usage: {
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        cachedInputTokens: usage.cachedInputTokens,
        cacheWriteTokens: usage.cacheWriteTokens,
        reasoningTokens: usage.reasoningTokens,
      },
    },
    costUsd: outcome.costUsd,
    priceAsOf: outcome.priceAsOf,
    ...(outcome.rates ? { rates: outcome.rates } : {}),
    attempts: record.attempts,
    queuedMs: Math.round(record.queuedMs),
    ttftMs: roundMs(record.ttftMs),
    totalMs: roundMs(record.totalMs),
    startedAt: record.startedAt,
    meanLogprob: meanLogprob === null ? null : Math.round(meanLogprob * 1e5) / 1e5,
    ...(unsureShare === null ? {} : { unsureShare: Math.round(unsureShare * 1e5) / 1e5 }),
    annotation,
    ...(tokens === null ? {} : { tokens: toPinTokens(tokens) }),
  } satisfies z.input<typeof lineSchema> | Record<string, unknown>);
}

const NO_JSON: Text = { en: 'it is not JSON', ko: 'JSON이 아닙니다' };
const OTHER_HASH: Text = {
  en: 'its request has been changed by hand: it does not have the hash that stands beside it',
  ko: '요청이 손으로 바뀌었습니다. 함께 적힌 해시와 맞지 않습니다',
};

function toFault(error: z.ZodError): Text {
  const [issue] = error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  return { en: `${at} is missing or wrong`, ko: `${at} 값이 없거나 잘못되었습니다` };
}

/** The answer that a line holds, or what is wrong with the line. */
export function readPinLine(line: string, notebook: string): { answer: PinnedAnswer } | { fault: Text } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { fault: NO_JSON };
  }
  const { data, error } = lineSchema.safeParse(json);
  if (error) return { fault: toFault(error) };
  const { matrix, variant, repeat, vars, request } = data;
  if (requestHash(request) !== data.requestHash) return { fault: OTHER_HASH };
  const tokens = fromPinTokens(data.tokens);
  const record: RecordSummary = {
    recordId: 0,
    runId: PINNED_RUN,
    notebook,
    trial: {
      id: trialId(matrix, variant, repeat),
      cellId: matrix,
      variant,
      repeat,
      vars,
      request,
      requestHash: data.requestHash,
      skip: null,
    },
    outcome: {
      status: 'done',
      completion: { ...data.answer, tokens: null, requestId: null },
      costUsd: data.costUsd,
      priceAsOf: data.priceAsOf,
      ...(data.rates ? { rates: data.rates } : {}),
    },
    attempts: data.attempts,
    queuedMs: data.queuedMs,
    ttftMs: data.ttftMs,
    totalMs: data.totalMs,
    startedAt: data.startedAt,
    hasTokens: tokens !== null,
  };
  const { meanLogprob, annotation } = data;
  // A line of before says nothing of it, but its tokens may.
  const unsureShare = data.unsureShare ?? tokenFigures(tokens).unsureShare;
  return { answer: { record, tokens, meanLogprob, unsureShare, annotation } };
}
