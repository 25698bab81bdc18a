import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toFailure } from '../../src/core/failure.ts';
import type { FailureKind } from '../../src/core/failure.ts';
import { attemptsAfter, DEFAULT_RETRY, retryDelayMs } from '../../src/engine/retry.ts';

const most = (): number => 1 - Number.EPSILON;

describe('retryDelayMs', () => {
  test.each<FailureKind>([
    'rate_limit',
    'overloaded',
    'server',
    'network',
    'timeout',
    'truncated',
    'malformed',
  ])('tries again after %s', (kind) => {
    expect(retryDelayMs(toFailure(kind, ''), 1, most)).not.toBeNull();
  });

  test.each<FailureKind>([
    'auth',
    'quota',
    'bad_request',
    'context_length',
    'not_found',
    'content_filter',
    'config',
  ])('never tries again after %s', (kind) => {
    expect(retryDelayMs(toFailure(kind, '', { retryAfterMs: 10 }), 1, most)).toBeNull();
  });

  test('the wait doubles with each attempt up to the cap, and is drawn from all of it', () => {
    const policy = { ...DEFAULT_RETRY, maxAttempts: 10, baseMs: 1000, capMs: 5000 };
    const failure = toFailure('server', '');
    const longest = [1, 2, 3, 4, 5].map((attempt) => retryDelayMs(failure, attempt, most, policy));
    expect(longest).toEqual([1000, 2000, 4000, 5000, 5000]);
    expect(retryDelayMs(failure, 3, () => 0, policy)).toBe(0);
    expect(retryDelayMs(failure, 3, () => 0.25, policy)).toBe(1000);
  });

  test('what came and was broken, and may have been billed, is tried three times at most', () => {
    for (const kind of ['malformed', 'truncated'] as const) {
      const failure = toFailure(kind, '');
      expect([1, 2, 3].map((attempt) => retryDelayMs(failure, attempt, most) === null)).toEqual([
        false,
        false,
        true,
      ]);
      expect(attemptsAfter(failure)).toBe(3);
      expect(attemptsAfter(failure, { ...DEFAULT_RETRY, maxAttempts: 2 })).toBe(2);
      expect(failure.hint.en).toContain('3 times at most');
    }
    expect(attemptsAfter(toFailure('server', ''))).toBe(DEFAULT_RETRY.maxAttempts);
  });

  test('what the server asks for wins over the backoff', () => {
    const failure = toFailure('rate_limit', '', { retryAfterMs: 20_000 });
    expect(retryDelayMs(failure, 1, () => 0)).toBe(20_000);
    expect(retryDelayMs({ ...failure, retryAfterMs: 0 }, 4, most)).toBe(0);
  });

  test('a server that asks for more than an hour is not waited for', () => {
    const failure = toFailure('rate_limit', '', { retryAfterMs: 3_600_001 });
    expect(retryDelayMs(failure, 1, most)).toBeNull();
  });

  test('the last attempt is the last', () => {
    const policy = { ...DEFAULT_RETRY, maxAttempts: 3 };
    expect(retryDelayMs(toFailure('server', ''), 2, most, policy)).not.toBeNull();
    expect(retryDelayMs(toFailure('server', ''), 3, most, policy)).toBeNull();
  });

  test('a wait is never shorter than asked for, nor longer than the policy bounds it', () => {
    const asked = fc.option(fc.integer({ min: 0, max: 3_600_000 }));
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 4 }), draw, (retryAfterMs, attempt, drawn) => {
        const waitMs =
          retryDelayMs(toFailure('rate_limit', '', { retryAfterMs }), attempt, () => drawn) ?? -1;
        expect(waitMs).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
        expect(waitMs).toBeLessThanOrEqual(retryAfterMs === null ? DEFAULT_RETRY.capMs : retryAfterMs + 1000);
      }),
    );
  });
});
