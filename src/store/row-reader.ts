import type { Failure } from '../core/failure.ts';
import type { Text } from '../core/text.ts';
import type {
  CompletionRequest,
  FinishReason,
  LogprobsKind,
  Outcome,
  Rates,
  RecordSummary,
  Trial,
  Usage,
  Variant,
} from '../core/trial.ts';
import type { Row } from './record-row.ts';
import { fromRatesText } from './rates-text.ts';
import { StoreError } from './store-error.ts';

const FINISH_REASONS: ReadonlySet<unknown> = new Set<FinishReason>([
  'stop',
  'length',
  'content_filter',
  'refusal',
  'tool_calls',
  'other',
]);
const LOGPROBS_KINDS: ReadonlySet<unknown> = new Set<LogprobsKind>(['raw', 'sampled', 'unknown']);

/** What was paid for an answer, of which it was not written down what it was reckoned at. */
export interface PaidAnswer {
  provider: string;
  model: string;
  modelVersion: string | null;
  usage: Usage;
  /** More than 0. */
  costUsd: number;
  /** ISO 8601, UTC. */
  startedAt: string;
}

/** Finds what such an answer was reckoned at; null where nobody can tell. */
export type RatesOfPaid = (paid: PaidAnswer) => Rates | null;

/** A record without its trial: what it is measured and checked by. */
export type MeasuredRow = Omit<RecordSummary, 'trial' | 'runId' | 'notebook' | 'startedAt'> & {
  /** Natural logarithm, the mean over its tokens; null where it has none. */
  meanLogprob: number | null;
  /** Share of its tokens that were unsure, 0 to 1; null where it has none. */
  unsureShare: number | null;
};

/**
 * Reads rows of `records JOIN requests` back. One reader serves one query: rows with equal requests or rates share one object.
 * Throws a StoreError that names the record where a row does not hold what it should.
 */
export class RowReader {
  readonly #file: string;
  readonly #requests = new Map<string, CompletionRequest>();
  readonly #rates = new Map<string, Rates>();

  readonly #ratesOfPaid: RatesOfPaid;

  constructor(file: string, { ratesOfPaid = () => null }: { ratesOfPaid?: RatesOfPaid } = {}) {
    this.#file = file;
    this.#ratesOfPaid = ratesOfPaid;
  }

  #damaged(row: Row, column: string): StoreError {
    return new StoreError('corrupt', this.#file, `record ${String(row['record_id'])}, ${column}`);
  }

