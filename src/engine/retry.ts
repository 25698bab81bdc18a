import { isWorthRetrying } from '../core/failure.ts';
import type { Failure } from '../core/failure.ts';

/** How attempts are spaced. Times in milliseconds. */
export interface RetryPolicy {
  /** Attempts of one trial, the first included. */
  maxAttempts: number;
  /** Upper bound of the first wait; each further one is twice the last, up to `capMs`. */
  baseMs: number;
  capMs: number;
  /** A server that asks for a longer wait than this is not waited for. */
  longestRetryAfterMs: number;
}

/** The policy that holds where nothing else is said. */
export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 5,
  baseMs: 1000,
  capMs: 60_000,
  longestRetryAfterMs: 3_600_000,
};

/** Attempts at what came as an answer of status 200, and was broken: the vendor may bill each. */
const MOST_BILLED_ATTEMPTS = 3;

/** How many attempts a trial has, once it failed so. */
export function attemptsAfter({ kind }: Failure, { maxAttempts }: RetryPolicy = DEFAULT_RETRY): number {
  const mayBeBilled = kind === 'malformed' || kind === 'truncated';
  return mayBeBilled ? Math.min(maxAttempts, MOST_BILLED_ATTEMPTS) : maxAttempts;
}

/**
 * How long to wait before trying again, after attempt number `attempt` (1-based) failed; null: don't. What the server
 * asked for wins, with a little on top so that those who were refused together do not come back together. Otherwise
 * exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * `random` gives numbers in [0, 1).
 */
export function retryDelayMs(
  failure: Failure,
  attempt: number,
  random: () => number,
  policy: RetryPolicy = DEFAULT_RETRY,
): number | null {
  if (!isWorthRetrying(failure) || attempt >= attemptsAfter(failure, policy)) return null;
  const asked = failure.retryAfterMs;
  if (asked !== null) {
    if (asked > policy.longestRetryAfterMs) return null;
    return Math.round(asked + random() * Math.min(1000, asked / 4));
  }
  return Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
}
