import { commonStart } from '../../core/text-patch.ts';
import type { Notebook } from '../../core/notebook.ts';

/** The first cell, by its index, that reads otherwise in a text than in the one before it; null where that is before the
 * cells, or nowhere. `notebook` is the reading of `now`. */
export function changedCell(before: string, now: string, notebook: Pick<Notebook, 'cells'>): number | null {
  if (before === now) return null;
  const at = commonStart(before, now);
  // Where the last cells are gone, the one that is last now stands in their place.
  const cell = notebook.cells.findLast(({ start }) => start <= at);
  return cell?.index ?? null;
}
