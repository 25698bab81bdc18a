import { expect, test } from 'vitest';
import type { TrialRow } from '../../../src/core/result-api.ts';
import { checkCounts } from '../../../src/web/results/check-counts.ts';

const row = (trialId: string, checks: (boolean | null)[], standing = 'done') =>
  ({ trialId, checks, standing }) as unknown as TrialRow;
const trials = [row('a', [true, false]), row('b', [true, null]), row('c', []), row('d', [false], 'stale')];
const checks = ['short', 'korean'];

test('checks are counted over all answers to the requests as they are, by name', () => {
  expect(Object.fromEntries(checkCounts({ trials, checks }) ?? [])).toEqual({
    short: { pass: 2, fail: 0, unknown: 0 },
    korean: { pass: 0, fail: 1, unknown: 1 },
  });
  expect(checkCounts({ trials, checks })).toBe(checkCounts({ trials, checks }));
});

test('checks are counted over the whole matrix, though a view is narrowed to a part of it', () => {
  const results = { trials, checks, kept: new Set(['b']) };
  expect(checkCounts(results)?.get('short')?.pass).toBe(2);
});

test('nothing is counted where nothing was checked', () => {
  expect(checkCounts({ trials: [row('c', [])], checks })).toBeNull();
  expect(checkCounts({ trials: [], checks })).toBeNull();
});
