import { msg, str } from '@lit/localize';
import { similarityOf, type Similarity } from '../../core/similarity.ts';
import { diffWords } from '../../core/text-diff.ts';
import { currentLocale, formatCount } from '../look/locale.ts';

/** How alike two answers are, in a sentence. `locale`: the language of the texts. */
export function similarityLine(before: string, now: string, locale: string): string {
  if (before === now) return msg('The same text.');
  return similarityWords(similarityOf(diffWords(before, now, locale), locale));
}

/** How alike two answers are that are not the same. */
export function similarityWords({ share, removed, added }: Similarity): string {
  const percent = new Intl.NumberFormat(currentLocale(), { style: 'percent' }).format(
    // What differs is never called all alike, what has something in common never nothing.
    share > 0.995 ? 0.99 : share > 0 && share < 0.005 ? 0.01 : share,
  );
  const gone = formatCount(removed);
  const come = formatCount(added);
  return msg(str`${percent} of the words in common; ${gone} only in the left, ${come} only in the right.`);
}
