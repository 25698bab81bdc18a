import { lineEndingOf, toLf } from './line-index.ts';
import { matchUnits, toMergeUnits, type MergeUnit } from './merge-units.ts';
import { scanBlocks } from './scan.ts';

/** Whose text of a piece is taken. */
export type Side = 'mine' | 'theirs';

/** A cell that both sides have changed, each otherwise. A side that has deleted it is null; `base` is null where both made it. */
export interface MergeConflict {
  /** `head` (front matter), `note`, `whole` (the notebook cannot be cut into cells), or the kind of the cell. */
  kind: string;
  /** What names the cell, such as `persona chef`. */
  key: string | null;
  base: string | null;
  mine: string | null;
  theirs: string | null;
}

type MergePiece = { kind: string; gap: string } & ({ text: string } | { conflict: MergeConflict });

/** Two changed texts of one notebook brought together, cell by cell. */
export interface Merge {
  pieces: MergePiece[];
  /** In the order of the notebook; empty where every cell was changed by one side at most. */
  conflicts: MergeConflict[];
}

/**
 * Brings two changes of one notebook together: a cell that one side alone has changed, made, moved or deleted is taken from
 * that side. What both have changed is a conflict.
 */
export function mergeNotebooks(base: string, mine: string, theirs: string): Merge {
  if (theirs === base || mine === theirs) return whole(mine);
  if (mine === base) return whole(theirs);
  const units = { base: toMergeUnits(base), mine: toMergeUnits(mine), theirs: toMergeUnits(theirs) };
  if (units.base && units.mine && units.theirs) {
    const merge = toMerge(mergeUnits(units.base, units.mine, units.theirs));
    if (isSound(merge)) return merge;
  }
  return toMerge([{ kind: 'whole', gap: '', conflict: { kind: 'whole', key: null, base, mine, theirs } }]);
}

/** The text of a merge, with a side for each of its conflicts (mine where none is given). */
export function mergedText({ pieces }: Merge, sides: readonly Side[] = []): string {
  let text = '';
  let before: { kind: string } | null = null;
  let conflicts = 0;
  for (const piece of pieces) {
    const taken: string | null = 'text' in piece ? piece.text : piece.conflict[sides[conflicts++] ?? 'mine'];
    if (taken === null) continue;
    if (before && taken !== '') {
      const ending = lineEndingOf(text || taken);
      const isProse = before.kind === 'note' && piece.kind === 'note';
      const needed = isProse ? 2 : text === '' || text === '\uFEFF' ? 0 : 1;
      const ends = /(?:\r\n|\n|\r)*$/.exec(text.replace(/[ \t]+(?=[\r\n]|$)/g, ''))?.[0] ?? '';
      text += ending.repeat(Math.max(0, needed - (ends.match(/\r\n|\n|\r/g)?.length ?? 0)));
    }
    text += taken + piece.gap;
    before = piece;
  }
  return text;
}

function whole(text: string): Merge {
  return { pieces: [{ kind: 'whole', gap: '', text }], conflicts: [] };
}

function toMerge(pieces: MergePiece[]): Merge {
  return { pieces, conflicts: pieces.flatMap((piece) => ('conflict' in piece ? piece.conflict : [])) };
}

/** Whether the cells of a merge are cells of its text still, whichever sides are taken. */
function isSound(merge: Merge): boolean {
  return (['mine', 'theirs'] as const).every((side) => {
    const text = mergedText(
      merge,
      merge.conflicts.map(() => side),
    );
    const fences = scanBlocks(text).blocks.filter(({ kind }) => kind === 'fence');
    const found = fences.map(({ start, end }) => toLf(text.slice(start, end).trimEnd()));
    const wanted = merge.pieces.flatMap((piece) => {
      const taken = 'text' in piece ? piece.text : piece.conflict[side];
      return taken === null || piece.kind === 'note' || piece.kind === 'head' ? [] : toLf(taken);
    });
    return found.length === wanted.length && found.every((fence, index) => fence === wanted[index]);
  });
}

/** One side's unit with the place in the base that it comes from. */
type Placed = MergeUnit & { was: number | null };

function place(base: readonly MergeUnit[], side: readonly MergeUnit[]): Placed[] {
  const was = matchUnits(base, side);
  return side.map((unit, at) => ({ ...unit, was: was[at] ?? null }));
}

function isInOrder(units: readonly Placed[]): boolean {
  let last = -1;
  for (const { was } of units) {
    if (was === null) continue;
    if (was < last) return false;
    last = was;
  }
  return true;
}

/** What a unit is among those of the other side: the same cell of the base, or one of the same name or text that both made. */
function counterpart(unit: Placed, others: readonly Placed[]): Placed | null {
  if (unit.was !== null) return others.find(({ was }) => was === unit.was) ?? null;
  const isSame = (other: Placed): boolean =>
    other.was === null &&
    other.kind === unit.kind &&
    (unit.key === null ? toLf(other.text) === toLf(unit.text) : other.key === unit.key);
  return others.find(isSame) ?? null;
}

function mergeUnits(base: MergeUnit[], mine: MergeUnit[], theirs: MergeUnit[]): MergePiece[] {
  const sides = { mine: place(base, mine), theirs: place(base, theirs) };
  // The order of the side that has moved cells; where both have, mine.
  const order: Side = isInOrder(sides.mine) ? 'theirs' : 'mine';
  const other: Side = order === 'mine' ? 'theirs' : 'mine';
  const merged = sides[order].map((unit) => {
    const twin = counterpart(unit, sides[other]);
    return { unit, twin, piece: mergeUnit(base, order, unit, twin) };
  });
  // What the other side alone has comes in after what it stands after there.
  let after = -1;
  for (const unit of sides[other]) {
    const at = merged.findIndex(({ twin }) => twin === unit);
    if (at !== -1) {
      after = at;
      continue;
    }
    after += 1;
    merged.splice(after, 0, { unit, twin: unit, piece: mergeUnit(base, other, unit, null) });
  }
  return merged.flatMap(({ piece }) => piece ?? []);
}

/** A unit of a side with its counterpart on the other one; null where it is gone from the merge. */
function mergeUnit(
  bases: readonly MergeUnit[],
  side: Side,
  unit: Placed,
  twin: Placed | null,
): MergePiece | null {
  const base = unit.was === null ? null : (bases[unit.was] ?? null);
  const { kind, key } = unit;
  const [mine, theirs] = side === 'mine' ? [unit, twin] : [twin, unit];
  if (!mine || !theirs) {
    if (base === null) return { kind, gap: unit.gap, text: unit.text };
    if (toLf(unit.text) === toLf(base.text)) return null;
  }
  const gap = mine && theirs && base ? (mine.gap === base.gap ? theirs.gap : mine.gap) : unit.gap;
  const text = mine && theirs ? mergeTexts(base?.text ?? null, mine.text, theirs.text) : null;
  if (text !== null) return { kind, gap, text };
  const conflict = {
    kind,
    key,
    base: base?.text ?? null,
    mine: mine?.text ?? null,
    theirs: theirs?.text ?? null,
  };
  return { kind, gap, conflict };
}

/** The text of one cell that is on both sides; null where both have changed it. Other line endings are no change, and kept. */
function mergeTexts(base: string | null, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [was, my, their] = [base === null ? null : toLf(base), toLf(mine), toLf(theirs)];
  if (my === their) return theirs;
  if (their === was) return my.replaceAll('\n', lineEndingOf(theirs));
  if (my === was) return their.replaceAll('\n', lineEndingOf(mine));
  return null;
}
