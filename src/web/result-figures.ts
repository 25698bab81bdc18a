import type { LeanRecord, ResultView } from '../core/api.ts';
import type { FinishReason, Usage } from '../core/trial.ts';
import { unknownUsage } from '../core/trial.ts';

/** What a card, a row and a chart say of a record in numbers. null is unknown. Milliseconds, US dollars. */
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
  const outcome = record?.outcome ?? null;
  const isDone = outcome?.status === 'done';
  const usage = isDone ? outcome.completion.usage : outcome?.status === 'error' ? outcome.usage : unknownUsage();
  return {
    ...usage,
    costUsd: outcome?.status === 'done' || outcome?.status === 'error' ? outcome.costUsd : null,
    queuedMs: record?.queuedMs ?? null,
    ttftMs: record?.ttftMs ?? null,
    totalMs: record?.totalMs ?? null,
    attempts: record?.attempts ?? 0,
    finishReason: isDone ? outcome.completion.finishReason : null,
    rawFinishReason: isDone ? outcome.completion.rawFinishReason : null,
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
