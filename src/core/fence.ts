import { toLf } from './line-index.ts';

/** A part of a notebook's text. Blocks and the head before the first one make up the whole text, gap by gap. */
export interface Block {
  kind: 'note' | 'fence';
  /** UTF-16 offsets; the blank lines that follow belong to the block. */
  start: number;
  end: number;
  /** The line on which it starts, 1-based, and where that line begins: before a byte order mark. */
  line: number;
  lineStart: number;
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

/** Where the cutting of a text begins: the offset and the number of a line that no block before it goes over. */
export interface CutStart {
  offset: number;
  line: number;
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

/** Cuts a whole text by CommonMark's rules for fenced code blocks. Any text can be cut: nothing is an error here. */
export function cutBlocks(text: string): Scan {
  const lines = new Lines(text, { offset: 0, line: 1 });
  const { frontMatter, at } = cutFrontMatter(lines);
  return { frontMatter, ...cutOn(text, { lines, at }) };
}

/** Cuts a text from a line on that no block before it goes over, below the front matter. Ends before a block for which `isKnown`
 * says so, by the offset and the number of its line. */
export function cutFrom(
  text: string,
  from: CutStart,
  isKnown: (offset: number, line: number) => boolean,
): Pick<Scan, 'blocks' | 'openComment'> {
  return cutOn(text, { lines: new Lines(text, from), at: 0 }, isKnown);
}

/** The front matter, and the index of the line after it. */
function cutFrontMatter(lines: Lines): { frontMatter: FrontMatter | null; at: number } {
  const first = lines.get(0);
  if (!first || !/^\uFEFF?---[ \t]*$/.test(first.text)) return { frontMatter: null, at: 0 };
  // No YAML has a line that opens a fence: where one comes first, a `---` below it is in a cell and closes nothing.
  let at = 1;
  let last = lines.get(at);
  while (last && !/^(?:(---|\.\.\.)[ \t]*$|```|~~~)/.test(last.text)) last = lines.get((at += 1));
  const closing = /^[-.]/.test(last?.text ?? '') ? last : undefined;
  const frontMatter = {
    bodyStart: first.end,
    bodyEnd: closing?.start ?? first.end,
    closed: closing !== undefined,
  };
  return { frontMatter, at: closing ? at + 1 : 0 };
}

function cutOn(
  text: string,
  { lines, at: first }: { lines: Lines; at: number },
  isKnown: (offset: number, line: number) => boolean = () => false,
): Pick<Scan, 'blocks' | 'openComment'> {
  const cut: Pick<Scan, 'blocks' | 'openComment'> = { blocks: [], openComment: null };
  let at = first;
  for (let line = lines.get(at); line; line = lines.get(at)) {
    if (isBlank(line)) {
      at += 1;
      const last = cut.blocks.at(-1);
      if (last) last.end = line.end;
      continue;
    }
    if (isKnown(line.start, lines.numberOf(at))) break;
    const [block, next] = readFence(text, lines, at) ?? readNote(text, lines, at, cut);
    cut.blocks.push(block);
    at = next;
  }
  return cut;
}

/** The lines of a text from one on, each cut when it is first asked for. */
class Lines {
  readonly #text: string;
  readonly #first: number;
  readonly #lines: Line[] = [];
  readonly #ending = /\r\n|\n|\r/g;
  #next: number;

  constructor(text: string, { offset, line }: CutStart) {
    this.#text = text;
    this.#next = offset;
    this.#first = line;
  }

  /** A line by its index, the first one 0; nothing after the last. */
  get(index: number): Line | undefined {
    while (this.#lines.length <= index && this.#next < this.#text.length) this.#cut();
    return this.#lines[index];
  }

  /** The index after the last line. */
  get end(): number {
    while (this.#next < this.#text.length) this.#cut();
    return this.#lines.length;
  }

  /** The number of a line in the whole text, 1-based. */
  numberOf(index: number): number {
    return this.#first + index;
  }

  #cut(): void {
    const start = this.#next;
    this.#ending.lastIndex = start;
    const match = this.#ending.exec(this.#text);
    const end = match ? match.index + match[0].length : this.#text.length;
    this.#lines.push({ start, text: this.#text.slice(start, match?.index ?? end), end });
    this.#next = end;
  }
}

function isBlank(line: Line): boolean {
  return /^[ \t\uFEFF]*$/.test(line.text);
}

function readFence(text: string, lines: Lines, at: number): [Block, number] | null {
  const opening = lines.get(at);
  const match = opening && FENCE_OPENING.exec(withoutBom(opening.text));
  if (!opening || !match) return null;
  const indent = match[1] ?? '';
  const marks = match[2] ?? match[4] ?? '';
  const info = match[3] ?? match[5] ?? '';
  let last = at + 1;
  let closing = lines.get(last);
  while (closing && !isClosingLine(closing.text, marks)) closing = lines.get((last += 1));
  const bodyStart = opening.end;
  const bodyEnd = withoutLastEnding(text, bodyStart, closing?.start ?? text.length);
  const stripped = info.trim();
  const block: Block = {
    kind: 'fence',
    start: opening.start + (opening.text.startsWith('\uFEFF') ? 1 : 0),
    end: closing?.end ?? text.length,
    line: lines.numberOf(at),
    lineStart: opening.start,
    bodyStart,
    bodyEnd,
    body: withoutIndent(toLf(text.slice(bodyStart, bodyEnd)), indent.length),
    infoStart: opening.start + opening.text.length - info.length + (info.length - info.trimStart().length),
    info: stripped,
    closed: closing !== undefined,
  };
  return [block, last + 1];
}

function readNote(text: string, lines: Lines, at: number, cut: Pick<Scan, 'openComment'>): [Block, number] {
  const start = lines.get(at)?.start ?? 0;
  let next = at;
  let last = lines.get(at);
  for (let line = last; line; line = lines.get(next)) {
    const words = withoutBom(line.text);
    if (next > at && FENCE_OPENING.test(words)) break;
    if (COMMENT_OPENING.test(words)) {
      const closing = findCommentEnd(lines, next);
      if (closing === null) cut.openComment ??= line.start;
      next = closing ?? lines.end - 1;
      line = lines.get(next) ?? line;
    }
    if (!isBlank(line)) last = line;
    next += 1;
  }
  const bodyEnd = last ? last.start + last.text.length : text.length;
  const bom = text.codePointAt(start) === 0xfeff ? 1 : 0;
  const block: Block = {
    kind: 'note',
    start: start + bom,
    end: lines.get(next - 1)?.end ?? text.length,
    line: lines.numberOf(at),
    lineStart: start,
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
function findCommentEnd(lines: Lines, at: number): number | null {
  for (let index = at, line = lines.get(at); line; line = lines.get((index += 1))) {
    if (line.text.includes('-->')) return index;
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
