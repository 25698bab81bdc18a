import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NO_LIMITS } from '../../src/core/budget.ts';
import { createOwner } from '../../src/store/owner.ts';
import { openResults } from '../../src/store/results.ts';
import { WalSync } from '../../src/store/wal-sync.ts';
import { Deferred } from '../fake/deferred.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createTrials } from '../fake/trial.ts';

test('what was claimed when its sync is over is on the disk: after a power cut it is counted as perhaps paid twice', async () => {
  const file = join(createTempFolder(), '.gamut', 'gamut.db');
  // What a power cut leaves: the files as they were when the disk was last waited for.
  const left = join(createTempFolder(), '.gamut', 'gamut.db');
  mkdirSync(dirname(left));
  const sync = (wal: string): Promise<void> => {
    copyFileSync(file, left);
    copyFileSync(wal, join(dirname(left), basename(wal)));
    return Promise.resolve();
  };
  const results = openResults(file, { owner: createOwner(1), isRunning: () => true, sync });
  onTestFinished(() => results.close());
  const trials = createTrials(4);
  const notebook = 'experiments/tone.gamut.md';
  const startedAt = new Date().toISOString();
  results.book.start({ runId: 'r', notebook, cellId: 'main', mode: 'missing', total: 4, startedAt }, trials);
  for (const { requestHash, repeat } of trials.slice(0, 3)) {
    const order = { requestHash, repeat, runId: 'r', notebook, anew: false, worstUsd: 0.01 };
    expect(results.book.claim({ ...order, limits: NO_LIMITS })).toEqual({ kind: 'granted' });
  }
  await results.book.flush();

  const after = openResults(left, { owner: createOwner(2), isRunning: () => false });
  onTestFinished(() => after.close());
  expect(after.book.interrupted()).toMatchObject([{ runId: 'r', missing: 4, paidTwice: 3 }]);
  expect(after.book.spent('run', 'r')).toMatchObject({ unsettledUsd: 0.03 });
});

test('who asks while the disk is waited for is served by the next wait, and all of them by one', async () => {
  const waits: Deferred[] = [];
  const sync = (): Promise<void> => {
    const wait = new Deferred();
    waits.push(wait);
    return wait.promise;
  };
  const wal = new WalSync('gamut.db', sync);
  const over: string[] = [];
  const ask = (name: string) => wal.flush().then(() => over.push(name));
  const all = [ask('first'), ask('second'), ask('third')];
  expect(waits).toHaveLength(1);
  waits[0]?.resolve();
  await all[0];
  await new Promise(setImmediate);
  expect([over, waits.length]).toEqual([['first'], 2]);
  waits[1]?.resolve();
  await Promise.all(all);
  expect(over).toEqual(['first', 'second', 'third']);
  const again = ask('again');
  expect(waits).toHaveLength(3);
  waits[2]?.resolve();
  await again;
});

test('a log that cannot be had holds nobody up', async () => {
  await expect(new WalSync(join(createTempFolder(), 'nothing.db')).flush()).resolves.toBeUndefined();
});
