import type { RateWindow } from '../core/rate-limit.ts';

/** A server's word is not believed for longer than this: it is asked again. */
const BELIEVED_MS = 60_000;

/**
 * One of a server's limits, by its own headers: what is left, and how fast it fills up again (`resetMs` is until all of it
 * is there, at an even pace). Times in milliseconds, monotonic.
 */
export class ServerLimit {
  #known: { limit: number; left: number; perMs: number; atMs: number } | null = null;

  /** Takes what the headers of an answer say. `ahead`: what was sent, and is not counted in that yet. */
  hear({ limit, remaining, resetMs }: RateWindow, ahead: number, nowMs: number): void {
    if (remaining === null) return;
    const most = Math.max(limit ?? remaining, remaining, 1);
    const missing = most - remaining;
    // Nothing said of when it fills up: then at least within a minute.
    const perMs = missing > 0 ? missing / Math.max(1, resetMs ?? BELIEVED_MS) : 0;
    this.#known = { limit: most, left: remaining - ahead, perMs, atMs: nowMs };
  }

  /** How long until the server takes so much more; 0: now, or nothing is known. */
  waitMs(amount: number, nowMs: number): number {
    if (!this.#known) return 0;
    const { limit, left, perMs, atMs } = this.#known;
    const sinceMs = nowMs - atMs;
    if (sinceMs >= BELIEVED_MS) {
      this.#known = null;
      return 0;
    }
    const wanted = Math.min(amount, limit);
    const now = Math.min(limit, left + perMs * sinceMs);
    if (now >= wanted) return 0;
    const untilMs = perMs > 0 ? (wanted - now) / perMs : Infinity;
    return Math.ceil(Math.min(untilMs, BELIEVED_MS - sinceMs));
  }

  /** Notes that so much goes. */
  take(amount: number): void {
    if (this.#known) this.#known.left -= amount;
  }
}
