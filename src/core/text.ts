/** The languages of Gamut: of its page, its command line and its messages. */
export type Locale = 'en' | 'ko';

/** A sentence for a person, in every language. Made where the thing that it tells of is known. */
export interface Text {
  en: string;
  ko: string;
}

/** The Korean particle that fits what comes before it: `josa('셰프', '은', '는')` is `셰프는`, `josa('chef', '은', '는')` is
 * `chef는`. */
export function josa(word: string, afterConsonant: string, afterVowel: string): string {
  return word + particle(word, afterConsonant, afterVowel);
}

/** The particle alone, for a word that stands in quotes: `'${name}'${particle(name, '은', '는')}`. A Hangul syllable tells it
 * itself; digits and Latin letters are taken as they are read aloud. After anything else both are given, as Korean writing
 * does: `을(를)`. */
export function particle(word: string, afterConsonant: string, afterVowel: string): string {
  const ending = endingOf(word);
  if (ending === null) return `${afterConsonant}(${afterVowel})`;
  if (ending === 'ㄹ' && afterConsonant === '으로') return afterVowel;
  return ending === '' ? afterVowel : afterConsonant;
}

/** How the digits end when they are read in Korean: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const DIGIT_ENDINGS = ['ㅇ', 'ㄹ', '', 'ㅁ', '', '', 'ㄱ', 'ㄹ', 'ㄹ', ''];

/** The final consonant with which a word ends when it is read: '' for a vowel; null where that is not known. */
function endingOf(word: string): string | null {
  const read = word.normalize('NFC').replace(/[^\p{L}\p{N}]+$/u, '');
  const last = read.at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28;
    return final === 0 ? '' : final === 8 ? 'ㄹ' : 'ㅇ';
  }
  if (/[0-9]/.test(last)) return DIGIT_ENDINGS[Number(last)] ?? '';
  if (!/[a-z]/i.test(last)) return null;
  // A letter that stands alone, or in an abbreviation, is read by its name: 엘, 엠, 엔, 알; the others end in a vowel.
  const letters = /[A-Za-z]+$/.exec(read)?.[0] ?? last;
  if (letters.length === 1 || letters === letters.toUpperCase()) {
    const named: Record<string, string> = { l: 'ㄹ', r: 'ㄹ', m: 'ㅁ', n: 'ㄴ' };
    return named[last.toLowerCase()] ?? '';
  }
  return endingOfWord(letters.toLowerCase());
}

/** How an English word ends when Korean writes it down: 모델, 타이틀, 메인, 톤, 네임, 링, 챗, 픽 close their last syllable; 셰프, 코치, 프롬프트,
 * 테스트 do not. Spelling tells it for nearly all. */
function endingOfWord(word: string): string {
  if (/(?:l|[aeiou]le|[bcdfgkpt]le)$/.test(word)) return 'ㄹ';
  if (/(?:ng|m|n|[aeiou][mn]e)$/.test(word)) return 'ㄴ';
  return /(?:^|[^aeiou])[aeiou](?:b|p|t|k|ck)$/.test(word) ? 'ㄱ' : '';
}

/** The locale that fits a language tag such as `ko-KR`, `ko_KR.UTF-8` or an Accept-Language header; English otherwise. */
export function toLocale(tag: string | null | undefined): Locale {
  return /^ko\b|^ko[_-]/i.test(tag ?? '') ? 'ko' : 'en';
}
