/** A column that is read with others beside it is at least so wide, CSS pixels. */
const COMFORT = 264;

/** How many columns are shown at a time where not all of them have room. Widths in CSS pixels. */
export function columnsTogether(view: { width: number; firstWidth: number }): number {
  return Math.max(1, Math.floor((view.width - view.firstWidth) / COMFORT));
}

/** For each place, the first place before it with the same text; null where there is none, or the text is unknown. */
export function sameAsEarlier(texts: readonly (string | null)[]): (number | null)[] {
  const first = new Map<string, number>();
  return texts.map((text, index) => {
    if (text === null || text === '') return null;
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, index);
    return earlier ?? null;
  });
}

/** Columns of a grid, `end` exclusive. */
export interface ColumnRange {
  start: number;
  end: number;
}

/** Which columns are in sight. Widths in CSS pixels. */
export function columnsInSight(
  view: { scrollLeft: number; width: number; firstWidth: number },
  columns: { count: number; width: number },
): ColumnRange {
  if (columns.width <= 0 || columns.count === 0) return { start: 0, end: columns.count };
  const start = Math.floor(view.scrollLeft / columns.width);
  const end = Math.ceil((view.scrollLeft + Math.max(0, view.width - view.firstWidth)) / columns.width);
  return { start: Math.max(0, Math.min(start, columns.count - 1)), end: Math.min(columns.count, end) };
}

/** One more on each side of some columns, where there are more. */
export function oneMore({ start, end }: ColumnRange, count: number): ColumnRange {
  return { start: Math.max(0, start - 1), end: Math.min(count, end + 1) };
}
