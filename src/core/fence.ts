import { toLf } from './line-index.ts';

/** A part of a notebook's text. Blocks and the head before the first one make up the whole text, gap by gap. */
export interface Block {
  kind: 'note' | 'fence';
  /** UTF-16 offsets; the blank lines that follow belong to the block. */
  start: number;
  end: number;
  /** The body in the file. For a note: without blank lines around it. */
  bodyStart: number;
  bodyEnd: number;
  /** The body as used: LF endings, the fence's own indentation taken off its lines. */
  body: string;
  /** Where the info string stands; empty for notes. */
  infoStart: number;
  info: string;
  /** Whether a closing line was found. A note is always closed. */
  closed: boolean;
}

/** The YAML between the `---` lines at the top. Without the second one it is a note that begins with a rule. */
export interface FrontMatter {
  bodyStart: number;
  bodyEnd: number;
  closed: boolean;
}

/** A notebook's text, cut. */
export interface Scan {
  frontMatter: FrontMatter | null;
  blocks: Block[];
  /** Offset of an HTML comment that is never closed, which hides every cell after it; null where there is none. */
  openComment: number | null;
}

interface Line {
  start: number;
  /** Without the line ending. */
  text: string;
  /** With it: where the next line starts. */
  end: number;
}

/** How a fence opens: up to three spaces, three or more marks, the info string (which holds no backtick after backticks). */
export const FENCE_OPENING = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$/;

const COMMENT_OPENING = /^ {0,3}<!--/;

/** Whether a line closes a fence that was opened by `marks`. */
export function isClosingLine(line: string, marks: string): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run[0] === marks[0] && run.length >= marks.length;
}

/** Cuts a notebook's text by CommonMark's rules for fenced code blocks. Any text can be cut: nothing is an error here. */
export function scanBlocks(text: string): Scan {
  const lines = toLines(text);
  const scan: Scan = { frontMatter: null, blocks: [], openComment: null };
  let at = 0;
  const first = lines[0];
  if (first && /^\uFEFF?---[ \t]*$/.test(first.text)) {
    // No YAML has a line that opens a fence: where one comes first, a `---` below it is in a cell and closes nothing.
    const last = lines.findIndex(
      (line, index) => index > 0 && /^(?:(---|\.\.\.)[ \t]*$|```|~~~)/.test(line.text),
    );
    const closing = /^[-.]/.test(lines[last]?.text ?? '') ? lines[last] : undefined;
    scan.frontMatter = {
      bodyStart: first.end,
      bodyEnd: closing?.start ?? first.end,
      closed: closing !== undefined,
    };
    if (closing) at = last + 1;
  }
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1;
      const last = scan.blocks.at(-1);
      if (last) last.end = lines[at - 1]?.end ?? last.end;
      continue;
    }
    const [block, next] = readFence(text, lines, at) ?? readNote(text, lines, at, scan);
    scan.blocks.push(block);
    at = next;
  }
  return scan;
}

function toLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r|$/g)) {
    const end = match.index + match[0].length;
    if (match[0] === '' && start === text.length) break;
    lines.push({ start, text: text.slice(start, match.index), end });
    start = end;
  }
  return lines;
}

function isBlank(line: Line | undefined): boolean {
  return line !== undefined && /^[ \t\uFEFF]*$/.test(line.text);
}

function readFence(text: string, lines: Line[], at: number): [Block, number] | null {
  const opening = lines[at];
  const match = opening && FENCE_OPENING.exec(withoutBom(opening.text));
  if (!opening || !match) return null;
  const indent = match[1] ?? '';
  const marks = match[2] ?? match[4] ?? '';
  const info = match[3] ?? match[5] ?? '';
  let last = at + 1;
  while (last < lines.length && !isClosingLine(lines[last]?.text ?? '', marks)) last += 1;
  const closing = lines[last];
  const bodyStart = opening.end;
  const bodyEnd = withoutLastEnding(text, bodyStart, closing?.start ?? text.length);
  const stripped = info.trim();
  const block: Block = {
    kind: 'fence',
    start: opening.start + (opening.text.startsWith('\uFEFF') ? 1 : 0),
    end: closing?.end ?? text.length,
    bodyStart,
    bodyEnd,
    body: withoutIndent(toLf(text.slice(bodyStart, bodyEnd)), indent.length),
    infoStart: opening.start + opening.text.length - info.length + (info.length - info.trimStart().length),
    info: stripped,
    closed: closing !== undefined,
  };
  return [block, Math.min(last + 1, lines.length)];
}

function readNote(text: string, lines: Line[], at: number, scan: Scan): [Block, number] {
  const start = lines[at]?.start ?? 0;
  let next = at;
  let lastFull = at;
  while (next < lines.length) {
    const line = withoutBom(lines[next]?.text ?? '');
    if (next > at && FENCE_OPENING.test(line)) break;
    if (COMMENT_OPENING.test(line)) {
      const closing = findCommentEnd(lines, next);
      if (closing === null) scan.openComment ??= lines[next]?.start ?? null;
      next = closing ?? lines.length - 1;
    }
    if (!isBlank(lines[next])) lastFull = next;
    next += 1;
  }
  const last = lines[lastFull];
  const bodyEnd = last ? last.start + last.text.length : text.length;
  const bom = text.codePointAt(start) === 0xfeff ? 1 : 0;
  const block: Block = {
    kind: 'note',
    start: start + bom,
    end: lines[next - 1]?.end ?? text.length,
    bodyStart: start + bom,
    bodyEnd,
    body: toLf(text.slice(start + bom, bodyEnd)),
    infoStart: start + bom,
    info: '',
    closed: true,
  };
  return [block, next];
}

/** An HTML comment ends with the line that holds `-->`, be it the first one. Fences inside are no cells. */
function findCommentEnd(lines: Line[], at: number): number | null {
  for (let index = at; index < lines.length; index += 1) {
    if (lines[index]?.text.includes('-->')) return index;
  }
  return null;
}

function withoutBom(line: string): string {
  return line.startsWith('\uFEFF') ? line.slice(1) : line;
}

function withoutLastEnding(text: string, from: number, to: number): number {
  if (to > from && text[to - 1] === '\n') return to - (to - 1 > from && text[to - 2] === '\r' ? 2 : 1);
  return to > from && text[to - 1] === '\r' ? to - 1 : to;
}

function withoutIndent(body: string, width: number): string {
  if (width === 0) return body;
  const indent = new RegExp(`^ {1,${width}}`);
  return body
    .split('\n')
    .map((line) => line.replace(indent, ''))
    .join('\n');
}
