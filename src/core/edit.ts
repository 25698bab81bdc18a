import { CELL_KINDS } from './cell-schema.ts';
import { FENCE_OPENING, scanBlocks, type Block } from './fence.ts';
import { changeInfo, parseInfo, toInfoRecord } from './info-string.ts';
import { lineEndingOf, toLf } from './line-index.ts';
import type { CellSource } from './notebook.ts';
import type { Value } from './trial.ts';
import { setYamlKey } from './yaml-edit.ts';

// Every edit takes a notebook's text and gives back the changed text: only the bytes of the cell that is meant change, or of
// the place where one comes in or goes out. A cell must be of the very text that is edited.

/** The text with another body in a cell: what stands in a fence, or a note's whole text. Its line endings become those of
 * the file, and the fence grows where the body holds one as long. */
export function replaceBody(text: string, cell: CellSource, body: string): string {
  const block = blockOf(text, cell);
  const wanted = toLf(body);
  if (wanted === block.body) return text;
  const ending = lineEndingOf(text);
  if (block.kind === 'note') {
    return splice(text, block.bodyStart, block.bodyEnd, wanted.replaceAll('\n', ending));
  }
  const fence = cutFence(text, block);
  const lines = wanted.split('\n').map((line) => (line === '' ? line : fence.indent + line));
  const marks = longerMarks(fence.marks, wanted);
  return splice(
    text,
    block.start,
    block.end,
    [
      withLastEnding(withMarks(fence.opening, fence.marks, marks), ending),
      lines.join(ending),
      fence.beforeClosing === '' && block.closed ? ending : fence.beforeClosing,
      withMarks(fence.closing, fence.marks, marks),
    ].join(''),
  );
}

/** The text with some `key=value` of a fence changed, added, or (null) taken out. */
export function replaceInfo(text: string, cell: CellSource, info: Record<string, string | null>): string {
  const block = blockOf(text, cell);
  if (block.kind === 'note') throw new Error(`cell ${cell.index} is a note and has no info string`);
  const changed = changeInfo(block.info, info);
  const infoEnd = block.infoStart + block.info.length;
  const fence = cutFence(text, block);
  // After backticks an info string holds no backtick: such a fence becomes one of tildes.
  const marks =
    fence.marks.startsWith('`') && changed.includes('`')
      ? longerMarks('~'.repeat(fence.marks.length), block.body)
      : fence.marks;
  const opening = text.slice(block.start, block.infoStart) + changed + text.slice(infoEnd, block.bodyStart);
  return splice(
    text,
    block.start,
    block.end,
    [
      withMarks(opening, fence.marks, marks),
      text.slice(block.bodyStart, block.bodyEnd),
      fence.beforeClosing,
      withMarks(fence.closing, fence.marks, marks),
    ].join(''),
  );
}

/** The text with another text in a note. */
export function replaceNote(text: string, cell: CellSource, note: string): string {
  return replaceBody(text, cell, note);
}

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

/** The text with a copy of a cell after it. A cell with an id gets a free one: `chef-2` after `chef`. */
export function duplicateCell(text: string, cell: CellSource): string {
  const block = blockOf(text, cell);
  const copy = text.slice(block.start, block.end);
  const { language } = parseInfo(block.info);
  const id = cell.info['id'];
  if (block.kind === 'note' || id === undefined || !CELL_KINDS.some((kind) => kind === language)) {
    return insertCell(text, cell.index + 1, copy);
  }
  const taken = new Set(
    scanBlocks(text)
      .blocks.map((one) => parseInfo(one.info))
      .filter((info) => info.language === language)
      .map((info) => toInfoRecord(info)['id']),
  );
  const [, stem = id, number] = /^(.*)-(\d+)$/.exec(id) ?? [];
  let next = Number(number ?? 1) + 1;
  while (taken.has(`${stem}-${next}`)) next += 1;
  const info = changeInfo(block.info, { id: `${stem}-${next}` });
  const infoAt = block.infoStart - block.start;
  const renamed = copy.slice(0, infoAt) + info + copy.slice(infoAt + block.info.length);
  return insertCell(text, cell.index + 1, renamed);
}

/** The text with a key of the front matter set, or (undefined) taken out. A text without front matter gets one. */
export function replaceFrontMatter(text: string, key: string, value: Value | undefined): string {
  const { frontMatter } = scanBlocks(text);
  const ending = lineEndingOf(text);
  if (!frontMatter) {
    if (value === undefined) return text;
    const bom = text.startsWith('\uFEFF') ? 1 : 0;
    const front = ['---', setYamlKey('gamut: 1', key, value), '---', ''].join('\n');
    return splice(text, bom, bom, front.replaceAll('\n', ending));
  }
  const { bodyStart, bodyEnd } = frontMatter;
  const changed = setYamlKey(toLf(text.slice(bodyStart, bodyEnd)), key, value);
  return splice(text, bodyStart, bodyEnd, changed.replaceAll('\n', ending));
}

function blockOf(text: string, cell: CellSource): Block {
  const block = scanBlocks(text).blocks[cell.index];
  if (!block || block.start !== cell.start || block.end !== cell.end || block.body !== cell.body) {
    throw new Error(`cell ${cell.index} is not of this text; parse the text that is edited`);
  }
  return block;
}

interface FenceParts {
  indent: string;
  marks: string;
  /** The opening line with its line ending. */
  opening: string;
  /** The line ending after the body; empty where the body has no lines. */
  beforeClosing: string;
  /** The closing line with all that follows; empty where the fence is never closed. */
  closing: string;
}

function cutFence(text: string, block: Block): FenceParts {
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
function longerMarks(marks: string, body: string): string {
  const mark = marks.slice(0, 1);
  const runs = body.split('\n').map((line) => /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '');
  const longest = Math.max(0, ...runs.filter((run) => run.startsWith(mark)).map((run) => run.length));
  return mark.repeat(Math.max(marks.length, longest + 1));
}

/** A fence line with other marks; a longer closing line than needed stays. */
function withMarks(line: string, marks: string, wanted: string): string {
  if (marks === wanted) return line;
  const at = line.search(/[`~]/);
  if (at === -1) return line;
  const run = /^(`+|~+)/.exec(line.slice(at))?.[0] ?? '';
  return line.slice(0, at) + wanted + line.slice(at + run.length);
}

function withLastEnding(line: string, ending: string): string {
  return line === '' || /[\r\n]$/.test(line) ? line : line + ending;
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
  let text = pieces.length > 0 ? withLastEnding(head, ending) : head;
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

function splice(text: string, from: number, to: number, piece: string): string {
  return text.slice(0, from) + piece + text.slice(to);
}
