import type { Locale } from './text.ts';

/** Milliseconds as people say them: `840 ms`, `2.1 s`, `3:05`; in Korean `840ms`, `2.1초`. */
export function formatDuration(ms: number, locale: Locale): string {
  const isKorean = locale === 'ko';
  if (ms < 999.5) return `${Math.round(ms)}${isKorean ? 'ms' : ' ms'}`;
  const seconds = ms / 1000;
  // What would round up to the next form is written in it: 10 s, never 10.0 s or 60 s.
  if (seconds < 59.5) return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)}${isKorean ? '초' : ' s'}`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A time to the first token and one in all, the unit once where both have the same: `0.4 / 1.3 s`, `840 ms / 1.3 s`. */
export function formatTiming(firstMs: number, totalMs: number, locale: Locale): string {
  const first = formatDuration(firstMs, locale);
  const total = formatDuration(totalMs, locale);
  const unit = /[^\d]+$/.exec(total)?.[0] ?? '';
  const isSame = unit !== '' && /[^\d]+$/.exec(first)?.[0] === unit;
  return `${isSame ? first.slice(0, -unit.length) : first} / ${total}`;
}
