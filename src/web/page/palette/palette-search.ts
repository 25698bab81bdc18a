import uFuzzy from '@leeoniya/ufuzzy';
import { disassemble, getChoseong } from 'es-hangul';

/** Letters of any script, single jamo too. */
const LETTERS = {
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
};

/** From the strict to the lenient: as written, with one slip in a word, with letters left out. */
const WAYS = [
  new uFuzzy({ ...LETTERS, intraIns: 0 }),
  new uFuzzy({ ...LETTERS, intraMode: 1, intraSub: 1, intraTrn: 1, intraDel: 1, intraIns: 1 }),
  new uFuzzy({ ...LETTERS, intraIns: 3 }),
];

/** A text as it is searched: its syllables in their letters, so that a half-typed one is found, and the initials alone. */
function toHaystack(text: string): string {
  const initials = /[가-힣]/.test(text) ? ` ${getChoseong(text)}` : '';
  return `${disassemble(text)}${initials}`;
}

/**
 * Makes a search over texts: it gives the indexes of those that fit a query, best first. Words may come in any order, with
 * a slip or with letters left out; Hangul is found while it is typed (`솊`) and by initials (`ㅅㅍ`). Nothing typed fits all.
 */
export function createSearch(texts: readonly string[]): (query: string) => number[] {
  const haystack = texts.map(toHaystack);
  return (query) => {
    const needle = disassemble(query.trim());
    if (!needle) return texts.map((_, index) => index);
    for (const way of WAYS) {
      const [indexes, info, order] = way.search(haystack, needle, 3);
      if (!indexes || indexes.length === 0) continue;
      return order ? order.flatMap((at) => info.idx[at] ?? []) : indexes;
    }
    return [];
  };
}
