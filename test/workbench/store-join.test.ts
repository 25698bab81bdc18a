import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { toFailure } from '../../src/core/failure.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Outcome, Trial } from '../../src/core/trial.ts';
import { openResults } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { StoreJoin } from '../../src/workbench/store-join.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createCompletion, createRecord, createTrial, createTrials } from '../fake/trial.ts';

const IDENTITY = 'experiments/tone.gamut.md';
const DONE: Outcome = { status: 'done', completion: createCompletion(), costUsd: null, priceAsOf: null };
const OUTCOMES: Outcome[] = [
  DONE,
  {
    status: 'error',
    failure: toFailure('server', 'no'),
    partialText: '',
    usage: unknownUsage(),
    costUsd: null,
  },
  { status: 'aborted', partialText: '' },
];

function open(file = join(createTempFolder(), 'gamut.db')): Results {
  const results = openResults(file);
  onTestFinished(() => results.close());
  return results;
}

function joinOf(trials: readonly Trial[], results: Results): StoreJoin {
  return new StoreJoin(trials, { results, identity: IDENTITY, cellId: 'main' });
}

const standings = (joined: StoreJoin) =>
  joined.planned().map(({ standing, recordId }) => [standing, recordId]);

test('a join that is kept up tells the same as one that is made anew, whatever is stored', () => {
  const results = open();
  const now = createTrials(4);
  // Two trials that send one request, one that is skipped, and what the trials asked before.
  const twin = createTrial({ variant: { prompt: 'twin' }, request: { ...now[0]?.request } });
  const skipped = { ...createTrial({ variant: { prompt: 'skipped' } }), skip: { en: 'no', ko: '아니요' } };
  const trials = [...now, twin, skipped];
  const before = createTrials(4, { params: { temperature: 1.5 } });
  const kept = joinOf(trials, results);
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          trial: fc.constantFrom(...trials, ...before),
          outcome: fc.constantFrom(...OUTCOMES),
          notebook: fc.constantFrom(IDENTITY, 'experiments/other.gamut.md'),
        }),
        { maxLength: 4 },
      ),
      (records) => {
        for (const record of records) results.save(createRecord(record));
        expect(standings(kept)).toEqual(standings(joinOf(trials, results)));
        for (const { standing } of kept.planned()) seen.add(standing);
      },
    ),
    { numRuns: 30 },
  );
  // On the way to where every trial is done there were others.
  expect(seen.size).toBeGreaterThan(1);
});

test('while nothing is stored the list stays the same one, and whoever holds it keeps it as it was', () => {
  const results = open();
  const trials = createTrials(2);
  const joined = joinOf(trials, results);
  const first = joined.planned();
  expect(joined.planned()).toBe(first);
  results.save(createRecord({ trial: trials[1], outcome: DONE }));
  const second = joined.planned();
  expect(second.map(({ standing }) => standing)).toEqual(['never', 'done']);
  expect(first.map(({ standing }) => standing)).toEqual(['never', 'never']);
  expect(second[0]).toBe(first[0]);
});

test('what another process stores is seen', () => {
  const file = join(createTempFolder(), 'gamut.db');
  const [results, other] = [open(file), open(file)];
  const trials = createTrials(2);
  const joined = joinOf(trials, results);
  expect(standings(joined)).toEqual([
    ['never', null],
    ['never', null],
  ]);
  other.save(createRecord({ trial: trials[0], outcome: DONE }));
  expect(standings(joined)).toEqual([
    ['done', 1],
    ['never', null],
  ]);
});

test('records that come with a renamed notebook are the earlier ones of its trials', () => {
  const results = open();
  const [now] = createTrials(1);
  const [before] = createTrials(1, { params: {} });
  if (!now || !before) throw new Error('no trials');
  const joined = joinOf([now], results);
  results.save(createRecord({ trial: before, outcome: DONE, notebook: 'experiments/old.gamut.md' }));
  expect(standings(joined)).toEqual([['never', null]]);
  expect(results.book.rename('experiments/old.gamut.md', IDENTITY)).toBe(true);
  expect(standings(joined)).toEqual([['stale', 1]]);
});
