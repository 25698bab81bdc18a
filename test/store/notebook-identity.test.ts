import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { NO_LIMITS } from '../../src/core/budget.ts';
import { createOwner } from '../../src/store/owner.ts';
import { openResults } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createCompletion, createRecord, createTrials } from '../fake/trial.ts';

const OLD = 'experiments/old.gamut.md';
const NEW = 'experiments/new.gamut.md';
const START = '2026-03-01T09:00:00.000Z';

function open(file = join(createTempFolder(), 'gamut.db'), pid = 1, dead = new Set<number>()) {
  const results = openResults(file, {
    now: () => Date.parse(START),
    owner: createOwner(pid),
    isRunning: (asked) => !dead.has(asked),
  });
  onTestFinished(() => results.close());
  return results;
}

function fill(results: ReturnType<typeof open>, notebook: string, { costUsd = 0.25 } = {}) {
  const trials = createTrials(2);
  const runId = `run of ${notebook}`;
  results.book.start(
    { runId, notebook, cellId: 'main', mode: 'missing', total: trials.length, startedAt: START },
    trials,
  );
  const [trial] = trials;
  if (!trial) throw new Error('no trial');
  const limits = { ...NO_LIMITS };
  const { requestHash, repeat } = trial;
  results.book.claim({ requestHash, repeat, runId, notebook, anew: false, worstUsd: 1, limits });
  const outcome = { status: 'done' as const, completion: createCompletion(), costUsd, priceAsOf: null };
  results.save({ ...createRecord({ trial, outcome }), runId, notebook });
  return { runId, trials, trial };
}

test('a rename carries over the history, the money and the runs that can go on', () => {
  const results = open();
  const { runId, trial } = fill(results, OLD);
  results.book.end(runId, { reason: 'stopped', finishedAt: START });
  expect(results.book.rename(OLD, NEW)).toBe(true);
  expect([...results.each({ notebook: NEW })].map((record) => record.trial.id)).toEqual([trial.id]);
  expect([...results.each({ notebook: OLD })]).toEqual([]);
  expect(results.book.spent('notebook', NEW).usd).toBe(0.25);
  expect(results.book.spent('notebook', OLD).usd).toBe(0);
  expect(results.book.interrupted(NEW)).toMatchObject([{ runId, notebook: NEW, missing: 1 }]);
  expect(results.book.interrupted(OLD)).toEqual([]);
  expect(results.book.resume(runId)).toMatchObject({ kind: 'resumed', run: { notebook: NEW } });
});

test('what is known of the new name already joins: money adds up, nothing is lost', () => {
  const results = open();
  for (const notebook of [OLD, NEW]) {
    const { runId } = fill(results, notebook);
    results.book.end(runId, { reason: 'stopped', finishedAt: START });
  }
  expect(results.book.rename(OLD, NEW)).toBe(true);
  expect(results.book.spent('notebook', NEW).usd).toBe(0.5);
  expect(results.runs(NEW)).toHaveLength(2);
});

test('it is refused, and nothing done, while a run goes on: here, or in another process until that is gone', () => {
  const file = join(createTempFolder(), 'gamut.db');
  const dead = new Set<number>();
  const here = open(file, 1, dead);
  const other = open(file, 2, dead);
  const { runId } = fill(other, OLD);
  expect(here.book.isBusy(OLD)).toBe(true);
  expect(here.book.rename(OLD, NEW)).toBe(false);
  expect(here.book.rename(NEW, OLD)).toBe(false);
  expect(here.runs(OLD)).toHaveLength(1);
  dead.add(2);
  expect(here.book.isBusy(OLD)).toBe(false);
  expect(here.book.rename(OLD, NEW)).toBe(true);
  expect(here.book.interrupted(NEW)).toMatchObject([{ runId, missing: 1 }]);
});

test('every table that names a notebook is carried over', () => {
  const file = join(createTempFolder(), 'gamut.db');
  const results = open(file);
  const { runId } = fill(results, OLD);
  results.book.end(runId, { reason: 'stopped', finishedAt: START });
  results.book.rename(OLD, NEW);
  const db = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => db.close());
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
  const left = tables.flatMap(({ name }) =>
    db
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .filter((row) => Object.values(row).includes(OLD)),
  );
  expect(left).toEqual([]);
});
