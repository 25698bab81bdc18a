import type { Locale } from '../core/text.ts';

const UNKNOWN = '?';

/** A whole number with commas; `?` where unknown. */
export function formatCount(count: number | null): string {
  return count === null ? UNKNOWN : Math.round(count).toLocaleString('en-US');
}

/** A span as one figure where its ends are equal: `3–5`, `4`. `format` writes each end. */
export function formatRange(range: { low: number; high: number }, format: (value: number) => string): string {
  const [low, high] = [format(range.low), format(range.high)];
  return low === high ? low : `${low}–${high}`;
}

const SECOND: Record<Locale, string> = { en: 's', ko: '초' };

/** How long something took: `0.42s`, `12.3s`, `3:05`, `1:02:03`, in Korean `0.42초`; `-` where it is unknown. */
export function formatDuration(ms: number | null, locale: Locale): string {
  if (ms === null || !Number.isFinite(ms)) return '-';
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)}${SECOND[locale]}`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}${SECOND[locale]}`;
  return formatClock(ms);
}

/** Time as a clock shows it: `0:07`, `12:30`, `1:02:03`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
