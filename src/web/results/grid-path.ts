import type { Pivot, PivotSlot } from '../../core/pivot.ts';
import { toGridMove, type GridPlace } from '../keys/grid-move.ts';

/** Where a trial stands; null where it does not. */
export function placeOf({ rows }: Pivot, trialId: string | null): GridPlace | null {
  if (trialId === null) return null;
  const holds = (slot: PivotSlot | null) => slot?.trialIds.includes(trialId) ?? false;
  const row = rows.findIndex(({ slots }) => slots.some(holds));
  return row < 0 ? null : { row, col: rows[row]?.slots.findIndex(holds) ?? 0 };
}

/** The trials of a place; none where the matrix excludes it. */
export function idsAt({ rows }: Pivot, { row, col }: GridPlace): readonly string[] {
  return rows[row]?.slots[col]?.trialIds ?? [];
}

/** The nearest place in the table to another one; the first where the table is empty. */
export function nearest({ rows, cols }: Pivot, { row, col }: GridPlace): GridPlace {
  return {
    row: Math.max(0, Math.min(row, rows.length - 1)),
    col: Math.max(0, Math.min(col, cols.length - 1)),
  };
}

/** Where a key leads among the answers, gone over what the matrix excludes: the same place where there are none that way; null
 * for a key that moves nowhere. */
export function nextAnswered(pivot: Pivot, from: GridPlace, key: string, isMod: boolean): GridPlace | null {
  const size = { rows: pivot.rows.length, cols: pivot.cols.length };
  let to = toGridMove(key, isMod, from, size);
  while (to && idsAt(pivot, to).length === 0) {
    const on = toGridMove(key, isMod, to, size);
    if (!on || (on.row === to.row && on.col === to.col)) return from;
    to = on;
  }
  return to;
}
