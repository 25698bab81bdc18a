import { diffLines, diffWords, type DiffPart } from '../../core/text-diff.ts';

/** A line of a difference, cut where its words differ from those in its place on the other side. */
export interface LineRow {
  kind: DiffPart['kind'];
  parts: DiffPart[];
}

/** Lines that are the same and far from any that is not. */
export interface FoldRow {
  kind: 'fold';
  rows: LineRow[];
}

const CONTEXT = 3;
/** Lines that have less of their text in common than this are other lines, not changed ones. */
const LEAST_SHARED = 0.35;

/** Two texts line by line: what was taken out, what came, what is the same, the last folded where it is long. */
export function toDiffRows(before: string, now: string, locale: string): (LineRow | FoldRow)[] {
  const parts = diffLines(before, now);
  const rows = parts.flatMap((part, index): LineRow[] => {
    const other = parts[part.kind === 'removed' ? index + 1 : index - 1];
    const isPair =
      (part.kind === 'removed' && other?.kind === 'added') ||
      (part.kind === 'added' && other?.kind === 'removed');
    if (!isPair || !other) return toRows(part.kind, [part]);
    const [was, is] = part.kind === 'removed' ? [part, other] : [other, part];
    const words = diffWords(was.text, is.text, locale);
    const isChanged = sharedOf(words) >= LEAST_SHARED;
    return toRows(
      part.kind,
      isChanged ? words.filter(({ kind }) => kind === 'same' || kind === part.kind) : [part],
    );
  });
  return fold(rows);
}

/** How much of the longer text is in both, from 0 to 1. */
function sharedOf(parts: readonly DiffPart[]): number {
  const length = { same: 0, removed: 0, added: 0 };
  for (const { kind, text } of parts) length[kind] += text.trim().length;
  return length.same / Math.max(1, length.same + Math.max(length.removed, length.added));
}

/** Parts cut at their line ends, which are taken off. */
function toRows(kind: LineRow['kind'], parts: readonly DiffPart[]): LineRow[] {
  const rows: LineRow[] = [{ kind, parts: [] }];
  for (const part of parts) {
    for (const [index, line] of part.text.split(/\r?\n/).entries()) {
      if (index > 0) rows.push({ kind, parts: [] });
      if (line) rows.at(-1)?.parts.push({ kind: part.kind, text: line });
    }
  }
  if (rows.at(-1)?.parts.length === 0) rows.pop();
  return rows;
}

function fold(rows: readonly LineRow[]): (LineRow | FoldRow)[] {
  const isNear = rows.map(() => false);
  for (const [index, { kind }] of rows.entries()) {
    if (kind === 'same') continue;
    isNear.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  }
  const folded: (LineRow | FoldRow)[] = [];
  for (const [index, row] of rows.entries()) {
    const last = folded.at(-1);
    if (isNear[index]) folded.push(row);
    else if (last?.kind === 'fold') last.rows.push(row);
    else folded.push({ kind: 'fold', rows: [row] });
  }
  // A fold takes a line itself.
  return folded.flatMap((row) => (row.kind === 'fold' && row.rows.length === 1 ? row.rows : [row]));
}
