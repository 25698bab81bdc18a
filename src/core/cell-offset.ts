import { FENCE_OPENING } from './fence.ts';
import { parseInfo } from './info-string.ts';
import { LINE_ENDING } from './line-index.ts';
import type { CellSource } from './notebook.ts';

/** Offset in the file of a place in a body as used, whose lines may have lost the fence's indentation. */
export function offsetInBody(text: string, source: CellSource, line: number, column: number): number {
  const raw = text.slice(source.bodyStart, source.bodyEnd);
  let start = 0;
  let at = 1;
  for (const match of raw.matchAll(LINE_ENDING)) {
    if (at === line) break;
    at += 1;
    start = match.index + match[0].length;
  }
  const rawLine = /^[^\r\n]*/.exec(raw.slice(start))?.[0] ?? '';
  const usedLine = lineOf(source.body, line);
  return source.bodyStart + start + (rawLine.length - usedLine.length) + column - 1;
}

/** A line of a text with LF endings, without looking at those after it; '' where there is none. */
function lineOf(text: string, line: number): string {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const ending = text.indexOf('\n', start);
    if (ending === -1) return '';
    start = ending + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** Offset in the file of an info value; of the fence where it is not written. */
export function offsetOfInfo(text: string, cell: CellSource, key: string): number {
  const line = /^[^\r\n]*/.exec(text.slice(cell.start, cell.bodyStart))?.[0] ?? '';
  const match = FENCE_OPENING.exec(line);
  const info = match?.[3] ?? match?.[5] ?? '';
  const stripped = info.trim();
  const pair = parseInfo(stripped).pairs.find((one) => one.key === key);
  const infoStart = line.length - info.length + (info.length - info.trimStart().length);
  return pair ? cell.start + infoStart + pair.valueStart : cell.start;
}
