import { msg } from '@lit/localize';
import type { FinishReason } from '../../core/trial.ts';
import type { CardStatus } from './card-status.ts';

/** A status in a word or two. */
export function statusLabel(status: CardStatus): string {
  switch (status) {
    case 'never':
      return msg('not run yet');
    case 'queued':
      return msg('queued');
    case 'streaming':
      return msg('streaming');
    case 'retrying':
      return msg('trying again');
    case 'done':
      return msg('done');
    case 'stale':
      return msg('stale');
    case 'error':
      return msg('failed');
    case 'aborted':
      return msg('stopped');
    case 'skipped':
      return msg('skipped');
    default:
      status satisfies never;
      return '';
  }
}

/** A mark beside the word, so that statuses are told apart without colour. */
export const STATUS_MARK: Record<CardStatus, string> = {
  never: '○',
  queued: '◌',
  streaming: '●',
  retrying: '↻',
  done: '✓',
  stale: '◐',
  error: '✕',
  aborted: '■',
  skipped: '–',
};

/** Why a model stopped, where that is worth a badge; null for a plain end. */
export function finishLabel(reason: FinishReason | null, raw: string | null): string | null {
  switch (reason) {
    case null:
    case 'stop':
      return null;
    case 'length':
      return msg('cut: length');
    case 'content_filter':
      return msg('cut: content filter');
    case 'refusal':
      return msg('refused');
    case 'tool_calls':
      return msg('tool call');
    case 'other':
      return raw ?? msg('ended otherwise');
    default:
      reason satisfies never;
      return null;
  }
}
