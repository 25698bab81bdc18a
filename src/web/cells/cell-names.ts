import type { Cell } from '../../core/notebook.ts';

/** A name for each cell by which it is known again after cells came, went or moved, and after a reload: its kind and id, or
 * a note's first line; of cells that have the same, their number among those. */
export function toCellNames(cells: readonly Cell[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const { info } = cell;
    const kind = cell.kind === 'other' ? cell.language : cell.kind;
    const id = info['id'] ?? info['of'] ?? info['for'] ?? '';
    const stem = cell.kind === 'note' ? `note ${cell.body.slice(0, 60).split('\n')[0]}` : `${kind} ${id}`;
    const n = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, n);
    return n === 1 ? stem : `${stem} #${n}`;
  });
}
