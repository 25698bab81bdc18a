import type { TrialRow } from '../../core/result-api.ts';
import type { Variant } from '../../core/trial.ts';
import type { ChartChoice } from './chart-choice.ts';
import { counts, passOf, toMean, type Mean } from './measure.ts';
import { groupByLevels, presentAxes } from './trial-groups.ts';

/** One check across the variants; `check` null is all checks together. */
export interface PassRow {
  check: string | null;
  /** One cell a column. The interval is Wilson's. */
  cells: Mean[];
  /** Over all columns. */
  all: Mean;
}

/** Checks down, variants across. */
export interface PassModel {
  shape: 'heat';
  choice: ChartChoice;
  columns: { levels: Variant; answers: number }[];
  rows: PassRow[];
}

/** How many of the answers of each variant passed each check; all checks together come last, where there are several. */
export function toPassModel(
  trials: readonly TrialRow[],
  choice: ChartChoice,
  checks: readonly string[],
): PassModel {
  const done = trials.filter((trial) => counts(trial) && trial.standing === 'done');
  const groups = groupByLevels(done, presentAxes(choice.by, choice.split));
  const rates = (valueOf: (trial: TrialRow) => number | null): Omit<PassRow, 'check'> => ({
    cells: groups.map(({ members }) => toMean(members, valueOf, { isProportion: true })),
    all: toMean(done, valueOf, { isProportion: true }),
  });
  const rows: PassRow[] = checks.map((check, place) => ({
    check,
    ...rates(({ checks: verdicts }) => {
      const verdict = verdicts[place] ?? null;
      return verdict === null ? null : Number(verdict);
    }),
  }));
  if (checks.length > 1) rows.push({ check: null, ...rates(passOf) });
  return {
    shape: 'heat',
    choice,
    columns: groups.map(({ levels, members }) => ({ levels, answers: members.length })),
    rows,
  };
}
