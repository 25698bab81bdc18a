import { toRateLimits } from '../core/rate-limit.ts';
import type { CompleteOptions } from './provider.ts';

/** Tells who asked what an answer's headers say of the server's limits, where they do. */
export function reportRateLimits(headers: Headers | null, onRateLimit: CompleteOptions['onRateLimit']): void {
  if (headers === null || onRateLimit === undefined) return;
  const limits = toRateLimits(headers, Date.now());
  if (limits !== null) onRateLimit(limits);
}
