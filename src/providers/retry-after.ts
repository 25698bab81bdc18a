/** Longer waits are no pause but an end. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * How long the server asks to wait, milliseconds; null where it does not say. Both vendors' `retry-after-ms`, else
 * `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), which is compared with the server's own clock where it sends it.
 */
export function retryAfterMs(headers: Headers, now: () => number = Date.now): number | null {
  const exact = toNumber(headers.get('retry-after-ms'));
  if (exact !== null) return toWait(exact);
  const written = headers.get('retry-after');
  if (written === null) return null;
  const seconds = toNumber(written);
  if (seconds !== null) return toWait(seconds * 1000);
  // `Date.parse` takes nearly anything for a date.
  const at = /^\s*([a-z]{3}|\d{4}-)/i.test(written) ? Date.parse(written) : NaN;
  if (Number.isNaN(at)) return null;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return toWait(at - (Number.isNaN(serverNow) ? now() : serverNow));
}

function toNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

function toWait(milliseconds: number): number {
  return Math.min(Math.max(0, Math.round(milliseconds)), LONGEST_MS);
}
