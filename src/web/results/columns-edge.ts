/** So much of a column may lie beyond the edge: it is its padding. CSS pixels. */
const UNNOTICED = 8;

/** How many columns are not whole in sight at the end. `ends`: where each ends; `seen`: where the sight ends; CSS pixels. */
export function columnsCut(ends: readonly number[], seen: number): number {
  return ends.filter((end) => end > seen + UNNOTICED).length;
}

/** Where a sight begins that brings in what one hides at its end, its first hidden column foremost; CSS pixels. */
export function nextSight(ends: readonly number[], sight: { start: number; width: number }): number {
  const seen = sight.start + sight.width + UNNOTICED;
  const first = ends.findIndex((end) => end > seen);
  if (first < 0) return sight.start;
  const start = first === 0 ? 0 : (ends[first - 1] ?? 0);
  // Of a column that is wider than the sight the next part.
  return start > sight.start ? start : sight.start + sight.width;
}

/** Where columns of one width end, CSS pixels from the first one's start; none before they are laid out. */
export function evenEnds({ count, width }: { count: number; width: number }): number[] {
  return width <= 0 ? [] : Array.from({ length: count }, (_, at) => (at + 1) * width);
}
