import type { LeanRecord, ResultView } from '../../core/api.ts';
import { costUsdOf, usageOf } from '../../core/metric.ts';
import { unknownUsage, type FinishReason, type Usage } from '../../core/trial.ts';

/** What a card and a row say of a record in numbers. null is unknown. Milliseconds, US dollars. */
export interface Figures extends Usage {
  costUsd: number | null;
  queuedMs: number | null;
  ttftMs: number | null;
  totalMs: number | null;
  attempts: number;
  finishReason: FinishReason | null;
  rawFinishReason: string | null;
}

/** A record's figures; all unknown where there is no record. */
export function figuresOf(record: LeanRecord | null): Figures {
  const completion = record?.outcome.status === 'done' ? record.outcome.completion : null;
  return {
    ...((record && usageOf(record)) ?? unknownUsage()),
    costUsd: record && costUsdOf(record),
    queuedMs: record?.queuedMs ?? null,
    ttftMs: record?.ttftMs ?? null,
    totalMs: record?.totalMs ?? null,
    attempts: record?.attempts ?? 0,
    finishReason: completion?.finishReason ?? null,
    rawFinishReason: completion?.rawFinishReason ?? null,
  };
}

/** The text that came, whole or in part; empty where none did. */
export function textOf(record: LeanRecord | null): string {
  const outcome = record?.outcome;
  switch (outcome?.status) {
    case undefined:
    case 'skipped':
      return '';
    case 'done':
      return outcome.completion.text;
    case 'error':
    case 'aborted':
      return outcome.partialText;
    default:
      outcome satisfies never;
      return '';
  }
}

/** The text of a trial that is done as the notebook stands now; null otherwise. */
export function freshText(result: ResultView | null): string | null {
  return result?.standing === 'done' ? textOf(result.record) : null;
}
