import { editChecks } from './check-edit.ts';
import { freeCheckId } from './check-words.ts';
import { replaceBody } from './edit.ts';
import { toEditableChecks } from './editable-checks.ts';
import { parseNotebook } from './format.ts';
import type { AssertCell, Cell, Notebook } from './notebook.ts';

function checksOf(cell: Cell | undefined): AssertCell | null {
  if (cell?.kind === 'assert') return cell;
  return cell ? toEditableChecks(cell) : null;
}

/** The ids of all checks of a matrix: its results have a column for each, so that no two cells may share one. */
export function checkIdsOf(notebook: Notebook, matrix: string): string[] {
  return notebook.cells.flatMap((cell) => {
    const asserts = checksOf(cell);
    return asserts?.of === matrix ? asserts.checks.map(({ id }) => id) : [];
  });
}

/** The text of one cell that comes into a notebook's text: where it holds checks, those whose ids are taken get free ones, `short-2`
 * after `short`. Any other cell stays as it is. */
export function withFreeChecks(text: string, cellText: string): string {
  const [cell] = parseNotebook(cellText).cells;
  const asserts = checksOf(cell);
  if (!asserts) return cellText;
  const taken = checkIdsOf(parseNotebook(text), asserts.of);
  const own = asserts.checks.map(({ id }) => id);
  let body = asserts.body;
  for (const [at, id] of own.entries()) {
    if (!taken.includes(id)) continue;
    own[at] = freeCheckId(id, [...taken, ...own]);
    body = editChecks(body, { do: 'set', at, keys: { id: own[at] } });
  }
  return replaceBody(cellText, asserts, body);
}
