/** How unlike each other the answers to one and the same request are. */
export interface Diversity {
  /** How many texts the figures are of. */
  n: number;
  /** Different word pairs ÷ all word pairs, 0 to 1 (distinct-2: Li et al. 2016); null where no text has two words. */
  distinct2: number | null;
  /** Mean over all pairs of texts of the cosine of their counts of character pairs: 1 is alike, 0 nothing in common. */
  meanSimilarity: number;
  /** The part of the texts that equals an earlier one, 0 (all differ) to (n − 1) / n (all equal). */
  duplicateRate: number;
}

/** Fewer repeats say nothing about spread. */
export const MIN_REPEATS = 3;

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

function wordsOf(text: string): string[] {
  return [...WORDS.segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment.toLowerCase()] : [],
  );
}

function countPairs(parts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 1; index < parts.length; index++) {
    const pair = `${parts[index - 1]}\u0000${parts[index]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Adds a text's counts of character pairs, scaled to length 1, to a sum of such vectors. Characters, since Korean
 * particles make words differ that mean the same; begin and end count as characters, so that no text has no pair. */
function addUnitVector(sum: Map<string, number>, text: string): void {
  const counts = countPairs(['', ...text.normalize('NFC'), '']);
  let squares = 0;
  for (const count of counts.values()) squares += count * count;
  const length = Math.sqrt(squares);
  for (const [pair, count] of counts) sum.set(pair, (sum.get(pair) ?? 0) + count / length);
}

/**
 * How diverse the answers of repeats are; null for fewer than three. Costs by the texts' length, not by their pairs:
 * for unit vectors the mean pairwise cosine is (|Σv|² − n) / (n(n − 1)).
 */
export function diversity(texts: readonly string[]): Diversity | null {
  const n = texts.length;
  if (n < MIN_REPEATS) return null;
  const wordPairs = new Set<string>();
  let allWordPairs = 0;
  const sum = new Map<string, number>();
  for (const text of texts) {
    for (const [pair, count] of countPairs(wordsOf(text))) {
      wordPairs.add(pair);
      allWordPairs += count;
    }
    addUnitVector(sum, text);
  }
  let squares = 0;
  for (const value of sum.values()) squares += value * value;
  return {
    n,
    distinct2: allWordPairs === 0 ? null : wordPairs.size / allWordPairs,
    meanSimilarity: Math.min(1, Math.max(0, (squares - n) / (n * (n - 1)))),
    duplicateRate: (n - new Set(texts).size) / n,
  };
}
