import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/providers/retry-after.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), () => NOW);

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
  const headers = { 'retry-after': 'Sun, 01 Nov 2026 07:00:30 GMT', date: 'Sun, 01 Nov 2026 07:00:00 GMT' };
  expect(wait(headers)).toBe(30_000);
});