  #text(row: Row, column: string): string {
    const value = row[column];
    if (typeof value !== 'string') throw this.#damaged(row, column);
    return value;
  }

  #textOrNull(row: Row, column: string): string | null {
    return row[column] === null ? null : this.#text(row, column);
  }

  #number(row: Row, column: string): number {
    const value = row[column];
    if (typeof value !== 'number') throw this.#damaged(row, column);
    return value;
  }

  #numberOrNull(row: Row, column: string): number | null {
    return row[column] === null ? null : this.#number(row, column);
  }

  #json<T extends object>(row: Row, column: string): T {
    const text = this.#text(row, column);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw this.#damaged(row, column);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#damaged(row, column);
    return value as T;
  }

  #request(row: Row): CompletionRequest {
    const hash = this.#text(row, 'request_hash');
    const known = this.#requests.get(hash);
    if (known) return known;
    const request = this.#json<CompletionRequest>(row, 'request');
    if (!Array.isArray(request.messages) || typeof request.params !== 'object')
      throw this.#damaged(row, 'request');
    this.#requests.set(hash, request);
    return request;
  }

  #usage(row: Row): Usage {
    return {
      inputTokens: this.#numberOrNull(row, 'input_tokens'),
      outputTokens: this.#numberOrNull(row, 'output_tokens'),
      cachedInputTokens: this.#numberOrNull(row, 'cached_input_tokens'),
      cacheWriteTokens: this.#numberOrNull(row, 'cache_write_tokens'),
      reasoningTokens: this.#numberOrNull(row, 'reasoning_tokens'),
    };
  }

  /** What the cost was reckoned at, as it was written down or as it can be found. */
  #ratesOf(row: Row): { rates?: Rates } {
    const text = this.#textOrNull(row, 'rates');
    if (text === null) {
      const found = this.#findRates(row);
      return found ? { rates: found } : {};
    }
    let rates = this.#rates.get(text) ?? null;
    if (rates === null) {
      rates = fromRatesText(text);
      if (rates === null) throw this.#damaged(row, 'rates');
      this.#rates.set(text, rates);
    }
    return { rates };
  }

  #findRates(row: Row): Rates | null {
    const costUsd = this.#numberOrNull(row, 'cost_usd');
    if (costUsd === null || costUsd <= 0) return null;
    return this.#ratesOfPaid({
      provider: this.#text(row, 'provider'),
      model: this.#text(row, 'model'),
      modelVersion: this.#textOrNull(row, 'model_version'),
      usage: this.#usage(row),
      costUsd,
      startedAt: this.#text(row, 'started_at'),
    });
  }

  /** What is known of the bill of an answer that was stopped; nothing of those where nothing is. */
  #bill(row: Row): { usage?: Usage; costUsd?: number; rates?: Rates } {
    const usage = this.#usage(row);
    const costUsd = this.#numberOrNull(row, 'cost_usd');
    const isKnown = Object.values(usage).some((count) => count !== null);
    return {
      ...(isKnown ? { usage } : {}),
      ...(costUsd === null ? {} : { costUsd }),
      ...this.#ratesOf(row),
    };
  }

  #outcome(row: Row): Outcome {
    const text = this.#text(row, 'text');
    switch (row['status']) {
      case 'done': {
        const finishReason = this.#text(row, 'finish_reason');
        const logprobsKind = this.#textOrNull(row, 'logprobs_kind');
        if (!FINISH_REASONS.has(finishReason)) throw this.#damaged(row, 'finish_reason');
        if (logprobsKind !== null && !LOGPROBS_KINDS.has(logprobsKind))
          throw this.#damaged(row, 'logprobs_kind');
        return {
          status: 'done',
          completion: {
            text,
            reasoning: this.#text(row, 'reasoning'),
            tokens: null,
            logprobsKind: logprobsKind as LogprobsKind | null,
            finishReason: finishReason as FinishReason,
            rawFinishReason: this.#textOrNull(row, 'raw_finish_reason'),
            usage: this.#usage(row),
            modelVersion: this.#textOrNull(row, 'model_version'),
            requestId: this.#textOrNull(row, 'vendor_request_id'),
          },
          costUsd: this.#numberOrNull(row, 'cost_usd'),
          priceAsOf: this.#textOrNull(row, 'price_as_of'),
          ...this.#ratesOf(row),
        };
      }
      case 'error':
        return {
          status: 'error',
          failure: this.#json<Failure>(row, 'failure'),
          partialText: text,
          usage: this.#usage(row),
          costUsd: this.#numberOrNull(row, 'cost_usd'),
          ...this.#ratesOf(row),
        };
      case 'aborted':
        return { status: 'aborted', partialText: text, ...this.#bill(row) };
      case 'skipped':
        return { status: 'skipped', reason: this.#json<Text>(row, 'skip') };
      default:
        throw this.#damaged(row, 'status');
    }
  }

  /** One row of `records` alone, without its trial. */
  readMeasured(row: Row): MeasuredRow {
    return {
      recordId: this.#number(row, 'record_id'),
      outcome: this.#outcome(row),
      attempts: this.#number(row, 'attempts'),
      queuedMs: this.#number(row, 'queued_ms'),
      ttftMs: this.#numberOrNull(row, 'ttft_ms'),
      totalMs: this.#numberOrNull(row, 'total_ms'),
      hasTokens: this.#number(row, 'has_tokens') === 1,
      meanLogprob: this.#numberOrNull(row, 'mean_logprob'),
      unsureShare: this.#numberOrNull(row, 'unsure_share'),
    };
  }

  /** What one row was made for. */
  readTrial(row: Row, skip: Text | null): Trial {
    return {
      id: this.#text(row, 'trial_id'),
      cellId: this.#text(row, 'cell_id'),
      variant: this.#json<Variant>(row, 'variant'),
      repeat: this.#number(row, 'repeat'),
      vars: this.#json<Record<string, string>>(row, 'vars'),
      request: this.#request(row),
      requestHash: this.#text(row, 'request_hash'),
      skip,
    };
  }

  /** One row as a summary. */
  read(row: Row): RecordSummary {
    const { meanLogprob: _, unsureShare: __, ...measured } = this.readMeasured(row);
    const { outcome } = measured;
    return {
      ...measured,
      runId: this.#text(row, 'run_id'),
      notebook: this.#text(row, 'notebook'),
      trial: this.readTrial(row, outcome.status === 'skipped' ? outcome.reason : null),
      startedAt: this.#text(row, 'started_at'),
    };
  }
}
