import { expect, test } from 'vitest';
import type { TrialRow } from '../../../src/core/result-api.ts';
import { checkCounts } from '../../../src/web/results/check-counts.ts';

const row = (trialId: string, checks: (boolean | null)[]) => ({ trialId, checks }) as unknown as TrialRow;
const trials = [row('a', [true, false]), row('b', [true, null]), row('c', [])];
const checks = ['short', 'korean'];

test('checks are counted over the answers that were checked, by name', () => {
  expect(Object.fromEntries(checkCounts({ trials, checks, kept: null }) ?? [])).toEqual({
    short: { pass: 2, fail: 0, unknown: 0 },
    korean: { pass: 0, fail: 1, unknown: 1 },
  });
  expect(checkCounts({ trials, checks, kept: null })).toBe(checkCounts({ trials, checks, kept: null }));
});

test('checks are counted over what is shown, where a view is narrowed', () => {
  expect(checkCounts({ trials, checks, kept: new Set(['a']) })?.get('short')).toEqual({
    pass: 1,
    fail: 0,
    unknown: 0,
  });
  expect(checkCounts({ trials, checks, kept: new Set(['c']) })).toBeNull();
  expect(checkCounts({ trials: [], checks, kept: null })).toBeNull();
});
