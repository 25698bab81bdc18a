const SEGMENTERS = {
  ko: new Intl.Segmenter('ko', { granularity: 'sentence' }),
  en: new Intl.Segmenter('en', { granularity: 'sentence' }),
};

/** Abbreviations after which an English sentence goes on. */
const GOES_ON = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|e\.g|i\.e|cf|approx|Fig)\.\s*$/i;

/** Words by which a Korean sentence goes on after a quotation: `"네." 라고 했다.` */
const GOES_ON_AFTER_QUOTE = /^(?:이?라고|이?라며|이?라는|하고|하며)/;

/** How many sentences a Korean or English text has, by Unicode's rules (UAX #29): the end marks `. ! ? 。 …` and line
 * breaks end one. A list's number or a line of marks alone is none, and `Dr.` ends none. */
export function countSentences(text: string): number {
  const segmenter = /\p{Script=Hangul}/u.test(text) ? SEGMENTERS.ko : SEGMENTERS.en;
  let count = 0;
  let held = '';
  for (const { segment } of segmenter.segment(text)) {
    if (count > 0 && held === '' && GOES_ON_AFTER_QUOTE.test(segment)) count -= 1;
    held += segment;
    if (GOES_ON.test(held) || !/\p{L}/u.test(held)) continue;
    count += 1;
    held = '';
  }
  if (/\p{L}/u.test(held)) count += 1;
  return count === 0 && text.trim() !== '' ? 1 : count;
}
