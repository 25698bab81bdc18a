/** A place in a table of values, 0-based; row -1 is the header. */
export interface TablePlace {
  row: number;
  col: number;
}

/** A rectangle of places, ends included. */
export interface TableRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/**
 * `move`: keys go from place to place, and what is typed takes the place of the value. `type`: that is being typed, and
 * arrows take it and go on. `edit`: the value is edited, and arrows move in it.
 */
export type TableMode = 'move' | 'type' | 'edit';

/** What a key asks of a table; null for a key that the field, or the page, is to have. */
export type TableKey =
  | { do: 'go'; to: TablePlace; isRange: boolean }
  | { do: 'edit' | 'clear' | 'cancel' | 'newline' | 'all' | 'undo' | 'redo' | 'menu' }
  | null;

/** What of a key press a table reads. */
export interface TablePress {
  /** As `toLatinKey` gives it. */
  key: string;
  shift: boolean;
  mod: boolean;
  alt: boolean;
}

const PAGE = 10;

/** Reads a key as a spreadsheet does. Beyond the last value, and before the first one, Tab leaves the table. */
export function toTableKey(
  { key, shift, mod, alt }: TablePress,
  mode: TableMode,
  at: TablePlace,
  size: { rows: number; cols: number },
): TableKey {
  if (key === 'Enter' && alt && !mod) return mode === 'move' ? null : { do: 'newline' };
  if (alt) return null;
  const clamp = (row: number, col: number): TablePlace => ({
    row: Math.max(-1, Math.min(row, size.rows - 1)),
    col: Math.max(0, Math.min(col, size.cols - 1)),
  });
  const go = (row: number, col: number, isRange = false): TableKey => ({
    do: 'go',
    to: isRange ? { ...clamp(row, col), row: Math.max(0, clamp(row, col).row) } : clamp(row, col),
    isRange,
  });
  if (key === 'Tab' && !mod) return toNext(at, size, shift ? -1 : 1);
  if (mode !== 'move') {
    if (key === 'Escape') return { do: 'cancel' };
    if (key === 'Enter' && !mod && !shift) return go(at.row + 1, at.col);
    if (mode === 'edit' || mod || shift) return null;
  }
  if (mod) return toChord(key, shift, at, size, go);
  switch (key) {
    case 'ArrowUp':
      return go(at.row - 1, at.col, shift);
    case 'ArrowDown':
      return go(at.row + 1, at.col, shift);
    case 'ArrowLeft':
      return go(at.row, at.col - 1, shift);
    case 'ArrowRight':
      return go(at.row, at.col + 1, shift);
    case 'PageUp':
      return go(Math.max(0, at.row - PAGE), at.col, shift);
    case 'PageDown':
      return go(at.row + PAGE, at.col, shift);
    case 'Home':
      return mode === 'move' ? go(at.row, 0, shift) : null;
    case 'End':
      return mode === 'move' ? go(at.row, size.cols - 1, shift) : null;
    case 'F2':
      return { do: 'edit' };
    case 'Enter':
      return shift || mode !== 'move' ? null : { do: at.row < 0 ? 'menu' : 'edit' };
    case 'Delete':
    case 'Backspace':
      return mode === 'move' ? { do: 'clear' } : null;
    default:
      return null;
  }
}

function toChord(
  key: string,
  shift: boolean,
  at: TablePlace,
  { rows, cols }: { rows: number; cols: number },
  go: (row: number, col: number, isRange?: boolean) => TableKey,
): TableKey {
  switch (key) {
    case 'ArrowUp':
      return go(0, at.col, shift);
    case 'ArrowDown':
      return go(rows - 1, at.col, shift);
    case 'ArrowLeft':
      return go(at.row, 0, shift);
    case 'ArrowRight':
      return go(at.row, cols - 1, shift);
    case 'Home':
      return go(0, 0, shift);
    case 'End':
      return go(rows - 1, cols - 1, shift);
    case 'a':
      return { do: 'all' };
    case 'z':
      return { do: shift ? 'redo' : 'undo' };
    case 'y':
      return { do: 'redo' };
    default:
      return null;
  }
}

function toNext(at: TablePlace, { rows, cols }: { rows: number; cols: number }, step: 1 | -1): TableKey {
  const next = at.row * cols + at.col + step;
  if (next < 0 || next >= rows * cols || at.row < 0) return null;
  return { do: 'go', to: { row: Math.floor(next / cols), col: next % cols }, isRange: false };
}

/** The rectangle between two places. */
export function toRange(one: TablePlace, other: TablePlace): TableRange {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.col, other.col),
    right: Math.max(one.col, other.col),
  };
}

/** Whether a place is in a rectangle. */
export function isIn({ top, bottom, left, right }: TableRange, row: number, col: number): boolean {
  return row >= top && row <= bottom && col >= left && col <= right;
}

/** Reads a key in a table that is not to be changed: it moves, selects, and opens the menu of a column. */
export function toReadOnlyKey(
  press: TablePress,
  _mode: TableMode,
  at: TablePlace,
  size: { rows: number; cols: number },
): TableKey {
  const asked = toTableKey(press, 'move', at, size);
  return asked?.do === 'go' || asked?.do === 'all' || asked?.do === 'menu' ? asked : null;
}

/** Width of the column of row numbers, CSS pixels. */
const GUTTER = 44;

/** How wide columns are, by what the first rows hold: Hangul and the like are twice as wide. */
export function toColumnStyle(
  columns: readonly string[],
  rows: readonly { vars: Record<string, string> }[],
): { columns: string; minWidth: string } {
  const widths = columns.map((name) => {
    let width = textWidth(name) * 1.05 + 46;
    for (const { vars } of rows.slice(0, 100))
      width = Math.max(width, textWidth(vars[name]?.slice(0, 80) ?? '') + 22);
    return Math.round(Math.min(380, Math.max(84, width)));
  });
  return {
    columns: `${GUTTER}px ${widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ')}`,
    minWidth: `${widths.reduce((sum, width) => sum + width, GUTTER)}px`,
  };
}

function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) >= 0x1100 ? 12.5 : 7;
  return width;
}
