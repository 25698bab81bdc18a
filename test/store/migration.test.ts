import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { SCHEMA_VERSION } from '../../src/store/schema.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

// Written by the first version of the store: two runs, five records, one with tokens.
const V1 = fileURLToPath(new URL('../../fixtures/store/v1.db', import.meta.url));

function openCopy(): { folder: string; file: string; results: Results } {
  const folder = createTempFolder();
  const file = join(folder, 'gamut.db');
  copyFileSync(V1, file);
  const results = openResults(file);
  onTestFinished(() => results.close());
  return { folder, file, results };
}

function versionOf(file: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true });
  const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
  db.close();
  return version;
}

test('a database of the first version keeps its records, its tokens and its runs', () => {
  const { file, results } = openCopy();
  expect(versionOf(file)).toBe(SCHEMA_VERSION);
  const records = [...results.each()];
  expect(records.map(({ outcome }) => outcome.status)).toEqual(['done', 'done', 'error', 'done', 'aborted']);
  expect(results.tokens(1)).toMatchObject([{ token: '반', logprob: -0.5 }]);
  expect(results.runs()).toMatchObject([
    { runId: '20260301-100000-bbbb', finishedAt: null, done: 1, aborted: 1, paidTwice: 0, budgetUsd: null },
    { runId: '20260301-090000-aaaa', reason: 'done', done: 2, failed: 1 },
  ]);
});

test('what it spent is in the ledger', () => {
  const { results } = openCopy();
  expect(results.book.spent('notebook', 'experiments/tone.gamut.md')).toEqual({
    usd: 0.75,
    unsettledUsd: 0,
    unpriced: 1,
  });
  expect(results.book.spent('run', '20260301-100000-bbbb')).toMatchObject({ usd: 0.5, unpriced: 0 });
});

test('a run of it that was cut off cannot be resumed, since nobody wrote down what it was to make', () => {
  expect(openCopy().results.book.interrupted()).toEqual([]);
});

test('it is copied first, whole and as it was', () => {
  const { folder } = openCopy();
  const backups = readdirSync(folder).filter((name) => name.includes('backup'));
  expect(backups).toEqual(['gamut.v1.backup.db']);
  const backup = join(folder, 'gamut.v1.backup.db');
  expect(versionOf(backup)).toBe(1);
  const db = new DatabaseSync(backup, { readOnly: true });
  expect(db.prepare('SELECT count(*) AS n FROM records').get()).toMatchObject({ n: 5 });
  expect(db.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
  db.close();
});

test('what its tokens say is found when somebody first looks, and written down', () => {
  const { file, results } = openCopy();
  const stored = () => {
    const db = new DatabaseSync(file, { readOnly: true });
    const rows = db.prepare('SELECT mean_logprob, unsure_share FROM records ORDER BY record_id').all();
    db.close();
    return rows.map(({ mean_logprob: mean, unsure_share: share }) => [mean, share]);
  };
  expect(stored()[0]).toEqual([null, null]);
  const of = (recordId: number) => results.measured([recordId])[0];
  expect(of(1)).toMatchObject({ meanLogprob: -0.5, unsureShare: 0 });
  expect(of(2)).toMatchObject({ meanLogprob: null, unsureShare: null });
  expect(stored().slice(0, 2)).toEqual([
    [-0.5, 0],
    [null, null],
  ]);
  expect(of(1)).toMatchObject({ meanLogprob: -0.5, unsureShare: 0 });
});

test('what its tokens say is told though another process holds the file', () => {
  const folder = createTempFolder();
  const file = join(folder, 'gamut.db');
  copyFileSync(V1, file);
  const results = openResults(file, { busyMs: 1 });
  onTestFinished(() => results.close());
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  expect(results.measured([1])).toMatchObject([{ meanLogprob: -0.5, unsureShare: 0 }]);
  other.exec('ROLLBACK');
  expect(results.measured([1])).toMatchObject([{ meanLogprob: -0.5, unsureShare: 0 }]);
});

test('an earlier copy stays', () => {
  const folder = createTempFolder();
  const file = join(folder, 'gamut.db');
  copyFileSync(V1, join(folder, 'gamut.v1.backup.db'));
  copyFileSync(V1, file);
  openResults(file).close();
  expect(readdirSync(folder).toSorted()).toEqual(['gamut.db', 'gamut.v1.backup-2.db', 'gamut.v1.backup.db']);
});

test('a new database needs no copy', () => {
  const folder = createTempFolder();
  openResults(join(folder, 'gamut.db')).close();
  expect(readdirSync(folder)).toEqual(['gamut.db']);
});

test('a second process that opens it at the same time finds it done', () => {
  const { file } = openCopy();
  const again = openResults(file);
  expect([...again.each()]).toHaveLength(5);
  again.close();
});
