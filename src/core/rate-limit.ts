/** How much of one kind of thing a server still takes, by its own account. null: it does not say. */
export interface RateWindow {
  /** The most there can be. */
  limit: number | null;
  /** What is left now. */
  remaining: number | null;
  /** Until all of it is there again, milliseconds from when the answer came. */
  resetMs: number | null;
}

/** What an answer's headers say of the server's limits. A window is null where nothing is said of it. */
export interface RateLimits {
  requests: RateWindow | null;
  /** Input and output together. */
  tokens: RateWindow | null;
  inputTokens: RateWindow | null;
  outputTokens: RateWindow | null;
  /** How long the server asks to wait before the next request, milliseconds. */
  retryAfterMs: number | null;
}

/** The headers of an answer, by lower-case name. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** Longer waits are no pause but an end. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads the headers by which servers tell their limits: OpenAI's `x-ratelimit-*` (its compatibles send them too),
 * Anthropic's `anthropic-ratelimit-*`, and what {@link retryAfterMs} reads. null where there is none of them. `now` is
 * the computer's clock, milliseconds since 1970; a date is compared with the server's own where it sends that.
 * https://platform.openai.com/docs/guides/rate-limits, https://docs.anthropic.com/en/api/rate-limits
 */
export function toRateLimits(headers: HeaderReader, now: number): RateLimits | null {
  const at = serverNow(headers, now);
  const openai = (what: string) => toWindow(headers, (part) => `x-ratelimit-${part}-${what}`, at);
  const anthropic = (what: string) => toWindow(headers, (part) => `anthropic-ratelimit-${what}-${part}`, at);
  const limits: RateLimits = {
    requests: openai('requests') ?? anthropic('requests'),
    tokens: tighter(openai('tokens'), openai('project-tokens')) ?? anthropic('tokens'),
    // Fireworks speaks OpenAI's protocol and counts them apart.
    inputTokens: anthropic('input-tokens') ?? openai('tokens-prompt'),
    outputTokens: anthropic('output-tokens') ?? openai('tokens-generated'),
    retryAfterMs: retryAfterMs(headers, now),
  };
  return Object.values(limits).every((value) => value === null) ? null : limits;
}

/**
 * How long the server asks to wait, milliseconds; null where it does not say. Both vendors' `retry-after-ms`, else
 * `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), which is compared with the server's own clock where it sends it.
 */
export function retryAfterMs(headers: HeaderReader, now: number): number | null {
  const exact = toNumber(headers.get('retry-after-ms'));
  if (exact !== null) return toWait(exact);
  const written = headers.get('retry-after');
  if (written === null) return null;
  const seconds = toNumber(written);
  if (seconds !== null) return toWait(seconds * 1000);
  const date = toDate(written);
  return date === null ? null : toWait(date - serverNow(headers, now));
}

/** A duration as Go writes it and OpenAI sends it (`6m0s`, `20ms`, `1h2m3.5s`), milliseconds; null for anything else. */
export function durationMs(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return null;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? NaN), 0);
}

/** Of an account's window and its project's the one of which less is left. */
function tighter(a: RateWindow | null, b: RateWindow | null): RateWindow | null {
  if (a === null || b === null) return a ?? b;
  return (b.remaining ?? Infinity) < (a.remaining ?? Infinity) ? b : a;
}

function toWindow(headers: HeaderReader, nameOf: (part: string) => string, at: number): RateWindow | null {
  const limit = toCount(headers.get(nameOf('limit')));
  const remaining = toCount(headers.get(nameOf('remaining')));
  const resetMs = toReset(headers.get(nameOf('reset')), at);
  return limit === null && remaining === null && resetMs === null ? null : { limit, remaining, resetMs };
}

/** A duration, a date, seconds, or (as some compatible servers send) a time since 1970 in seconds or milliseconds. */
function toReset(text: string | null, at: number): number | null {
  if (text === null) return null;
  const number = toNumber(text);
  if (number !== null) {
    if (number > 1e11) return toWait(number - at);
    return toWait(number > 1e9 ? number * 1000 - at : number * 1000);
  }
  const duration = durationMs(text);
  if (duration !== null) return toWait(duration);
  const date = toDate(text);
  return date === null ? null : toWait(date - at);
}

function serverNow(headers: HeaderReader, now: number): number {
  return toDate(headers.get('date') ?? '') ?? now;
}

function toDate(text: string): number | null {
  // `Date.parse` takes nearly anything for a date.
  const at = /^\s*([a-z]{3}|\d{4}-)/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** Of several headers of one name, which come joined, the first counts. */
function toCount(text: string | null): number | null {
  const count = toNumber(text?.split(',')[0] ?? null);
  return count === null || !Number.isSafeInteger(Math.floor(count)) ? null : Math.floor(count);
}

function toNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

function toWait(milliseconds: number): number {
  // Rounded up: a reset that is half a millisecond away is not there yet.
  return Math.min(Math.max(0, Math.ceil(milliseconds)), LONGEST_MS);
}
