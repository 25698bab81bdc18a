import {
  blockOf,
  cutFence,
  isFirstOfText,
  longerMarks,
  opensFrontMatter,
  splice,
  withLastEnding,
  withMarks,
} from './fence-parts.ts';
import { changeInfo } from './info-string.ts';
import { lineEndingOf, toLf } from './line-index.ts';
import type { CellSource } from './notebook.ts';
import type { Value } from './trial.ts';
import { setYamlKey } from './yaml-edit.ts';
import { scanBlocks } from './scan.ts';

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
    const note = wanted.replaceAll('\n', ending);
    const apart = isFirstOfText(text.slice(0, block.start)) && opensFrontMatter(note) ? ending : '';
    return splice(text, block.bodyStart, block.bodyEnd, apart + note);
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
      fence.beforeClosing === '' && (block.closed || wanted.endsWith('\n')) ? ending : fence.beforeClosing,
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

/** The text with a key of the front matter set, or (undefined) taken out. A text without front matter gets one. */
export function replaceFrontMatter(text: string, key: string, value: Value | undefined): string {
  const { frontMatter } = scanBlocks(text);
  const ending = lineEndingOf(text);
  if (!frontMatter?.closed) {
    if (value === undefined) return text;
    const bom = text.startsWith('\uFEFF') ? 1 : 0;
    const front = ['---', setYamlKey('gamut: 1', key, value), '---', ''].join('\n');
    return splice(text, bom, bom, front.replaceAll('\n', ending));
  }
  const { bodyStart, bodyEnd } = frontMatter;
  const changed = setYamlKey(toLf(text.slice(bodyStart, bodyEnd)), key, value);
  return splice(text, bodyStart, bodyEnd, changed.replaceAll('\n', ending));
}
