import { wordsOf, type DiffPart } from './text-diff.ts';

/** How alike two texts are, in words. */
export interface Similarity {
  /** Words in both ÷ words of both, 0 to 1: the coefficient of Dice (1945), 2·same / (a + b). */
  share: number;
  /** Words in both, in this order; words of the one alone; words of the other alone. */
  same: number;
  removed: number;
  added: number;
}

function countWords(text: string, locale: string): number {
  return wordsOf(text, locale).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** How alike two texts are, by what their difference is made of. Signs and blanks are no words. */
export function similarityOf(parts: readonly DiffPart[], locale = 'en'): Similarity {
  const count = { same: 0, removed: 0, added: 0 };
  for (const { kind, text } of parts) count[kind] += countWords(text, locale);
  const all = 2 * count.same + count.removed + count.added;
  const isDifferent = parts.some(({ kind }) => kind !== 'same');
  return { ...count, share: all === 0 ? (isDifferent ? 0 : 1) : (2 * count.same) / all };
}
