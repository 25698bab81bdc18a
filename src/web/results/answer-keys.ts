import { isRating, toggleRating } from '../../core/annotation.ts';
import type { RunMode } from '../../core/event.ts';
import type { TrialRow } from '../../core/result-api.ts';
import { toCanonicalJson } from '../../core/trial.ts';
import { toLatinKey } from '../keys/chord.ts';
import { AnnotateIntent, RunIntent, ToggleHeatIntent } from '../state/events.ts';
import type { ResponseCardElement } from './response-card.ts';
import { CompareEvent, PinEvent, WriteAnnotationEvent } from './result-events.ts';

/** The answer that has the focus, and where what it asks for is said. */
export interface KeyedAnswer {
  host: EventTarget;
  matrix: string;
  row: TrialRow | null;
  /** The card that shows it; null in a list. */
  card: { copy(): Promise<unknown>; step: ResponseCardElement['step'] } | null;
}

/** The selection by which one trial alone is run: `axis=level` words. */
export function toOnly({ variant, repeat }: Pick<TrialRow, 'variant' | 'repeat'>): string[] {
  const levels = Object.entries(variant).map(
    ([name, level]) => `${name}=${typeof level === 'string' ? level : toCanonicalJson(level)}`,
  );
  return [...levels, `repeat=${repeat}`];
}

/** As what a trial alone is run: what is done is made anew, which the server asks about where it costs; null for one that is left out. */
export function runModeOf(standing: TrialRow['standing']): RunMode | null {
  if (standing === 'skipped') return null;
  if (standing === 'done') return 'all';
  return standing === 'error' ? 'failed' : 'missing';
}

/** Has one trial alone run, or run again. */
export function runAlone(host: EventTarget, matrix: string, row: TrialRow): void {
  const mode = runModeOf(row.standing);
  if (mode) host.dispatchEvent(new RunIntent(matrix, mode, toOnly(row)));
}

/**
 * Does what a key asks for on one answer, by the command's id: star, rate, note, tags, pin, compare, retry, copy, paint.
 * Gives whether it was any of these.
 */
export function obeyAnswerKey(command: string | null, event: KeyboardEvent, answer: KeyedAnswer): boolean {
  const { host, matrix, row, card } = answer;
  const id = row?.trialId ?? null;
  const say = (change: AnnotateIntent['change']): void => {
    if (id !== null) host.dispatchEvent(new AnnotateIntent(matrix, id, change));
  };
  switch (command) {
    case 'grid-star':
      say({ starred: !(row?.annotation?.starred ?? false) });
      return true;
    case 'grid-rate': {
      const rating = Number(toLatinKey(event));
      if (isRating(rating)) say({ rating: toggleRating(row?.annotation ?? null, rating) });
      return true;
    }
    case 'grid-note':
    case 'grid-tags':
      if (id !== null)
        host.dispatchEvent(new WriteAnnotationEvent(id, command === 'grid-note' ? 'note' : 'tags'));
      return true;
    case 'grid-pin-a':
    case 'grid-pin-b':
      if (id !== null) host.dispatchEvent(new PinEvent(command === 'grid-pin-a' ? 'a' : 'b', id));
      return true;
    case 'grid-compare':
      host.dispatchEvent(new CompareEvent(id));
      return true;
    case 'grid-retry':
      if (row) runAlone(host, matrix, row);
      return true;
    case 'grid-retry-failed':
      host.dispatchEvent(new RunIntent(matrix, 'failed'));
      return true;
    case 'grid-heat':
      host.dispatchEvent(new ToggleHeatIntent());
      return true;
    case 'grid-copy':
      void card?.copy();
      return true;
    case 'grid-previous-repeat':
      card?.step(-1);
      return true;
    case 'grid-next-repeat':
      card?.step(1);
      return true;
    default:
      return false;
  }
}
