import type { Locale } from './text.ts';

const LANGUAGE: Record<Locale, string> = { en: 'en-US', ko: 'ko-KR' };
const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs far more than using it, and a page shows thousands of amounts. */
function formatOf(currency: 'USD' | 'KRW', digits: number, locale: Locale): Intl.NumberFormat {
  const key = `${currency} ${digits} ${locale}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LANGUAGE[locale], {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format;
}

/** Decimals that keep at least one figure of a small amount, up to four. */
function usdDigits(usd: number): number {
  if (usd === 0) return 0;
  if (usd < 0.01) return 4;
  return usd < 0.1 ? 3 : 2;
}

function wonDigits(won: number): number {
  if (won === 0 || won >= 10) return 0;
  return won < 1 ? 2 : 1;
}

/** A sum in won at a rate (won per dollar); null where either is unknown. */
export function toKrw(usd: number | null, krwPerUsd: number | null): number | null {
  return usd === null || krwPerUsd === null ? null : usd * krwPerUsd;
}

/** Dollars for a person: `$0`, `<$0.0001`, `$0.0004`, `$0.012`, `$1,234.50`; null where the amount is unknown. */
export function formatUsd(usd: number | null, locale: Locale): string | null {
  if (usd === null) return null;
  if (usd > 0 && usd < 0.0001) return `<${formatOf('USD', 4, locale).format(0.0001)}`;
  return formatOf('USD', usdDigits(Math.abs(usd)), locale).format(usd);
}

const fine = new Map<Locale, Intl.NumberFormat>();

/** Dollars that are to be told apart, however small: three significant figures below a dollar (`$0.0352`, `$0.00000412`). */
export function formatUsdFine(usd: number, locale: Locale): string {
  if (usd === 0 || Math.abs(usd) >= 1) return formatOf('USD', usdDigits(Math.abs(usd)), locale).format(usd);
  let format = fine.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(LANGUAGE[locale], {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      maximumSignificantDigits: 3,
    });
    fine.set(locale, format);
  }
  return format.format(usd);
}

/** Won for a person: `₩0`, `<₩0.01`, `₩0.55`, `₩3.5`, `₩1,234`; null where the amount is unknown. */
export function formatKrw(krw: number | null, locale: Locale): string | null {
  if (krw === null) return null;
  if (krw > 0 && krw < 0.01) return `<${formatOf('KRW', 2, locale).format(0.01)}`;
  return formatOf('KRW', wonDigits(Math.abs(krw)), locale).format(krw);
}

/** An amount that is known as a range, joined as the language does it; one amount where both ends look the same. */
function formatRange(
  range: { low: number; high: number } | null,
  locale: Locale,
  format: typeof formatUsd,
): string | null {
  if (!range) return null;
  const low = format(range.low, locale);
  const high = format(range.high, locale);
  if (low === high) return low;
  return locale === 'ko' ? `${low}~${high}` : `${low}–${high}`;
}

/** A range of dollars for a person: `$0.002–$0.006`, in Korean `$0.002~$0.006`; null where it is unknown. */
export function formatUsdRange(range: { low: number; high: number } | null, locale: Locale): string | null {
  return formatRange(range, locale, formatUsd);
}

/** A range of won for a person; null where it is unknown. */
export function formatKrwRange(range: { low: number; high: number } | null, locale: Locale): string | null {
  return formatRange(range, locale, formatKrw);
}

/** What an amount can be given in. */
export type Currency = 'USD' | 'KRW';

/** An amount as a person gives it, in US dollars; won without a rate (`krwPerUsd`, won a dollar) are dollars. */
export function fromAmount(amount: number, currency: Currency, krwPerUsd: number | null): number {
  return currency === 'KRW' && krwPerUsd !== null ? amount / krwPerUsd : amount;
}

/** US dollars as a person would write them: whole won, or dollars to a hundredth of a cent. */
export function toAmount(usd: number, currency: Currency, krwPerUsd: number | null): number {
  if (currency === 'KRW' && krwPerUsd !== null) return Math.round(usd * krwPerUsd);
  return Number(usd.toFixed(4));
}
