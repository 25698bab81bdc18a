import { insertCell } from '../../core/arrange.ts';
import { replaceBody, replaceInfo } from '../../core/edit.ts';
import { parseNotebook } from '../../core/format.ts';
import { cellsOf, type Notebook } from '../../core/notebook.ts';

/** Where a persona that comes in stands: after the last one; else after the first note, before everything that runs. */
function placeFor({ cells }: Notebook): number {
  const last = cells.findLastIndex(({ kind }) => kind === 'persona');
  if (last >= 0) return last + 1;
  return cells[0]?.kind === 'note' ? 1 : 0;
}

/** The text of a notebook with a persona put in, its id made free, and the index at which it then stands. */
export function insertPersona(
  text: string,
  { id, name, text: prompt }: { id: string; name: string; text: string },
): { text: string; index: number } {
  const notebook = parseNotebook(text);
  const taken = new Set(cellsOf(notebook, 'persona').map((cell) => cell.id));
  let free = id;
  for (let n = 2; taken.has(free) || free === 'none'; n += 1) free = `${id}-${n}`;
  const index = placeFor(notebook);
  let changed = insertCell(text, index, '```persona id=x\n```');
  const cellAt = (of: string) => {
    const cell = parseNotebook(of).cells[index];
    if (!cell) throw new Error('the persona that was put in is not there');
    return cell;
  };
  changed = replaceBody(changed, cellAt(changed), prompt);
  changed = replaceInfo(changed, cellAt(changed), name === id ? { id: free } : { id: free, name });
  return { text: changed, index };
}
