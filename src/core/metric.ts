import { logprobStats } from './logprob.ts';
import type { LogprobStats } from './logprob.ts';
import type { Standing } from './standing.ts';
import type { Text } from './text.ts';
import type { LogprobsKind, Outcome, Rates, TokenLogprob, Usage, Variant, Value } from './trial.ts';
import { hasPassedAll } from './verdict.ts';

/** What can be measured on a record, and averaged, charted and compared. */
export type MetricName =
  | 'costUsd'
  | 'inputTokens'
  | 'outputTokens'
  | 'cachedInputTokens'
  | 'reasoningTokens'
  | 'ttftMs'
  | 'totalMs'
  | 'outputTokensPerS'
  | 'meanLogprob'
  | 'passRate';

/** What measuring needs of a record: a `TrialRecord`, a `RecordSummary` or a `LeanRecord` will do. */
export interface MeasuredRecord {
  trial: {
    variant: Variant;
    request: { provider: string; model: string; params: Record<string, Value> };
  };
  outcome: Outcome;
  ttftMs: number | null;
  totalMs: number | null;
}

/** What is known of a record beside the record itself. What is left out is unknown. */
export interface RowContext {
  /** By the id of the check: whether the response passed it; null where that could not be told. */
  checks?: Record<string, boolean | null>;
  /** The token list, where the record was read without it. */
  tokens?: TokenLogprob[] | null;
  /** The figures of the token list, where the record was read without it and the list is not at hand. */
  logprobs?: LogprobStats | null;
  /** Whether the result was there before and was not made anew. */
  cached?: boolean | null;
  /** Won for a dollar. */
  krwPerUsd?: number | null;
  rating?: number | string | null;
  ratingNote?: string | null;
  starred?: boolean | null;
  tags?: readonly string[] | null;
  /** What its persona is called in the notebook as it is now. */
  personaName?: string | null;
  /** How its trial stands as the notebook is now. */
  standing?: Standing | null;
  /** What has changed since, of a stale one. */
  staleReason?: Text | null;
}

/** The usage of a record; null where there was none to be had. */
export function usageOf({ outcome }: Pick<MeasuredRecord, 'outcome'>): Usage | null {
  if (outcome.status === 'done') return outcome.completion.usage;
  if (outcome.status === 'error') return outcome.usage;
  return outcome.status === 'aborted' ? (outcome.usage ?? null) : null;
}

/** What a record cost, US dollars; null for unknown. */
export function costUsdOf({ outcome }: Pick<MeasuredRecord, 'outcome'>): number | null {
  return outcome.status === 'skipped' ? null : (outcome.costUsd ?? null);
}

/** What a record's cost was reckoned at; null where that is unknown, or nothing was paid. */
export function ratesOf({ outcome }: Pick<MeasuredRecord, 'outcome'>): Rates | null {
  return outcome.status === 'skipped' ? null : (outcome.rates ?? null);
}

/** The token list of a record, from wherever it is at hand; null where there is none. */
export function tokensOf({ outcome }: MeasuredRecord, context: RowContext): TokenLogprob[] | null {
  if (outcome.status !== 'done') return null;
  return context.tokens ?? outcome.completion.tokens;
}

/** The figures of a record's token list; null where there is none. */
export function logprobStatsOf(record: MeasuredRecord, context: RowContext): LogprobStats | null {
  return context.logprobs ?? logprobStats(tokensOf(record, context));
}

/** What a record's log probabilities are of; null where it has none. */
export function logprobsKindOf({ outcome }: Pick<MeasuredRecord, 'outcome'>): LogprobsKind | null {
  return outcome.status === 'done' ? outcome.completion.logprobsKind : null;
}

/**
 * The pace of the visible output, tokens a second: (visible output tokens − 1) ÷ (total − first token), which is one
 * over the time per output token as vLLM's and other benchmarks define it (the first token has come at the start of that
 * time). Reasoning that the vendor reports came before and is left out. null where a part is unknown or too short to say.
 */
export function outputTokensPerS(record: Omit<MeasuredRecord, 'trial'>): number | null {
  const { ttftMs, totalMs, outcome } = record;
  if (outcome.status !== 'done' || ttftMs === null || totalMs === null) return null;
  const { outputTokens, reasoningTokens } = outcome.completion.usage;
  if (outputTokens === null) return null;
  const after = outputTokens - (reasoningTokens ?? 0) - 1;
  return after > 0 && totalMs > ttftMs ? (after / (totalMs - ttftMs)) * 1000 : null;
}

/** Whether a response passed one check, or all of them; null where there is no check or none could be told. A failed one
 * decides even where others could not be told. */
export function hasPassed(context: RowContext, check: string | null = null): boolean | null {
  const { checks = {} } = context;
  if (check !== null) return checks[check] ?? null;
  return hasPassedAll(Object.values(checks));
}

/** A record's figure; null where it is unknown. `passRate` is 1 or 0. */
export function metricOf(
  record: MeasuredRecord,
  metric: MetricName,
  { context = {}, check = null }: { context?: RowContext; check?: string | null } = {},
): number | null {
  const isDone = record.outcome.status === 'done';
  switch (metric) {
    case 'costUsd':
      return costUsdOf(record);
    case 'inputTokens':
    case 'outputTokens':
    case 'cachedInputTokens':
    case 'reasoningTokens':
      return usageOf(record)?.[metric] ?? null;
    case 'ttftMs':
    case 'totalMs':
      return isDone ? record[metric] : null;
    case 'outputTokensPerS':
      return outputTokensPerS(record);
    case 'meanLogprob':
      return isDone ? (logprobStatsOf(record, context)?.meanLogprob ?? null) : null;
    case 'passRate': {
      const passed = isDone ? hasPassed(context, check) : null;
      return passed === null ? null : Number(passed);
    }
    default:
      return metric satisfies never;
  }
}
