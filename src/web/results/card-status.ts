import type { ResultView } from '../../core/api.ts';
import type { Failure } from '../../core/failure.ts';
import type { LiveTrial } from '../../core/run-state.ts';
import type { Standing } from '../../core/standing.ts';
import type { Text } from '../../core/text.ts';
import { textOf } from './result-figures.ts';

/** What a card shows of its trial: where it stands in the store, or how far the run that makes it now has come. */
export type CardStatus = Standing | LiveTrial['status'];

export interface CardState {
  status: CardStatus;
  /** What to show: what has come so far, or the record's; of a trial that waits, the one from before. */
  text: string;
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

/** A trial's card, from its stored result and what is under way. */
export function toCardState(result: ResultView, live: LiveTrial | null): CardState {
  const stored = textOf(result.record);
  const outcome = result.record?.outcome;
  if (live) {
    const waits = live.status === 'queued';
    const retry = live.status === 'retrying' ? live.retry : null;
    return {
      status: live.status,
      text: waits ? stored : live.text,
      isThinking: live.status === 'streaming' && live.text === '' && live.reasoning !== '',
      isOld: waits && stored !== '',
      reason: null,
      failure: retry?.failure ?? null,
      retry: retry && { attempt: live.attempt, maxAttempts: retry.maxAttempts, dueAt: retry.dueAt },
    };
  }
  return {
    status: result.standing,
    text: stored,
    isThinking: false,
    isOld: result.standing === 'stale',
    reason: result.reason ?? (outcome?.status === 'skipped' ? outcome.reason : null),
    failure: outcome?.status === 'error' ? outcome.failure : null,
    retry: null,
  };
}

/** Whole seconds until a moment, 0 when it is past. */
export function secondsUntil(iso: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - nowMs) / 1000));
}
