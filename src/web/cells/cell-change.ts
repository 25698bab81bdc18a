import type { Cell, Problem } from '../../core/notebook.ts';
import { isSameCell } from '../../core/reuse.ts';

/** For a property that holds a cell: an element is rendered anew only where the cell shows something else, not where it
 * stands lower in the file because of an edit above it. */
export function isOtherCell(now: Cell | null, before: Cell | null | undefined): boolean {
  return !isSameCell(now, before);
}

/** For a property that holds what is wrong: the same words at the same places are no change. */
export function areOtherProblems(now: readonly Problem[], before: readonly Problem[] | undefined): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}
