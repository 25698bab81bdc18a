import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Outcome, Trial } from '../../src/core/trial.ts';
import { openResults, resultKey } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createCompletion, createRecord, createTrial } from '../fake/trial.ts';

function open(): Results {
  const results = openResults(join(createTempFolder(), 'gamut.db'));
  onTestFinished(() => results.close());
  return results;
}

const answer = (text: string): Outcome => ({
  status: 'done',
  completion: createCompletion({ text }),
  costUsd: 0.001,
  priceAsOf: null,
});
const NOTEBOOK = createRecord().notebook;
const aborted: Outcome = { status: 'aborted', partialText: '' };

function save(results: Results, trial: Trial, outcome: Outcome): number {
  return results.save(createRecord({ trial, outcome })).recordId;
}

/** What counts of a trial, by each of the ways in which it is asked. */
function currentOf(results: Results, trial: Trial): unknown[] {
  return [
    results.current([trial]).get(resultKey(trial))?.recordId,
    results.currentMarks([trial])[0]?.recordId,
    results.latestMarks(NOTEBOOK, trial.cellId).get(trial.id)?.recordId,
  ];
}

test('an earlier answer that was chosen counts everywhere, until the trial is run anew', () => {
  const results = open();
  const trial = createTrial();
  const first = save(results, trial, answer('one'));
  const second = save(results, trial, answer('two'));
  expect(currentOf(results, trial)).toEqual([second, second, second]);
  expect(results.choices.choose(first)).toBe(true);
  expect(currentOf(results, trial)).toEqual([first, first, first]);
  expect(results.choices.of([trial])).toEqual([
    { requestHash: trial.requestHash, repeat: 1, recordId: first },
  ]);
  const third = save(results, trial, answer('three'));
  expect(currentOf(results, trial)).toEqual([third, third, third]);
  expect(results.choices.of([trial])).toEqual([]);
});

test('a run that failed or was stopped leaves the choice as it was', () => {
  const results = open();
  const trial = createTrial();
  const first = save(results, trial, answer('one'));
  save(results, trial, answer('two'));
  results.choices.choose(first);
  save(results, trial, aborted);
  expect(currentOf(results, trial)).toEqual([first, first, first]);
});

test('choosing the newest answer is no choice: what comes later counts', () => {
  const results = open();
  const trial = createTrial();
  const first = save(results, trial, answer('one'));
  const second = save(results, trial, answer('two'));
  results.choices.choose(first);
  expect(results.choices.choose(second)).toBe(true);
  expect(results.choices.of([trial])).toEqual([]);
  expect(currentOf(results, trial)).toEqual([second, second, second]);
});

test('only whole answers can be chosen', () => {
  const results = open();
  const trial = createTrial();
  expect(results.choices.choose(save(results, trial, aborted))).toBe(false);
  expect(results.choices.choose(999)).toBe(false);
});

test('a choice is of one request and repeat: the others go on with their newest', () => {
  const results = open();
  const [trial, other] = [createTrial(), createTrial({ repeat: 2 })];
  const edited = createTrial({ request: { messages: [{ role: 'user', content: 'other' }] } });
  const first = save(results, trial, answer('one'));
  save(results, trial, answer('two'));
  const ofOther = [save(results, other, answer('a')), save(results, other, answer('b'))];
  results.choices.choose(first);
  expect(currentOf(results, other)).toEqual([ofOther[1], ofOther[1], ofOther[1]]);
  // Of the trial as it was edited since, the last answer is the stale one; the choice was of what it was before.
  const later = save(results, edited, answer('three'));
  expect(results.latestMarks(NOTEBOOK, 'main').get(trial.id)?.recordId).toBe(later);
  expect(results.currentMarks([trial])[0]?.recordId).toBe(first);
});

test('the history of a trial is all of its records, of earlier requests too, newest first', () => {
  const results = open();
  const trial = createTrial();
  const edited = createTrial({ request: { messages: [{ role: 'user', content: 'other' }] } });
  const elsewhere = createTrial({ cellId: 'second' });
  const ids = [
    save(results, trial, answer('one')),
    save(results, edited, answer('two')),
    save(results, trial, aborted),
    save(results, elsewhere, answer('of another cell, the same request')),
  ];
  save(results, createTrial({ repeat: 2 }), answer('another repeat'));

  const history = results.historyOfTrial(trial, NOTEBOOK);
  expect(history.map(({ recordId }) => recordId)).toEqual(ids.toReversed());
  expect(results.historyOfTrial(trial, NOTEBOOK, { limit: 2 }).map(({ recordId }) => recordId)).toEqual(
    ids.toReversed().slice(0, 2),
  );
});
