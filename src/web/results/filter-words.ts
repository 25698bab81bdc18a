import { msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { STANDINGS } from '../../core/standing.ts';
import type { Shown } from '../../core/view-spec.ts';
import type { FailedCheck } from '../state/failed-check.ts';
import { countShown } from './result-filter.ts';
import { STATUS_MARK, statusLabel } from './status-label.ts';

/** One word that a view can be narrowed to. */
export interface FilterWord {
  show: Shown;
  /** For the eye, beside the name. */
  mark: string;
  name: string;
  /** What it keeps, in a sentence. */
  about: string;
  /** How many trials it keeps; null where it keeps rows. */
  count: number | null;
}

/** What answers have in common that failed a check, or any. */
export function failedWords({ check }: FailedCheck): string {
  return check === null ? msg('failed a check') : msg(str`failed ${check}`);
}

function toWord(show: Shown): Omit<FilterWord, 'count'> {
  switch (show) {
    case 'all':
      return { show, mark: '', name: msg('all'), about: msg('all') };
    case 'failed-checks':
      return { show, mark: '✕', name: msg('checks failed'), about: msg('Answers that fail a check') };
    case 'starred':
      return { show, mark: '★', name: msg('starred'), about: msg('Answers that were given a star') };
    case 'low-confidence':
      return {
        show,
        mark: '~',
        name: msg('low confidence'),
        about: msg('The quarter of the answers whose tokens had the lowest mean probability'),
      };
    case 'different':
      return {
        show,
        mark: '≠',
        name: msg('rows that differ'),
        about: msg('Only rows whose responses are not all the same text'),
      };
    default:
      return { show, mark: STATUS_MARK[show], name: statusLabel(show), about: statusLabel(show) };
  }
}

/** The words that there is something to narrow to by, and the one that is chosen: with all of one kind there is nothing. */
export function toFilterWords(
  trials: readonly TrialRow[],
  chosen: Shown,
  { hasRows }: { hasRows: boolean },
): FilterWord[] {
  const counts = countShown(trials);
  const words: Shown[] = [...STANDINGS, 'failed-checks', 'starred', 'low-confidence'];
  const offered = words.filter(
    (show) => show === chosen || (counts[show] > 0 && counts[show] < trials.length),
  );
  const isByRow = chosen === 'different' || (hasRows && counts.done > 1);
  return [
    { ...toWord('all'), count: trials.length },
    ...offered.map((show) => ({ ...toWord(show), count: counts[show] })),
    ...(isByRow ? [{ ...toWord('different'), count: null }] : []),
  ];
}
