import { FENCE_OPENING, type Block } from './fence.ts';
import type { CellSource } from './notebook.ts';
import { scanBlocks } from './scan.ts';

/** A cell's block in the text that it was parsed from. Throws where it is another text: its offsets would not fit. */
export function blockOf(text: string, cell: CellSource): Block {
  const block = scanBlocks(text).blocks[cell.index];
  if (!block || block.start !== cell.start || block.end !== cell.end || block.body !== cell.body) {
    throw new Error(`cell ${cell.index} is not of this text; parse the text that is edited`);
  }
  return block;
}

/** A fence, cut into the parts that edits change. */
export interface FenceParts {
  indent: string;
  marks: string;
  /** The opening line with its line ending. */
  opening: string;
  /** The line ending after the body; empty where the body has no lines. */
  beforeClosing: string;
  /** The closing line with all that follows; empty where the fence is never closed. */
  closing: string;
}

/** Cuts a fence's block. */
export function cutFence(text: string, block: Block): FenceParts {
  const opening = text.slice(block.start, block.bodyStart);
  const match = FENCE_OPENING.exec(opening.replace(/[\r\n]+$/, ''));
  const rest = text.slice(block.bodyEnd, block.end);
  const beforeClosing = block.closed ? (/^(?:\r\n|\n|\r)/.exec(rest)?.[0] ?? '') : rest;
  return {
    indent: match?.[1] ?? '',
    marks: match?.[2] ?? match?.[4] ?? '',
    opening,
    beforeClosing,
    closing: rest.slice(beforeClosing.length),
  };
}

/** Marks that no line of the body can close: one more than its longest run of them at the beginning of a line. */
export function longerMarks(marks: string, body: string): string {
  const mark = marks.slice(0, 1);
  let longest = 0;
  for (const line of body.split('\n')) {
    const run = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (run?.startsWith(mark)) longest = Math.max(longest, run.length);
  }
  return mark.repeat(Math.max(marks.length, longest + 1));
}

/** A fence line with other marks; a longer closing line than needed stays. */
export function withMarks(line: string, marks: string, wanted: string): string {
  if (marks === wanted) return line;
  const at = line.search(/[`~]/);
  if (at === -1) return line;
  const run = /^(`+|~+)/.exec(line.slice(at))?.[0] ?? '';
  return line.slice(0, at) + wanted + line.slice(at + run.length);
}

/** A line, or text, that ends in a line ending; nothing stays nothing. */
export function withLastEnding(line: string, ending: string): string {
  return line === '' || /[\r\n]$/.test(line) ? line : line + ending;
}

/** Whether nothing stands before the first block, a BOM aside. */
export function isFirstOfText(head: string): boolean {
  return head === '' || head === '\uFEFF';
}

/** A note may begin with a rule; as the first line of a text it would be taken for front matter. */
export function opensFrontMatter(piece: string): boolean {
  return /^---[ \t]*(?:[\r\n]|$)/.test(piece);
}

/** A text with the part between two offsets replaced. */
export function splice(text: string, from: number, to: number, piece: string): string {
  return text.slice(0, from) + piece + text.slice(to);
}
