import type { LeanRecord, TrialRow } from '../../src/core/result-api.ts';
import { toFailure } from '../../src/core/failure.ts';
import { NO_TOKEN_FIGURES } from '../../src/core/logprob.ts';
import { toFigures, toTextMarks } from '../../src/core/trial-row.ts';
import {
  trialId,
  unknownUsage,
  type Completion,
  type Rates,
  type Usage,
  type Variant,
} from '../../src/core/trial.ts';

/** What of a record a test cares about; the rest is plain. */
export interface RecordWish {
  text?: string;
  costUsd?: number | null;
  usage?: Partial<Usage>;
  rates?: Rates;
  ttftMs?: number | null;
  totalMs?: number | null;
  completion?: Partial<Completion>;
  failed?: boolean;
}

/** A record of a variant that was answered, or failed where that is wished for. */
export function toRecord(variant: Variant, repeat: number, wish: RecordWish = {}): LeanRecord {
  const { text = 'answer', costUsd = null, usage = {}, ttftMs = 100, totalMs = 400, failed = false } = wish;
  const whole = { ...unknownUsage(), ...usage };
  const rates = wish.rates ? { rates: wish.rates } : {};
  return {
    recordId: 1,
    runId: 'run',
    notebook: 'tone.gamut.md',
    trial: {
      id: trialId('main', variant, repeat),
      cellId: 'main',
      variant,
      repeat,
      request: { provider: 'sandbox', model: 'tiny', params: {} },
      requestHash: 'hash',
      skip: null,
    },
    outcome: failed
      ? {
          status: 'error',
          failure: toFailure('server', 'broken'),
          partialText: text,
          usage: whole,
          costUsd,
          ...rates,
        }
      : {
          status: 'done',
          costUsd,
          priceAsOf: null,
          ...rates,
          completion: {
            text,
            reasoning: '',
            tokens: null,
            logprobsKind: null,
            finishReason: 'stop',
            rawFinishReason: null,
            usage: whole,
            modelVersion: null,
            requestId: null,
            ...wish.completion,
          },
        },
    attempts: 1,
    queuedMs: 0,
    ttftMs,
    totalMs,
    startedAt: '2026-11-01T00:00:00Z',
    hasTokens: false,
  };
}

/** A trial of a variant as the page knows it: done, unless nothing of a record is wished for. */
export function toRow(variant: Variant, wish: RecordWish | null = {}, repeat = 1): TrialRow {
  const record = wish === null ? null : toRecord(variant, repeat, wish);
  return {
    trialId: trialId('main', variant, repeat),
    variant,
    repeat,
    requestHash: 'hash',
    answerHash: 'hash',
    standing: wish === null ? 'never' : wish.failed ? 'error' : 'done',
    reason: null,
    recordId: record && record.recordId,
    figures: record && toFigures(record, NO_TOKEN_FIGURES),
    ...(record ? toTextMarks(record) : { textKey: null, head: null }),
    checks: [],
    annotation: null,
  };
}
