import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationMs, retryAfterMs, toRateLimits } from '../../src/core/rate-limit.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), NOW);
const read = (headers: Record<string, string>) => toRateLimits(new Headers(headers), NOW);

describe('retryAfterMs', () => {
  test.each([
    [{}, null],
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '19750', 'retry-after': '20' }, 19_750],
    [{ 'retry-after-ms': 'soon', 'retry-after': '20' }, 20_000],
    [{ 'retry-after': 'Sun, 01 Nov 2026 09:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 01 Nov 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '99999999999' }, 86_400_000],
  ])('%j is %j ms', (headers, expected) => {
    expect(wait(headers)).toBe(expected);
  });

  test('a date is compared with the clock of the server that wrote it', () => {
    const date = 'Sun, 01 Nov 2026 07:00:00 GMT';
    expect(wait({ 'retry-after': 'Sun, 01 Nov 2026 07:00:30 GMT', date })).toBe(30_000);
  });
});

describe('durationMs', () => {
  test.each([
    ['6m0s', 360_000],
    ['20ms', 20],
    ['1h2m3.5s', 3_723_500],
    ['1s', 1000],
    ['59.94s', 59_940],
    ['120µs', 0.12],
    ['6m 0s', null],
    ['', null],
    ['s', null],
    ['12', null],
    ['6m0s!', null],
    ['-1s', null],
  ])('%j is %j ms', (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });

  test('is the sum of its parts', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(59), fc.nat(59), fc.nat(999), (h, m, s, ms) => {
        expect(durationMs(`${h}h${m}m${s}s${ms}ms`)).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
      }),
    );
  });
});

describe('toRateLimits', () => {
  test('is null where a server says nothing of its limits', () => {
    expect(read({ 'content-type': 'text/event-stream', 'x-ratelimit-limit-requests': 'many' })).toBeNull();
  });

  test('reads what OpenAI sends', () => {
    expect(
      read({
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-limit-tokens': '150000',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-remaining-tokens': '149984',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-reset-tokens': '6m0s',
      }),
    ).toEqual({
      requests: { limit: 60, remaining: 59, resetMs: 1000 },
      tokens: { limit: 150_000, remaining: 149_984, resetMs: 360_000 },
      inputTokens: null,
      outputTokens: null,
      retryAfterMs: null,
    });
  });

  test('takes of an account’s and a project’s tokens the fewer, and input and output apart where they are told so', () => {
    expect(
      read({
        'x-ratelimit-limit-tokens': '150000',
        'x-ratelimit-remaining-tokens': '90000',
        'x-ratelimit-limit-project-tokens': '20000',
        'x-ratelimit-remaining-project-tokens': '500',
        'x-ratelimit-reset-project-tokens': '30s',
        'x-ratelimit-remaining-tokens-prompt': '700',
        'x-ratelimit-remaining-tokens-generated': '80',
      }),
    ).toMatchObject({
      tokens: { limit: 20_000, remaining: 500, resetMs: 30_000 },
      inputTokens: { remaining: 700 },
      outputTokens: { remaining: 80 },
    });
  });

  test('reads what Anthropic sends, by the clock of its server', () => {
    expect(
      read({
        date: 'Sun, 01 Nov 2026 10:00:00 GMT',
        'retry-after': '7',
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-11-01T10:00:12Z',
        'anthropic-ratelimit-input-tokens-limit': '30000',
        'anthropic-ratelimit-input-tokens-remaining': '29000',
        'anthropic-ratelimit-input-tokens-reset': '2026-11-01T10:00:02.500Z',
        'anthropic-ratelimit-output-tokens-remaining': '8000',
        'anthropic-ratelimit-tokens-reset': '2026-11-01T09:59:59Z',
      }),
    ).toEqual({
      requests: { limit: 50, remaining: 0, resetMs: 12_000 },
      tokens: { limit: null, remaining: null, resetMs: 0 },
      inputTokens: { limit: 30_000, remaining: 29_000, resetMs: 2500 },
      outputTokens: { limit: null, remaining: 8000, resetMs: null },
      retryAfterMs: 7000,
    });
  });

  test.each([
    ['12', 12_000],
    ['7.66s', 7660],
    [String(NOW / 1000 + 5), 5000],
    [String(NOW + 5), 5],
    ['2026-11-01T09:01:00+00:00', 60_000],
    ['tomorrow', null],
  ])('a reset of %j is %j ms away', (text, resetMs) => {
    const limits = read({ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': text });
    expect(limits?.requests).toEqual({ limit: null, remaining: 3, resetMs });
  });

  test('takes any text for what it is: a number that makes sense, or nothing', () => {
    const names = ['limit', 'remaining', 'reset'].flatMap((part) => [
      `x-ratelimit-${part}-tokens`,
      `anthropic-ratelimit-requests-${part}`,
    ]);
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.smhµ-:TZ, e') });
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, value) => {
        const { requests, tokens } = toRateLimits({ get: (at) => (at === name ? value : null) }, NOW) ?? {};
        for (const window of [requests, tokens]) {
          for (const number of Object.values(window ?? {})) {
            if (number !== null) expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
          }
        }
      }),
    );
  });
});
