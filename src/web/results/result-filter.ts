import type { TrialRow } from '../../core/result-api.ts';
import { STANDINGS, type Standing } from '../../core/standing.ts';
import type { LogprobsKind, Variant } from '../../core/trial.ts';
import { SHOWN, type Shown, type ViewFilter } from '../../core/view-spec.ts';
import { hasLevels } from '../charts/trial-groups.ts';
import type { PivotRow } from '../../core/pivot.ts';

/** Of the answers whose confidence is known, the part that is called the least confident. */
const LEAST_CONFIDENT = 0.25;

/** What narrows a view beside its filter. */
export interface FilterContext {
  /** Levels that a press on a chart has chosen. */
  only: Variant;
  /** Trials that hold the text that is looked for; null where that is not known yet, or none is. */
  matches: ReadonlySet<string> | null;
}

const NO_CONTEXT: FilterContext = { only: {}, matches: null };

/** How many trials stand where. */
export function countStandings(trials: readonly Pick<TrialRow, 'standing'>[]): Record<Standing, number> {
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  for (const { standing } of trials) counts[standing] += 1;
  return counts;
}

/**
 * The quarter of the answers with the lowest mean log probability, at least one. Probabilities of one kind are compared
 * with those of the same kind alone. Empty where none are known, or where there is nothing to compare with.
 */
export function leastConfident(trials: readonly TrialRow[]): ReadonlySet<TrialRow> {
  const known = trials.filter(({ standing, figures }) => standing === 'done' && figures?.meanLogprob != null);
  const least = new Set<TrialRow>();
  for (const rows of Map.groupBy(known, ({ figures }) => figures?.logprobsKind ?? 'unknown').values()) {
    if (rows.length < 2) continue;
    const sorted = rows.toSorted((a, b) => (a.figures?.meanLogprob ?? 0) - (b.figures?.meanLogprob ?? 0));
    for (const row of sorted.slice(0, Math.max(1, Math.floor(rows.length * LEAST_CONFIDENT)))) least.add(row);
  }
  return least;
}

/** Whether an answer has so large a share of unsure tokens, by probabilities of a kind (null: of any). One of which that is not
 * known has not. */
export function isUnsure({ figures }: TrialRow, least: number, kind: LogprobsKind | null): boolean {
  const share = figures?.unsureShare ?? null;
  if (share === null || share < least) return false;
  return kind === null || (figures?.logprobsKind ?? 'unknown') === kind;
}

function toTest(show: Shown, trials: readonly TrialRow[]): ((row: TrialRow) => boolean) | null {
  switch (show) {
    case 'all':
    case 'different':
      return null;
    case 'starred':
      return ({ annotation }) => annotation?.starred === true;
    case 'failed-checks':
      return ({ checks }) => checks.includes(false);
    case 'low-confidence': {
      const least = leastConfident(trials);
      return (row) => least.has(row);
    }
    default:
      return ({ standing }) => standing === show;
  }
}

/** How many trials each word keeps; `different` is a matter of rows and is counted as all. */
export function countShown(trials: readonly TrialRow[]): Record<Shown, number> {
  const standings = countStandings(trials);
  const count = (show: Shown): number => {
    if (show in standings) return standings[show as Standing];
    const test = toTest(show, trials);
    return test ? trials.filter(test).length : trials.length;
  };
  return Object.fromEntries(SHOWN.map((show) => [show, count(show)])) as Record<Shown, number>;
}

/** The trials that a filter keeps; the same list where it keeps all. `different` is a matter of rows (see {@link keepRows})
 * and keeps them all. */
export function keepTrials(
  trials: readonly TrialRow[],
  filter: ViewFilter,
  { only, matches }: FilterContext = NO_CONTEXT,
): readonly TrialRow[] {
  const { show, minRating, minUnsure, logprobs, tags } = filter;
  const tests: ((row: TrialRow) => boolean)[] = [];
  const byWord = toTest(show, trials);
  if (byWord) tests.push(byWord);
  if (minRating !== null) tests.push(({ annotation }) => (annotation?.rating ?? 0) >= minRating);
  if (minUnsure !== null) tests.push((row) => isUnsure(row, minUnsure, logprobs));
  if (tags.length > 0)
    tests.push(({ annotation }) => tags.every((tag) => annotation?.tags.includes(tag) ?? false));
  if (matches) tests.push(({ trialId }) => matches.has(trialId));
  if (Object.keys(only).length > 0) tests.push(({ variant }) => hasLevels(variant, only));
  if (tests.length === 0) return trials;
  return trials.filter((row) => tests.every((test) => test(row)));
}

/** The rows that differ: whose answers are not all the same text. `textOf` gives what tells a trial's text from others,
 * null where it has none that counts. */
export function keepRows(
  rows: PivotRow[],
  show: Shown,
  textOf: (trialId: string) => string | null,
): PivotRow[] {
  if (show !== 'different') return rows;
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
