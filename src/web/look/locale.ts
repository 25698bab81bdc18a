import { configureLocalization, type LocaleModule } from '@lit/localize';
import { formatDuration } from '../../core/duration.ts';
import { failureMessage, type Failure } from '../../core/failure.ts';
import { isolate } from '../../core/isolate.ts';
import { toLocale, type Locale, type Text } from '../../core/text.ts';
import { keepAsking } from '../state/keep-asking.ts';

const STORED = 'gamut.locale';

/** Whether the words of parts that come late are wanted too, and not only those of the first screen; and whether they are here. */
let wantsLateWords = false;
let hasLateWords = false;
/** The Korean words that have come. */
const words: LocaleModule['templates'] = {};

async function loadLateWords(): Promise<void> {
  Object.assign(words, (await import('../locales/ko-late.ts')).templates);
  hasLateWords = true;
}

async function loadKorean(): Promise<LocaleModule> {
  const [{ templates }] = await Promise.all([
    import('../locales/ko.ts'),
    wantsLateWords ? loadLateWords() : null,
  ]);
  return { templates: Object.assign(words, templates) };
}

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['ko'],
  // Without its words there is no page.
  loadLocale: () => keepAsking(loadKorean),
});

/** The language that the page is shown in. */
export function currentLocale(): Locale {
  return toLocale(getLocale());
}

/** Shows the page in a language, from now on. */
export async function switchLocale(locale: Locale): Promise<void> {
  localStorage.setItem(STORED, locale);
  document.documentElement.lang = locale;
  // Any part may be there by now, or come while the language is on its way.
  wantsLateWords = true;
  await setLocale(locale);
}

/** Resolves when the words of the parts that come late are there, in the page's language. Whoever asks after a failure has
 * it tried again. */
export async function lateWords(): Promise<void> {
  if (currentLocale() === 'ko' && !hasLateWords) await loadLateWords();
}

/** Takes the language that was chosen before, else the browser's. */
export async function startLocale(): Promise<void> {
  const locale = toLocale(localStorage.getItem(STORED) ?? navigator.language);
  document.documentElement.lang = locale;
  await setLocale(locale);
}

/** A bilingual sentence in the page's language. */
export function inLocale(text: Text): string {
  return text[currentLocale()];
}

const COUNTS = new Map<Locale, Intl.NumberFormat>();

/** What a failure says, in the page's language where the words are ours. */
export function failureWords(failure: Failure): string {
  return isolate(failureMessage(failure, currentLocale()));
}

/** A number with the locale's separators. */
export function formatCount(value: number): string {
  const locale = currentLocale();
  // Making a format costs far more than using it, and a page shows thousands of numbers.
  let format = COUNTS.get(locale);
  if (!format) COUNTS.set(locale, (format = new Intl.NumberFormat(locale)));
  return format.format(value);
}

const DECIMALS = new Map<string, Intl.NumberFormat>();

/** A figure with as many decimals, and the locale's separators. */
export function formatDecimal(value: number, digits: number): string {
  const locale = currentLocale();
  const key = `${locale} ${digits}`;
  let format = DECIMALS.get(key);
  if (!format) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    DECIMALS.set(key, (format = new Intl.NumberFormat(locale, options)));
  }
  return format.format(value);
}

/** Milliseconds as people say them: `840 ms`, `2.1 s`, `3:05`; in Korean `840ms`, `2.1초`. Empty for null. */
export function formatMs(ms: number | null): string {
  return ms === null ? '' : formatDuration(ms, currentLocale());
}

const CLOCK = new Map<Locale, Intl.DateTimeFormat>();

/** A moment as time of day, with the date when it was not today. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  if (at.toDateString() === new Date().toDateString()) {
    const locale = currentLocale();
    if (!CLOCK.has(locale)) CLOCK.set(locale, new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
    return CLOCK.get(locale)?.format(at) ?? '';
  }
  return new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A time of day, milliseconds since 1970: `2:32:05 PM`, `오후 2:32:05`. */
export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'medium' }).format(ms);
}
