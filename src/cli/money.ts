import { formatKrw, formatKrwRange, formatUsd, formatUsdRange, toKrw } from '../core/money.ts';
import type { Locale } from '../core/text.ts';

const UNKNOWN = { en: 'unknown', ko: '알 수 없음' };

/** A sum in both currencies, `$0.012 (₩17)`; dollars alone without a rate (`krwRate`, won a dollar). */
export function formatMoney(usd: number | null, krwRate: number | null, locale: Locale): string {
  const dollars = formatUsd(usd, locale);
  if (dollars === null) return UNKNOWN[locale];
  const won = formatKrw(toKrw(usd, krwRate), locale);
  return won === null || usd === 0 ? dollars : `${dollars} (${won})`;
}

/** A range in both currencies, `$0.01–$0.02 (₩13–₩27)`. */
export function formatMoneyRange(
  usd: { low: number; high: number } | null,
  krwRate: number | null,
  locale: Locale,
): string {
  const dollars = formatUsdRange(usd, locale);
  if (usd === null || dollars === null) return UNKNOWN[locale];
  if (krwRate === null || usd.high === 0) return dollars;
  const won = formatKrwRange({ low: usd.low * krwRate, high: usd.high * krwRate }, locale);
  return `${dollars} (${won})`;
}
