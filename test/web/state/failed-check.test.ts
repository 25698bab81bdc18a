import { expect, test } from 'vitest';
import { isSameFailed, toFailedTest } from '../../../src/web/state/failed-check.ts';

const done = (...checks: (boolean | null)[]) => ({ standing: 'done' as const, checks });

test('an answer failed a check where that says so; what could not be told, or is of an earlier request, is none', () => {
  const failed = toFailedTest({ check: 'short' }, ['korean', 'short']);
  expect(failed?.(done(true, false))).toBe(true);
  expect(failed?.(done(false, true))).toBe(false);
  expect(failed?.(done(false, null))).toBe(false);
  expect(failed?.({ standing: 'stale', checks: [true, false] })).toBe(false);
});

test('an answer failed any check where one says so', () => {
  const failed = toFailedTest({ check: null }, ['korean', 'short']);
  expect(failed?.(done(null, false))).toBe(true);
  expect(failed?.(done(true, null))).toBe(false);
});

test('a check that there is no more narrows nothing', () => {
  expect(toFailedTest({ check: 'gone' }, ['short'])).toBeNull();
});

test('what failed is told from what is not asked', () => {
  expect(isSameFailed(null, null)).toBe(true);
  expect(isSameFailed({ check: null }, null)).toBe(false);
  expect(isSameFailed({ check: 'a' }, { check: 'a' })).toBe(true);
});
