import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { tokenFigures } from '../core/logprob.ts';
import { unknownUsage } from '../core/trial.ts';
import { toRatesText } from './rates-text.ts';
import type { RecordSummary, TrialRecord } from '../core/trial.ts';

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** The columns of `records` but for `record_id`, which SQLite gives. */
export const RECORD_COLUMNS = [
  'run_id',
  'notebook',
  'cell_id',
  'trial_id',
  'repeat',
  'variant',
  'vars',
  'request_hash',
  'provider',
  'model',
  'status',
  'text',
  'reasoning',
  'finish_reason',
  'raw_finish_reason',
  'logprobs_kind',
  'has_tokens',
  'model_version',
  'vendor_request_id',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'cost_usd',
  'price_as_of',
  'failure',
  'skip',
  'attempts',
  'queued_ms',
  'ttft_ms',
  'total_ms',
  'started_at',
  'stored_at',
  'mean_logprob',
  'unsure_share',
  'rates',
] as const;

/** A record as a row. `storedAt` is ISO 8601, UTC. */
export function toRow(
  record: TrialRecord,
  storedAt: string,
): Record<(typeof RECORD_COLUMNS)[number], SQLInputValue> {
  const { trial, outcome } = record;
  const done = outcome.status === 'done' ? outcome.completion : null;
  const { meanLogprob, unsureShare } = tokenFigures(done?.tokens ?? null);
  const usage = done?.usage ?? ('usage' in outcome ? outcome.usage : undefined) ?? unknownUsage();
  return {
    run_id: record.runId,
    notebook: record.notebook,
    cell_id: trial.cellId,
    trial_id: trial.id,
    repeat: trial.repeat,
    variant: JSON.stringify(trial.variant),
    vars: JSON.stringify(trial.vars),
    request_hash: trial.requestHash,
    provider: trial.request.provider,
    model: trial.request.model,
    status: outcome.status,
    text: 'partialText' in outcome ? outcome.partialText : (done?.text ?? ''),
    reasoning: done?.reasoning ?? '',
    finish_reason: done?.finishReason ?? null,
    raw_finish_reason: done?.rawFinishReason ?? null,
    logprobs_kind: done?.logprobsKind ?? null,
    has_tokens: done?.tokens ? 1 : 0,
    model_version: done?.modelVersion ?? null,
    vendor_request_id: done?.requestId ?? null,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    reasoning_tokens: usage.reasoningTokens,
    cost_usd: 'costUsd' in outcome ? (outcome.costUsd ?? null) : null,
    price_as_of: outcome.status === 'done' ? outcome.priceAsOf : null,
    failure: outcome.status === 'error' ? JSON.stringify(outcome.failure) : null,
    skip: outcome.status === 'skipped' ? JSON.stringify(outcome.reason) : null,
    attempts: record.attempts,
    queued_ms: record.queuedMs,
    ttft_ms: record.ttftMs,
    total_ms: record.totalMs,
    started_at: record.startedAt,
    stored_at: storedAt,
    mean_logprob: meanLogprob,
    unsure_share: unsureShare,
    rates: 'rates' in outcome && outcome.rates ? toRatesText(outcome.rates) : null,
  };
}

/** A stored record as it is known from then on: numbered, and without its tokens. */
export function toSummary(record: TrialRecord, recordId: number): RecordSummary {
  const { outcome } = record;
  if (outcome.status !== 'done') return { ...record, recordId, hasTokens: false };
  const { completion } = outcome;
  return {
    ...record,
    recordId,
    outcome: { ...outcome, completion: { ...completion, tokens: null } },
    hasTokens: completion.tokens !== null,
  };
}
