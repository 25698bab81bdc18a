import type { LiveRuns } from '../state/live-runs.ts';

/** A column that has the very text of a card already: what tells it from the card's, and its trials. */
export interface SameText {
  name: string;
  trialIds: readonly string[];
}

/** Whether two lists hold the same things in the same order; lists that are not there are the same. */
export function sameItems<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a?.length === b?.length && (a?.every((item, index) => item === b?.[index]) ?? true);
}

/** Whether two of them tell of the same trials by the same name. */
export function isSameText(a: SameText | null, b: SameText | null): boolean {
  return a?.name === b?.name && sameItems(a?.trialIds, b?.trialIds);
}

/** Whether the text holds as it stands: while its trials are made anew, nothing is the same as what they were. */
export function holds(same: SameText, live: Pick<LiveRuns, 'trial'>, notebook: string): boolean {
  return !same.trialIds.some((id) => live.trial(notebook, id));
}
