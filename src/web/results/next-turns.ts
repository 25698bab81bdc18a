import type { RowRange } from './read-ahead.ts';

/** As many are made in a frame at least: two take hardly longer than one. */
const LEAST = 2;
/** More rows than there are. */
const FAR = 1e9;

/** Where something stands: its row and its column. */
export interface TurnPlace {
  row: number;
  col: number;
}

/** What is in sight: rows with both ends included, columns with `end` exclusive. */
export interface TurnSight extends RowRange {
  start: number;
  end: number;
}

/** Which of those that wait are made in this frame. A share of them, so that none waits for long: those of the rows in sight
 * first, then the nearest. What stands beside the window, and what is late, has its turn when the scrolling rests. Where the
 * browser does not keep up with the scrolling it is one at a time: what goes by as fast is not read. */
export function nextTurns<T extends TurnPlace & { isLate: boolean }>(
  waiting: readonly T[],
  { first, last, start, end }: TurnSight,
  { isResting, isPressed }: { isResting: boolean; isPressed: boolean },
): T[] {
  const rank = ({ row, col, isLate }: T) =>
    (isLate ? 2 : col < start || col >= end ? 1 : 0) * FAR + Math.max(0, first - row, row - last);
  const due = isResting ? waiting : waiting.filter((one) => rank(one) < FAR);
  const soon = due.filter(({ isLate }) => !isLate).length;
  const share = isPressed && !isResting ? 1 : Math.max(LEAST, Math.ceil(soon / 3));
  return due.toSorted((a, b) => rank(a) - rank(b)).slice(0, share);
}
