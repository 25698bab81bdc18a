/** A place in a grid, 0-based. */
export interface GridPlace {
  row: number;
  col: number;
}

const PAGE = 5;

/** Where a key moves from a place; null for a key that moves nowhere. With the modifier Home and End go to the corners. */
export function toGridMove(
  key: string,
  isMod: boolean,
  { row, col }: GridPlace,
  size: { rows: number; cols: number },
): GridPlace | null {
  const last = { row: size.rows - 1, col: size.cols - 1 };
  switch (key) {
    case 'ArrowUp':
      return isMod ? null : { row: Math.max(0, row - 1), col };
    case 'ArrowDown':
      return isMod ? null : { row: Math.min(last.row, row + 1), col };
    case 'ArrowLeft':
      return isMod ? null : { row, col: Math.max(0, col - 1) };
    case 'ArrowRight':
      return isMod ? null : { row, col: Math.min(last.col, col + 1) };
    case 'Home':
      return isMod ? { row: 0, col: 0 } : { row, col: 0 };
    case 'End':
      return isMod ? last : { row, col: last.col };
    case 'PageUp':
      return { row: Math.max(0, row - PAGE), col };
    case 'PageDown':
      return { row: Math.min(last.row, row + PAGE), col };
    default:
      return null;
  }
}
