import { commonRuns } from './common-runs.ts';

/** A stretch of one text or of both. `same` and `removed` make up the old text in order, `same` and `added` the new one. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

const SEGMENTERS = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  let segmenter = SEGMENTERS.get(locale);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
    SEGMENTERS.set(locale, segmenter);
  }
  return segmenter;
}

/** Texts are cut into words so many characters at a time, at line ends, so that how far it is can be told. */
const AT_ONCE = 64_000;

/** The words of a text and what stands between them: together they are the whole text. `tell` hears how much is done, 0 to 1. */
export function wordsOf(
  text: string,
  locale = 'en',
  tell: (share: number) => void = () => undefined,
): string[] {
  const segmenter = segmenterOf(locale);
  const words: string[] = [];
  for (let from = 0; from < text.length;) {
    // A line end is always an end of a word (Unicode Annex 29, WB3a and WB3b).
    const lineEnd = text.length - from <= AT_ONCE ? -1 : text.indexOf('\n', from + AT_ONCE);
    const to = lineEnd < 0 ? text.length : lineEnd + 1;
    for (const { segment } of segmenter.segment(text.slice(from, to))) words.push(segment);
    from = to;
    tell(from / text.length);
  }
  return words;
}

/** The lines of a text, each with its ending: together they are the whole text. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/**
 * What differs between two texts, word by word as their language has words (BCP 47; Korean is cut by `Intl.Segmenter`),
 * however long they are. `tell` hears how much is done, 0 to 1.
 */
export function diffWords(
  before: string,
  now: string,
  locale = 'en',
  tell: (share: number) => void = () => undefined,
): DiffPart[] {
  if (before === now) return toParts([{ kind: 'same', text: now }]);
  const was = wordsOf(before, locale, (share) => tell(share * 0.25));
  const is = wordsOf(now, locale, (share) => tell(0.25 + share * 0.25));
  return joinOverBlanks(diffPieces(was, is, (share) => tell(0.5 + share * 0.5)));
}

/** What differs between two texts, line by line; a part's text is whole lines with their endings. */
export function diffLines(before: string, now: string): DiffPart[] {
  return diffPieces(linesOf(before), linesOf(now));
}

/** Whether two texts differ: whether any part of their difference is in one only. */
export function isDifferent(parts: readonly DiffPart[]): boolean {
  return parts.some(({ kind }) => kind !== 'same');
}

function diffPieces(before: string[], now: string[], tell?: (share: number) => void): DiffPart[] {
  const parts: DiffPart[] = [];
  let [from, start] = [0, 0];
  const change = (to: number, end: number): void => {
    parts.push(
      { kind: 'removed', text: before.slice(from, to).join('') },
      { kind: 'added', text: now.slice(start, end).join('') },
    );
  };
  for (const run of commonRuns(before, now, tell)) {
    change(run.before, run.now);
    [from, start] = [run.before + run.length, run.now + run.length];
    parts.push({ kind: 'same', text: before.slice(run.before, from).join('') });
  }
  change(before.length, now.length);
  return toParts(parts);
}

/** Parts in the order in which they are read: what was taken out at a place, then what came there; nothing empty. */
function toParts(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const { kind, text } of parts) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (text) {
      flush();
      const last = joined.at(-1);
      if (last?.kind === 'same') last.text += text;
      else joined.push({ kind, text });
    }
  }
  flush();
  return joined;
}

/** A blank that is alone between two changes belongs to them: `a b` for `c d` is one change, not two. */
function joinOverBlanks(parts: readonly DiffPart[]): DiffPart[] {
  const isBlank = (index: number): boolean => {
    const part = parts[index];
    return part?.kind === 'same' && /^[^\S\n]+$/u.test(part.text) && index > 0 && index < parts.length - 1;
  };
  // Where one side of the blank is in one text only, it stands between words that stay: it is theirs.
  const left = sidesOf(parts, isBlank);
  const right = sidesOf(parts.toReversed(), (index) => isBlank(parts.length - 1 - index)).reverse();
  return toParts(
    parts.flatMap((part, index): DiffPart[] =>
      isBlank(index) && left[index] === BOTH && right[index] === BOTH
        ? [
            { kind: 'removed', text: part.text },
            { kind: 'added', text: part.text },
          ]
        : [part],
    ),
  );
}

const BOTH = 3;

/** For each part what kinds of change stand before it, back to the last word that stays: 1 for removed, 2 for added. */
function sidesOf(parts: readonly DiffPart[], isBlank: (index: number) => boolean): number[] {
  let sides = 0;
  return parts.map(({ kind }, index) => {
    const before = sides;
    if (kind !== 'same') sides |= kind === 'removed' ? 1 : 2;
    else if (!isBlank(index)) sides = 0;
    return before;
  });
}
