import { isCollection, isNode, isPair, type CST, type YAMLSeq } from 'yaml';

/** An item of a YAML list as it is written, in whole lines without the last line's end. */
export interface ItemText {
  /** The comment lines right above it, each with its line's end. */
  lead: string;
  /** What stands before its dash. */
  indent: string;
  own: string;
}

/** A YAML list, cut into its items and what stands between them: {@link joinItems} puts it together again. */
export interface Items {
  head: string;
  chunks: ItemText[];
  /** What stands between an item and the next one, from the line's end on: one fewer than there are items. */
  gaps: string[];
  tail: string;
  indent: string;
}

/** Cuts a list that is written with a dash a line; null where it is written otherwise. The list's document has been read with its
 * source tokens kept. */
export function cutItems(body: string, list: YAMLSeq): Items | null {
  const token = list.srcToken;
  if (list.flow === true || token?.type !== 'block-seq' || list.items.length === 0) return null;
  const dashes = token.items.flatMap(({ start }: CST.BlockSequence['items'][number]) =>
    start.flatMap((part) => (part.type === 'seq-item-ind' ? [part.offset] : [])),
  );
  if (dashes.length !== list.items.length) return null;
  const spans: { lead: number; from: number; to: number; indent: string }[] = [];
  let last = 0;
  for (const [at, dash] of dashes.entries()) {
    const from = lineStart(body, dash);
    const indent = body.slice(from, dash);
    if (indent.trim() !== '') return null;
    const content = Math.max(dash + 1, endOfValue(body, list.items[at]) ?? 0);
    const next = dashes[at + 1] ?? body.length;
    const to = endOfItem(body, content, next, indent.length);
    spans.push({ lead: startOfLead(body, from, last, indent.length), from, to, indent });
    last = to;
  }
  const [first] = spans;
  if (!first) return null;
  return {
    head: body.slice(0, first.lead),
    chunks: spans.map(({ lead, from, to, indent }) => ({
      lead: body.slice(lead, from),
      indent,
      own: body.slice(from, to),
    })),
    gaps: spans.slice(1).map(({ lead }, at) => body.slice(spans[at]?.to, lead)),
    tail: body.slice(last),
    indent: first.indent,
  };
}

/** The text that the parts of a list make. */
export function joinItems({ head, chunks, gaps, tail }: Items): string {
  const middle = chunks.map(({ lead, own }, at) => `${at === 0 ? '' : (gaps[at - 1] ?? '\n')}${lead}${own}`);
  return head + middle.join('') + tail;
}

/**
 * Where a value ends in the text that it was read from; null where it has no place. Of one that is written over several lines that is
 * the end of its last line, a comment there included: what its range says beyond that are comments of what comes next.
 */
export function endOfValue(body: string, node: unknown): number | null {
  if (!isNode(node) || !node.range) return null;
  if (!isCollection(node) || node.flow === true) return body.slice(0, node.range[1]).trimEnd().length;
  const last = node.items.at(-1);
  const leaf = isPair(last) ? (isNode(last.value) && last.value.range ? last.value : last.key) : last;
  const end = endOfValue(body, leaf);
  if (end === null) return null;
  const comment = /^[ \t]*:?[ \t]+#[^\n]*|^:/.exec(body.slice(end))?.[0].length ?? 0;
  return body.slice(0, end + comment).trimEnd().length;
}

function lineStart(body: string, offset: number): number {
  return body.lastIndexOf('\n', offset - 1) + 1;
}

/** The first of the comment lines that stand right above a line and are no deeper than a dash. */
function startOfLead(body: string, from: number, floor: number, depth: number): number {
  let at = from;
  while (at > floor) {
    const above = lineStart(body, at - 1);
    const line = body.slice(above, at);
    if (above < floor || (floor > 0 && above === floor) || !isComment(line, 0, depth)) break;
    at = above;
  }
  return at;
}

/** The end of the last line of an item: comment lines below it that are deeper than its dash are its own. */
function endOfItem(body: string, content: number, next: number, depth: number): number {
  const endOfLine = (offset: number): number => {
    const end = body.indexOf('\n', offset);
    return end === -1 ? body.length : end;
  };
  let to = endOfLine(content);
  while (to < next && to < body.length) {
    const end = endOfLine(to + 1);
    if (end > next || !isComment(body.slice(to + 1, end), depth + 1, Infinity)) break;
    to = end;
  }
  return to;
}

function isComment(line: string, least: number, most: number): boolean {
  const indent = /^( *)#/.exec(line)?.[1]?.length;
  return indent !== undefined && indent >= least && indent <= most;
}
