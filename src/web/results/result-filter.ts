import type { TrialRow } from '../../core/api.ts';
import { STANDINGS, type Standing } from '../../core/standing.ts';
import type { PivotRow } from '../../core/pivot.ts';

/** What a view is narrowed to: trials of one standing, or rows whose texts are not all alike. */
export type ResultFilter = 'all' | 'different' | Standing;

/** How many trials stand where. */
export function countStandings(trials: readonly Pick<TrialRow, 'standing'>[]): Record<Standing, number> {
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  for (const { standing } of trials) counts[standing] += 1;
  return counts;
}

/** The trials that a filter keeps; `different` is a matter of rows (see {@link keepRows}) and keeps them all. */
export function keepTrials<T extends Pick<TrialRow, 'standing'>>(
  trials: readonly T[],
  filter: ResultFilter,
): readonly T[] {
  if (filter === 'all' || filter === 'different') return trials;
  return trials.filter((trial) => trial.standing === filter);
}

/** The rows that a filter keeps. `textOf` gives what tells a trial's text from others, null where it has none that counts. */
export function keepRows(
  rows: PivotRow[],
  filter: ResultFilter,
  textOf: (trialId: string) => string | null,
): PivotRow[] {
  if (filter !== 'different') return rows;
  return rows.filter((row) => {
    const texts = new Set<string>();
    for (const slot of row.slots) {
      for (const id of slot?.trialIds ?? []) {
        const text = textOf(id);
        if (text !== null) texts.add(text);
      }
    }
    return texts.size > 1;
  });
}
