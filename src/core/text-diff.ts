import { diffArrays } from 'diff';

/** A stretch of one text or of both. `same` and `removed` make up the old text in order, `same` and `added` the new one. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

// Texts that differ in more pieces than this have nothing in common that a reader could see, and would take long.
const MOST_EDITS = 2500;

const SEGMENTERS = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  let segmenter = SEGMENTERS.get(locale);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
    SEGMENTERS.set(locale, segmenter);
  }
  return segmenter;
}

/** The words of a text and what stands between them: together they are the whole text. */
export function wordsOf(text: string, locale = 'en'): string[] {
  return Array.from(segmenterOf(locale).segment(text), ({ segment }) => segment);
}

/** The lines of a text, each with its ending: together they are the whole text. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** What differs between two texts, word by word as their language has words (BCP 47; Korean is cut by `Intl.Segmenter`). */
export function diffWords(before: string, now: string, locale = 'en'): DiffPart[] {
  if (before === now) return toParts([{ kind: 'same', text: now }]);
  const parts = diffPieces(wordsOf(before, locale), wordsOf(now, locale));
  return parts ? joinOverBlanks(parts) : diffLines(before, now);
}

/** What differs between two texts, line by line; a part's text is whole lines with their endings. */
export function diffLines(before: string, now: string): DiffPart[] {
  return (
    diffPieces(linesOf(before), linesOf(now)) ??
    toParts([
      { kind: 'removed', text: before },
      { kind: 'added', text: now },
    ])
  );
}

/** Whether two texts differ: whether any part of their difference is in one only. */
export function isDifferent(parts: readonly DiffPart[]): boolean {
  return parts.some(({ kind }) => kind !== 'same');
}

function diffPieces(before: string[], now: string[]): DiffPart[] | null {
  const changes = diffArrays(before, now, { maxEditLength: MOST_EDITS });
  if (!changes) return null;
  return toParts(
    changes.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  );
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
  const isBoth = (from: number, step: 1 | -1): boolean => {
    const kinds = new Set<string>();
    for (let at = from + step; parts[at] && (parts[at]?.kind !== 'same' || isBlank(at)); at += step) {
      kinds.add(parts[at]?.kind ?? '');
    }
    return kinds.has('removed') && kinds.has('added');
  };
  return toParts(
    parts.flatMap((part, index): DiffPart[] =>
      isBlank(index) && isBoth(index, -1) && isBoth(index, 1)
        ? [
            { kind: 'removed', text: part.text },
            { kind: 'added', text: part.text },
          ]
        : [part],
    ),
  );
}
