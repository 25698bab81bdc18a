import { cellsOf, type Notebook } from './notebook.ts';

type Names = ReadonlyMap<string, string>;

const known = new WeakMap<Notebook, Map<'persona' | 'prompt', Names>>();

/** What a persona or a prompt is called: its name, with the id where others have the same one; the id where there is no such cell, as
 * there is none for `none`. */
export function partName(notebook: Notebook, kind: 'persona' | 'prompt', id: string): string {
  let kinds = known.get(notebook);
  if (!kinds) known.set(notebook, (kinds = new Map()));
  let names = kinds.get(kind);
  if (!names) kinds.set(kind, (names = toNames(notebook, kind)));
  return names.get(id) ?? id;
}

function toNames(notebook: Notebook, kind: 'persona' | 'prompt'): Names {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const cells = cellsOf(notebook, kind);
  for (const { name } of cells) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Of several with one id the first is meant.
  for (const { id, name } of cells)
    if (!names.has(id)) names.set(id, (counts.get(name) ?? 0) > 1 ? `${name} (${id})` : name);
  return names;
}
