/** The languages of Gamut: of its page, its command line and its messages. */
export type Locale = 'en' | 'ko';

/** A sentence for a person, in every language. Made where the thing that it tells of is known. */
export interface Text {
  en: string;
  ko: string;
}

/** The Korean particle that fits what comes before it: `josa('셰프', '은', '는')` is `셰프는`. After anything but a
 * Hangul syllable both are given, as Korean writing does: `chef은(는)`. */
export function josa(word: string, afterConsonant: string, afterVowel: string): string {
  return word + particle(word, afterConsonant, afterVowel);
}

/** The particle alone, for a word that stands in quotes: `'${name}'${particle(name, '은', '는')}`. */
export function particle(word: string, afterConsonant: string, afterVowel: string): string {
  const last = word.codePointAt(word.length - 1) ?? 0;
  if (last < 0xac00 || last > 0xd7a3) return `${afterConsonant}(${afterVowel})`;
  return (last - 0xac00) % 28 === 0 ? afterVowel : afterConsonant;
}

/** The locale that fits a language tag such as `ko-KR`, `ko_KR.UTF-8` or an Accept-Language header; English otherwise. */
export function toLocale(tag: string | null | undefined): Locale {
  return /^ko\b|^ko[_-]/i.test(tag ?? '') ? 'ko' : 'en';
}
