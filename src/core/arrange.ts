import { FENCE_OPENING, type Block } from './fence.ts';
import { blockOf, cutFence, isFirstOfText, opensFrontMatter, withLastEnding } from './fence-parts.ts';
import { withFreeChecks } from './free-checks.ts';
import { withFreeIds } from './free-ids.ts';
import { parseInfo } from './info-string.ts';
import { lineEndingOf, toLf } from './line-index.ts';
import type { CellSource } from './notebook.ts';
import { scanBlocks } from './scan.ts';

// Each of these takes a notebook's text and gives it back with its cells in another arrangement. Every cell keeps its bytes;
// only where two come to meet that did not, a line ending may be put between them.

/** The text with a cell (a whole fence, or prose) put in before the cell at an index; at the end where there is none. */
export function insertCell(text: string, index: number, cellText: string): string {
  const ending = lineEndingOf(text);
  const pieces = toPieces(text);
  const at = Math.max(0, Math.min(index, pieces.length));
  const lines = toLf(cellText)
    .replace(/^\n+|\n+$/g, '')
    .replaceAll('\n', ending);
  const isNote = !FENCE_OPENING.test(/^[^\r\n]*/.exec(lines)?.[0] ?? '');
  const previous = pieces[at - 1];
  if (previous) previous.text = withBlankLine(withLastEnding(closePiece(previous, ending), ending), ending);
  const after = at < pieces.length ? ending : '';
  pieces.splice(at, 0, { text: lines + ending + after, isNote, unclosedMarks: null });
  return join(headOf(text), pieces, ending);
}

/** The text without a cell and the blank lines after it. */
export function removeCell(text: string, cell: CellSource): string {
  blockOf(text, cell);
  const pieces = toPieces(text);
  pieces.splice(cell.index, 1);
  return join(headOf(text), pieces, lineEndingOf(text));
}

/** The text with a cell moved, so that it then has another index. */
export function moveCell(text: string, cell: CellSource, index: number): string {
  blockOf(text, cell);
  const pieces = toPieces(text);
  const at = Math.max(0, Math.min(index, pieces.length - 1));
  if (at === cell.index) return text;
  pieces.splice(at, 0, ...pieces.splice(cell.index, 1));
  return join(headOf(text), pieces, lineEndingOf(text));
}

/** The text with a copy of a cell after it. A cell with an id gets a free one, `chef-2` after `chef`, and so do checks. */
export function duplicateCell(text: string, cell: CellSource): string {
  const block = blockOf(text, cell);
  const copy = withFreeIds(text, text.slice(block.start, block.end));
  return insertCell(text, cell.index + 1, isChecks(block) ? withFreeChecks(text, copy) : copy);
}

function isChecks(block: Block): boolean {
  return block.kind === 'fence' && parseInfo(block.info).language === 'assert';
}

/** The text with the cells of a Markdown text put in before the cell at an index, and how many they are. An id that is taken,
 * of a cell or of a check, becomes a free one, also where another of them names it. */
export function pasteCells(text: string, index: number, markdown: string): { text: string; count: number } {
  const source = withFreeIds(text, toLf(markdown));
  const { blocks } = scanBlocks(source);
  const countCells = (all: string): number => scanBlocks(all).blocks.length;
  const before = countCells(text);
  let pasted = text;
  for (const block of blocks) {
    const piece = source.slice(block.start, block.end);
    // Prose that comes to stand beside prose is one note with it.
    const place = index + countCells(pasted) - before;
    pasted = insertCell(pasted, place, isChecks(block) ? withFreeChecks(pasted, piece) : piece);
  }
  return { text: pasted, count: blocks.length };
}

function withBlankLine(piece: string, ending: string): string {
  return /(?:^|\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(piece) ? piece : piece + ending;
}

interface Piece {
  text: string;
  isNote: boolean;
  /** Marks of a fence that is never closed; null otherwise. */
  unclosedMarks: string | null;
}

function headOf(text: string): string {
  return text.slice(0, scanBlocks(text).blocks[0]?.start ?? text.length);
}

function toPieces(text: string): Piece[] {
  return scanBlocks(text).blocks.map((block) => ({
    text: text.slice(block.start, block.end),
    isNote: block.kind === 'note',
    unclosedMarks: block.kind === 'fence' && !block.closed ? cutFence(text, block).marks : null,
  }));
}

function closePiece(piece: Piece, ending: string): string {
  if (piece.unclosedMarks === null) return piece.text;
  const closed = withLastEnding(piece.text, ending) + piece.unclosedMarks + ending;
  piece.unclosedMarks = null;
  return closed;
}

/** Puts pieces one after the other; where they meet they keep apart: a fence begins a line, two notes a paragraph. */
function join(head: string, pieces: Piece[], ending: string): string {
  let text = pieces.length > 0 && head !== '\uFEFF' ? withLastEnding(head, ending) : head;
  if (isFirstOfText(head) && opensFrontMatter(pieces[0]?.text ?? '')) text += ending;
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (!next) text += piece.text;
    else {
      const part = withLastEnding(closePiece(piece, ending), ending);
      text += piece.isNote && next.isNote ? withBlankLine(part, ending) : part;
    }
  }
  return text;
}
