/** A rectangle, CSS pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A point that wants a label of a size beside it. */
export interface LabelWish {
  x: number;
  y: number;
  /** How far the point reaches. */
  radius: number;
  width: number;
  height: number;
}

const GAP = 4;

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Where labels stand best: beside their points, or off the lines that go through them. */
export type LabelSide = 'beside' | 'corner';

/** Where a label may stand, the best first: right, left, above, below, and the four corners; or the corners first. Then
 * further up and down, `reach` lines at most. */
function candidates({ x, y, radius, width, height }: LabelWish, side: LabelSide, reach: number): Box[] {
  const right = x + radius + GAP;
  const left = x - radius - GAP - width;
  const above = y - radius - GAP - height;
  const below = y + radius + GAP;
  const middle = y - height / 2;
  const center = x - width / 2;
  const beside = [
    [right, middle],
    [left, middle],
    [center, above],
    [center, below],
  ];
  const corners = [
    [right, below - GAP],
    [right, above + GAP],
    [left, below - GAP],
    [left, above + GAP],
  ];
  const away = Array.from({ length: reach }, (_, at) => (at + 1) * height).flatMap((step) => [
    [right, above + GAP - step],
    [right, below - GAP + step],
    [left, above + GAP - step],
    [left, below - GAP + step],
    [center, above - step],
    [center, below + step],
  ]);
  const places = side === 'beside' ? [...beside, ...corners, ...away] : [...corners, ...beside, ...away];
  return places.map(([boxX = 0, boxY = 0]) => ({ x: boxX, y: boxY, width, height }));
}

/** A line between two points, CSS pixels. */
export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Whether a line goes through a box (the slab method). */
function crosses({ x1, y1, x2, y2 }: Line, { x, y, width, height }: Box): boolean {
  let from = 0;
  let to = 1;
  for (const [start, along, low, high] of [
    [x1, x2 - x1, x, x + width],
    [y1, y2 - y1, y, y + height],
  ] as const) {
    if (along === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [a, b] = [(low - start) / along, (high - start) / along];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to;
}

/** A place for each label beside its point, inside an area and over no point or other label, and off `lines` where that can be;
 * null where there is none. The first wishes are met first. */
export function placeLabels(
  wishes: readonly LabelWish[],
  area: Box,
  {
    side = 'beside',
    lines = [],
    reach = 0,
  }: { side?: LabelSide; lines?: readonly Line[]; reach?: number } = {},
): (Box | null)[] {
  const taken: Box[] = wishes.map(({ x, y, radius }) => ({
    x: x - radius,
    y: y - radius,
    width: radius * 2,
    height: radius * 2,
  }));
  return wishes.map((wish) => {
    const free = candidates(wish, side, reach).filter(
      (box) => contains(area, box) && !taken.some((other) => overlaps(box, other)),
    );
    const found = free.find((box) => !lines.some((line) => crosses(line, box))) ?? free[0];
    if (found) taken.push(found);
    return found ?? null;
  });
}

/** The line from a point to its label, where that stands so far off that it takes one to see whose it is; else null. */
export function leaderOf({ x, y, radius }: LabelWish, box: Box): Line | null {
  const x2 = Math.min(Math.max(x, box.x), box.x + box.width);
  const y2 = Math.min(Math.max(y, box.y), box.y + box.height);
  const far = Math.hypot(x2 - x, y2 - y);
  if (far <= radius + 2 * GAP) return null;
  return { x1: x + ((x2 - x) / far) * radius, y1: y + ((y2 - y) / far) * radius, x2, y2 };
}

/** Moves places apart until any two are `gap` from each other, as little as it takes and in the order in which they lie,
 * between two ends where they fit. Answers in the order asked. */
export function spread(
  places: readonly number[],
  gap: number,
  ends: { low: number; high: number },
): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const result = [...places];
  let last = -Infinity;
  for (const { place, index } of order) {
    last = Math.max(place, last + gap, ends.low);
    result[index] = last;
  }
  // What was pushed past the end goes back, and pushes those before it.
  let next = Infinity;
  for (const { index } of order.toReversed()) {
    next = Math.min(result[index] ?? 0, next - gap, ends.high);
    result[index] = next;
  }
  return result;
}
