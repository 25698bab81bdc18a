/** A column that is read with others beside it is at least so wide, CSS pixels. */
const COMFORT = 264;

/** How many columns are shown at a time where not all of them have room. Widths in CSS pixels. */
export function columnsTogether(view: { width: number; firstWidth: number }): number {
  return Math.max(1, Math.floor((view.width - view.firstWidth) / COMFORT));
}

/** So much of a column may lie beyond the edge: it is its padding. CSS pixels. */
const UNNOTICED = 8;

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

/** Which columns are in sight, `end` exclusive. Widths in CSS pixels. */
export function columnsInSight(
  view: { scrollLeft: number; width: number; firstWidth: number },
  columns: { count: number; width: number },
): { start: number; end: number } {
  if (columns.width <= 0 || columns.count === 0) return { start: 0, end: columns.count };
  const start = Math.floor(view.scrollLeft / columns.width);
  const end = Math.ceil((view.scrollLeft + Math.max(0, view.width - view.firstWidth)) / columns.width);
  return { start: Math.max(0, Math.min(start, columns.count - 1)), end: Math.min(columns.count, end) };
}

/** How many columns are not whole in sight at the end. Widths in CSS pixels; what is hidden of one and not noticed is nothing. */
export function columnsBeyond(
  view: { scrollLeft: number; width: number; firstWidth: number },
  columns: { count: number; width: number },
): number {
  if (columns.width <= 0) return 0;
  const seen = view.scrollLeft + Math.max(0, view.width - view.firstWidth) + UNNOTICED;
  return Math.max(0, columns.count - Math.floor(seen / columns.width));
}

/** One more on each side of some columns, where there are more. */
export function oneMore(
  { start, end }: { start: number; end: number },
  count: number,
): { start: number; end: number } {
  return { start: Math.max(0, start - 1), end: Math.min(count, end + 1) };
}
