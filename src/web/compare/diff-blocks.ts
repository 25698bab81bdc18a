import type { DiffPart } from '../../core/text-diff.ts';

/** A stretch of a difference that is laid out by itself. */
export interface DiffBlock {
  parts: DiffPart[];
  /** Characters in both, and in one only: how much room it takes on either side. */
  removed: number;
  added: number;
}

/** About so many characters make a block. */
const LENGTH = 3000;
/** A block waits so long for the end of a line; after that it ends where a word does. */
const MOST = 12_000;

/** Where a text that is too long for a block is cut, from `least` on: after a line end, else after a blank, else where no
 * character is torn; its length where it need not be cut. */
function placeToCut(text: string, least: number, most: number): number {
  const head = text.slice(0, most);
  const line = head.indexOf('\n', least);
  if (line >= 0) return line + 1;
  if (text.length <= most) return text.length;
  const blank = head.lastIndexOf(' ');
  if (blank >= least) return blank + 1;
  const code = text.charCodeAt(most);
  return code >= 0xdc00 && code <= 0xdfff ? most + 1 : most;
}

/**
 * A difference in blocks, each of which begins with a line where lines are not very long, so that they can be laid out one
 * without the other. Put together they are the whole difference.
 */
export function toDiffBlocks(parts: readonly DiffPart[]): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let block: DiffBlock = { parts: [], removed: 0, added: 0 };
  const end = (): void => {
    if (block.parts.length > 0) blocks.push(block);
    block = { parts: [], removed: 0, added: 0 };
  };
  for (const { kind, text } of parts) {
    for (let from = 0; from < text.length;) {
      const size = Math.max(block.removed, block.added);
      const rest = text.slice(from);
      const most = Math.max(1, MOST - size);
      // What is in one only is left whole as far as it goes.
      const least = kind === 'same' ? LENGTH - size : most - LENGTH;
      const to = placeToCut(rest, Math.max(0, least), most);
      const piece = rest.slice(0, to);
      block.parts.push({ kind, text: piece });
      if (kind !== 'added') block.removed += piece.length;
      if (kind !== 'removed') block.added += piece.length;
      from += to;
      // Only where both sides are at the end of a line, or it has grown too long.
      const now = Math.max(block.removed, block.added);
      if ((kind === 'same' && now >= LENGTH && piece.endsWith('\n')) || now >= MOST) end();
    }
  }
  end();
  return blocks;
}
