import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import type { WorstCaseOf } from '../../src/workbench/costs.ts';
import { createStoreClaims } from '../../src/workbench/store-claims.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createTrials } from '../fake/trial.ts';

test('a price that is lost in the middle of a run lifts no limit: what was known last is reserved', () => {
  const results = openResults(join(createTempFolder(), 'gamut.db'));
  onTestFinished(() => results.close());
  let worstCaseOf: WorstCaseOf = () => 0.06;
  const claims = createStoreClaims({
    results,
    runId: 'run-1',
    notebook: 'experiments/tone.gamut.md',
    anew: false,
    worstCaseOf: () => worstCaseOf,
    limits: () => ({ run: 0.1, notebook: null, day: null }),
    krwPerUsd: () => null,
    refresh: () => Promise.resolve(),
  });
  const [first, second] = createTrials(2);
  if (!first || !second) throw new Error('no trials');
  // As it is when a run begins: every price is looked at.
  for (const trial of [first, second]) expect(claims.worstUsd(trial)).toBe(0.06);
  expect(claims.claim(first).kind).toBe('granted');
  worstCaseOf = () => null;
  expect(claims.worstUsd(second)).toBe(0.06);
  expect(claims.claim(second).kind).toBe('over-budget');
});
