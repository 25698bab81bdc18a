import type { CheckOutcome } from '../../core/result-api.ts';
import { cellsOf, type Check, type Notebook } from '../../core/notebook.ts';
import { inLocale } from '../look/locale.ts';

/** How one check went: whether it passed, null where that could not be told. */
export interface CheckMark {
  id: string;
  pass: boolean | null;
}

/** The checks of a matrix, of all its assert cells. */
export function checksFor(notebook: Pick<Notebook, 'cells'>, matrixId: string): Check[] {
  return cellsOf(notebook, 'assert').flatMap((cell) => (cell.of === matrixId ? cell.checks : []));
}

/** The checks of a row by name; empty where none ran. */
export function checkMarks(ids: readonly string[], passes: readonly (boolean | null)[]): CheckMark[] {
  return passes.map((pass, at) => ({ id: ids[at] ?? String(at + 1), pass }));
}

/** Check by check, a line each: what it found where that is known, else whether it passed. */
export function checkDetails(
  marks: readonly CheckMark[],
  outcomes: readonly CheckOutcome[] | undefined,
): string {
  const details = new Map(outcomes?.map(({ id, detail }) => [id, inLocale(detail)]));
  return marks
    .map(({ id, pass }) => {
      const mark = pass === true ? '✓' : pass === false ? '✕' : '?';
      const detail = details.get(id);
      return detail === undefined ? `${mark} ${id}` : `${mark} ${id}: ${detail}`;
    })
    .join('\n');
}

/** The part of the checks that passed, 0 to 1; null where none ran. */
export function passShare(passes: readonly (boolean | null)[]): number | null {
  return passes.length === 0 ? null : passes.filter((pass) => pass === true).length / passes.length;
}
