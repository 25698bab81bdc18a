import type { Cell } from './notebook.ts';

/** A cell that cannot be used as it stands, as its own form shows it all the same: a persona or a prompt that is empty, a
 * template that breaks off while it is typed. What only its source can mend stays; `editable-table.ts` has the datasets. */
export function toEditable(cell: Cell): Cell {
  if (cell.kind !== 'other' || !cell.broken) return cell;
  const { language, broken: _, kind: __, ...source } = cell;
  const id = source.info['id'] ?? '';
  const name = source.info['name'] ?? id;
  if (id === '') return cell;
  if (language === 'persona') return { ...source, kind: 'persona', id, name, text: source.body };
  if (language === 'prompt') return { ...source, kind: 'prompt', id, name, turns: [], variables: [] };
  return cell;
}
