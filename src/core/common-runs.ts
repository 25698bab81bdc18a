import { diffArrays } from 'diff';

/** Pieces that follow each other in both of two lists: where they begin in the one and in the other, and how many. */
export interface Run {
  before: number;
  now: number;
  length: number;
}

/** Lists of together so many pieces are compared to the least difference, whatever it takes. */
const SMALL = 1000;
/** Of longer ones the least difference is looked for among so many edits: where there are few it is found at once. */
const FEW_EDITS = 200;
/** Where nothing tells which place of the one is which of the other, so many pieces at a time are compared. */
const BLIND = 500;
/** Lengths of the sequences that tell where two lists agree: long ones first, which do not meet by chance. */
const ANCHORS = [12, 5, 2, 1];

interface Region {
  before: readonly [number, number];
  now: readonly [number, number];
  /** Whether it is to be compared piece by piece: nothing more can be known of it. */
  isBlind?: boolean;
}

/**
 * What two lists have in common, in their order: what is in no run is in one of them only. The least difference for lists that
 * are short or much alike. Long ones that differ much are first fastened together at sequences that each has but once (Cohen's
 * patience diff), and what lies between those is compared by itself, so that it takes about as long as the lists are.
 * `tell` hears now and then how much is done, 0 to 1.
 */
export function commonRuns(
  before: readonly string[],
  now: readonly string[],
  tell: (share: number) => void = () => undefined,
): Run[] {
  const [a, b] = toNumbers(before, now);
  const runs: Run[] = [];
  const add = (run: Run): void => {
    const last = runs.at(-1);
    if (last && last.before + last.length === run.before && last.now + last.length === run.now)
      last.length += run.length;
    else if (run.length > 0) runs.push(run);
  };
  // The next one to be looked at is the last: what is found comes in order.
  const open: (Region | Run)[] = [{ before: [0, a.length], now: [0, b.length] }];
  for (let next = open.pop(); next; next = open.pop()) {
    if ('length' in next) {
      add(next);
      continue;
    }
    tell((next.before[0] + next.now[0]) / Math.max(1, a.length + b.length));
    // One by one: there may be more than a call takes.
    for (const part of divide(a, b, next).reverse()) open.push(part);
  }
  tell(1);
  return runs;
}

/** A region cut into what is known to be in common and what is still to be looked at, in order. */
function divide(a: Int32Array, b: Int32Array, region: Region): (Region | Run)[] {
  let [from, to] = region.before;
  let [start, end] = region.now;
  const head: Run = { before: from, now: start, length: 0 };
  while (from < to && start < end && a[from] === b[start]) {
    from++;
    start++;
    head.length++;
  }
  const tail = { length: 0 };
  while (from < to && start < end && a[to - 1] === b[end - 1]) {
    to--;
    end--;
    tail.length++;
  }
  const ends = (inner: (Region | Run)[]): (Region | Run)[] => [
    head,
    ...inner,
    { before: to, now: end, length: tail.length },
  ];
  if (from === to || start === end) return ends([]);
  const inner: Region = { before: [from, to], now: [start, end] };
  const size = to - from + end - start;
  const isSmall = size <= SMALL || region.isBlind === true;
  const least = leastDifference(a, b, inner, isSmall ? size : FEW_EDITS);
  if (least) return ends(least);
  for (const length of ANCHORS) {
    const anchors = findAnchors(a, b, inner, length);
    if (anchors.length > 0) return ends(between(inner, anchors));
  }
  return ends(inPlaces(inner, Math.ceil(size / BLIND)));
}

/** Both lists as numbers, equal ones for equal pieces. */
function toNumbers(before: readonly string[], now: readonly string[]): [Int32Array, Int32Array] {
  const known = new Map<string, number>();
  const toNumber = (piece: string): number => {
    let number = known.get(piece);
    if (number === undefined) known.set(piece, (number = known.size));
    return number;
  };
  return [Int32Array.from(before, toNumber), Int32Array.from(now, toNumber)];
}

/** The runs of the least difference of a region; null where it takes more edits than it may. */
function leastDifference(a: Int32Array, b: Int32Array, region: Region, maxEditLength: number): Run[] | null {
  const changes = diffArrays(
    Array.from(a.subarray(...region.before)),
    Array.from(b.subarray(...region.now)),
    { maxEditLength },
  );
  if (!changes) return null;
  let [before] = region.before;
  let [now] = region.now;
  const runs: Run[] = [];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) runs.push({ before, now, length: count });
    if (!added) before += count;
    if (!removed) now += count;
  }
  return runs;
}

/** Where sequences of a length begin that a list has but once, by a number made of them. */
function onceIn(
  list: Int32Array,
  [from, to]: readonly [number, number],
  length: number,
): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = from; at + length <= to; at++) {
    let hash = 0;
    for (let index = at; index < at + length; index++)
      hash = (Math.imul(hash, 0x01000193) ^ (list[index] ?? 0)) | 0;
    found.set(hash, found.has(hash) ? -1 : at);
  }
  return found;
}

/** Sequences that both lists have once, the most of them that stand in the same order. */
function findAnchors(a: Int32Array, b: Int32Array, { before, now }: Region, length: number): Run[] {
  const inNow = onceIn(b, now, length);
  const pairs: Run[] = [];
  for (const [hash, at] of onceIn(a, before, length)) {
    const other = inNow.get(hash) ?? -1;
    if (at < 0 || other < 0) continue;
    let same = 0;
    while (same < length && a[at + same] === b[other + same]) same++;
    if (same === length) pairs.push({ before: at, now: other, length });
  }
  pairs.sort((one, other) => one.before - other.before);
  return longestRise(pairs);
}

/** The longest part of some pairs, ordered by `before`, that is ordered by `now` too (Fredman 1975). */
function longestRise(pairs: readonly Run[]): Run[] {
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, { now }] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.now ?? 0) < now) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const rise: Run[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair) rise.push(pair);
  }
  return rise.reverse();
}

/** The anchors of a region and what lies between them. */
function between(region: Region, anchors: readonly Run[]): (Region | Run)[] {
  const parts: (Region | Run)[] = [];
  let [before] = region.before;
  let [now] = region.now;
  for (const anchor of anchors) {
    // Sequences may overlap: of the next one only what goes on from the last counts.
    const taken = Math.max(before - anchor.before, now - anchor.now, 0);
    if (taken >= anchor.length) continue;
    const run = { before: anchor.before + taken, now: anchor.now + taken, length: anchor.length - taken };
    if (run.before > before || run.now > now)
      parts.push({ before: [before, run.before], now: [now, run.now] });
    parts.push(run);
    before = run.before + run.length;
    now = run.now + run.length;
  }
  parts.push({ before: [before, region.before[1]], now: [now, region.now[1]] });
  return parts;
}

/** A region cut into so many of equal size, each to be compared piece by piece. */
function inPlaces({ before, now }: Region, count: number): Region[] {
  const cut = ([from, to]: readonly [number, number], index: number) =>
    from + Math.floor(((to - from) * index) / count);
  return Array.from({ length: count }, (_, index) => ({
    before: [cut(before, index), cut(before, index + 1)],
    now: [cut(now, index), cut(now, index + 1)],
    isBlind: true,
  }));
}
