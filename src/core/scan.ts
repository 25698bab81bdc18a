import { cutBlocks, cutFrom, type Block, type Scan } from './fence.ts';
import { createLineIndex, type Place } from './line-index.ts';
import { commonEnd, commonStart } from './text-patch.ts';

/** So many texts are kept cut: an edit cuts one that differs little from the last, and asks for it several times. */
const KEPT = 4;
/** Texts that begin, or end, with so much alike are taken for two versions of one. */
const ALIKE = 100;

const kept: { text: string; scan: Scan }[] = [];

/**
 * A notebook's text, cut into its blocks. What was cut before is not cut again: of a text that differs little from one of the
 * last, only what differs is, and what stands before that are the same objects. They are shared: nobody may change them.
 */
export function scanBlocks(text: string): Scan {
  const at = kept.findIndex((one) => one.text === text);
  const known = kept[at];
  if (known) {
    kept.splice(at, 1);
    kept.unshift(known);
    return known.scan;
  }
  const alike = kept.find((one) => isAlike(one.text, text));
  const scan = alike ? recut(alike.text, alike.scan, text) : cutBlocks(text);
  kept.unshift({ text, scan });
  kept.length = Math.min(kept.length, KEPT);
  return scan;
}

function isAlike(one: string, other: string): boolean {
  return one.slice(0, ALIKE) === other.slice(0, ALIKE) || one.slice(-ALIKE) === other.slice(-ALIKE);
}

/** Cuts a text of which an earlier version was cut: the blocks before what differs are the same, those after it stand
 * elsewhere. */
function recut(before: string, scan: Scan, now: string): Scan {
  const start = commonStart(before, now);
  const end = commonEnd(before, now, Math.min(before.length, now.length) - start);
  const touched = scan.blocks.findIndex((block) => block.end > start);
  // What ends a block is the line after it: the last one that is before the change may go on into it.
  const same = Math.max(0, (touched === -1 ? scan.blocks.length : touched) - 1);
  const next = scan.blocks[same];
  const { frontMatter } = scan;
  // A front matter that is never closed may be, by any line; and a first line may come to begin one.
  const canBeginOne = frontMatter === null && next?.lineStart === 0 && same === touched;
  if (!next || start <= next.lineStart || frontMatter?.closed === false || canBeginOne) return cutBlocks(now);
  const moved = now.length - before.length;
  let rest = same;
  let lines = 0;
  const isKnown = (offset: number, line: number): boolean => {
    const was = offset - moved;
    if (was < before.length - end) return false;
    while ((scan.blocks[rest]?.lineStart ?? before.length) < was) rest += 1;
    const block = scan.blocks[rest];
    if (block?.lineStart !== was) return false;
    lines = line - block.line;
    return true;
  };
  const from = { offset: next.lineStart, line: next.line };
  const { blocks, openComment } = cutFrom(now, from, isKnown);
  if (blocks.at(-1)?.end === now.length)
    return { frontMatter, blocks: [...scan.blocks.slice(0, same), ...blocks], openComment };
  const after = scan.blocks.slice(rest).map((block) => moveBlock(block, moved, lines));
  return {
    frontMatter,
    blocks: [...scan.blocks.slice(0, same), ...blocks, ...after],
    openComment: scan.openComment === null ? null : scan.openComment + moved,
  };
}

function moveBlock(block: Block, by: number, lines: number): Block {
  if (by === 0 && lines === 0) return block;
  return {
    ...block,
    start: block.start + by,
    end: block.end + by,
    line: block.line + lines,
    lineStart: block.lineStart + by,
    bodyStart: block.bodyStart + by,
    bodyEnd: block.bodyEnd + by,
    infoStart: block.infoStart + by,
  };
}

/** Finds places of a text by their offsets: counts the lines of the blocks in which something is looked for, and no others. */
export function createPlaces(text: string, { blocks }: Scan): (offset: number) => Place {
  const indices = new Map<number, (offset: number) => Place>();
  return (offset) => {
    let low = -1;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle]?.lineStart ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const { lineStart, line } = blocks[low] ?? { lineStart: 0, line: 1 };
    let index = indices.get(low);
    if (!index) {
      index = createLineIndex(text.slice(lineStart, blocks[low + 1]?.lineStart ?? text.length));
      indices.set(low, index);
    }
    const place = index(offset - lineStart);
    return { line: place.line + line - 1, column: place.column };
  };
}
