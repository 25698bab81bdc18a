import type { LeanRecord, TrialRow } from '../../core/result-api.ts';
import type { Failure } from '../../core/failure.ts';
import type { LiveTrial, RunPause } from '../../core/run-state.ts';
import type { Standing } from '../../core/standing.ts';
import type { Text } from '../../core/text.ts';
import { textOf } from './result-figures.ts';

/** What a card shows of its trial: where it stands in the store, or how far the run that makes it now has come. */
export type CardStatus = Standing | LiveTrial['status'];

export interface CardState {
  status: CardStatus;
  /** What to show: what has come so far, or the record's; of a trial that waits, the one from before. */
  text: string;
  /** Why it waits, where it does for something other than its turn. */
  waitsFor: RunPause | null;
  /** Whether there is a text that is not here yet: `text` is how it begins, as far as that is known. */
  isLoading: boolean;
  /** Whether the model thinks aloud and has not begun to answer. */
  isThinking: boolean;
  /** Whether `text` is of an earlier request, or about to be replaced. */
  isOld: boolean;
  /** Why it is stale or skipped. */
  reason: Text | null;
  /** Why it failed, or fails and will be tried again. */
  failure: Failure | null;
  /** While retrying: the attempt that failed, of how many, and when the next is due. */
  retry: { attempt: number; maxAttempts: number; dueAt: string } | null;
}

/** What a card's state is made of; a {@link TrialRow} will do. */
type CardRow = Pick<TrialRow, 'standing' | 'reason' | 'recordId' | 'head'>;

/** A trial's card, from its row, its record if that is here, and what is under way. */
export function toCardState(
  row: CardRow,
  record: LeanRecord | null,
  live: LiveTrial | null,
  waitsFor: RunPause | null = null,
): CardState {
  const isAway = row.recordId !== null && record === null;
  const stored = isAway ? (row.head ?? '') : textOf(record);
  const outcome = record?.outcome;
  if (live) {
    const waits = live.status === 'queued';
    const retry = live.status === 'retrying' ? live.retry : null;
    return {
      status: live.status,
      waitsFor: waits ? waitsFor : null,
      text: waits ? stored : live.text,
      isLoading: waits && isAway,
      isThinking: live.status === 'streaming' && live.text === '' && live.reasoning !== '',
      isOld: waits && stored !== '',
      reason: null,
      failure: retry?.failure ?? null,
      retry: retry && { attempt: live.attempt, maxAttempts: retry.maxAttempts, dueAt: retry.dueAt },
    };
  }
  return {
    status: row.standing,
    waitsFor: null,
    text: stored,
    isLoading: isAway,
    isThinking: false,
    isOld: row.standing === 'stale',
    reason: row.reason ?? (outcome?.status === 'skipped' ? outcome.reason : null),
    failure: outcome?.status === 'error' ? outcome.failure : null,
    retry: null,
  };
}

/** Whole seconds until a moment, 0 when it is past. */
export function secondsUntil(iso: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - nowMs) / 1000));
}
