import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NO_LIMITS } from '../../src/core/budget.ts';
import type { BudgetLimits } from '../../src/core/budget.ts';
import { toFailure } from '../../src/core/failure.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Outcome, Trial } from '../../src/core/trial.ts';
import { createOwner } from '../../src/store/owner.ts';
import { openResults } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createCompletion, createRecord, createTrial, createTrials } from '../fake/trial.ts';

const NOTEBOOK = 'experiments/tone.gamut.md';
const START = '2026-03-01T09:00:00.000Z';

/** A project's file, and the processes that have it open: each with a number of its own, running until it is killed. */
class Processes {
  readonly file = join(createTempFolder(), '.gamut', 'gamut.db');
  nowMs = Date.parse(START);
  readonly #dead = new Set<number>();

  open(pid: number): Results {
    const results = openResults(this.file, {
      now: () => this.nowMs,
      owner: createOwner(pid),
      isRunning: (asked) => !this.#dead.has(asked),
    });
    onTestFinished(() => results.close());
    return results;
  }

  kill(pid: number): void {
    this.#dead.add(pid);
  }
}

function start(
  results: Results,
  trials: readonly Trial[],
  runId = 'run-1',
  mode: 'missing' | 'all' = 'missing',
) {
  const run = { runId, notebook: NOTEBOOK, cellId: 'main', mode, total: trials.length, startedAt: START };
  results.book.start(run, trials);
}

function claim(
  results: Results,
  { requestHash, repeat }: Trial,
  {
    runId = 'run-1',
    worstUsd = 0.01,
    limits = {},
    anew = false,
  }: { runId?: string; worstUsd?: number | null; limits?: Partial<BudgetLimits>; anew?: boolean } = {},
) {
  const order = { requestHash, repeat, runId, notebook: NOTEBOOK, anew, worstUsd };
  return results.book.claim({ ...order, limits: { ...NO_LIMITS, ...limits } });
}

const failed: Outcome = {
  status: 'error',
  failure: toFailure('server', 'HTTP 500'),
  partialText: '',
  usage: unknownUsage(),
  costUsd: null,
};
const answered = (costUsd: number | null): Outcome => ({
  status: 'done',
  completion: createCompletion(),
  costUsd,
  priceAsOf: null,
});

describe('a claim', () => {
  test('is granted to one, until that one has the answer', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const trial = createTrial();
    expect(claim(first, trial)).toEqual({ kind: 'granted' });
    expect(claim(second, trial, { runId: 'run-2' })).toEqual({ kind: 'elsewhere' });
    expect(claim(first, trial)).toEqual({ kind: 'elsewhere' });
    const { recordId } = first.save(createRecord({ trial }));
    expect(claim(second, trial, { runId: 'run-2' })).toEqual({ kind: 'stored', recordId });
  });

  test('is granted again after a failure or a release', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const trial = createTrial();
    claim(first, trial);
    first.save(createRecord({ trial, outcome: failed }));
    expect(claim(second, trial)).toEqual({ kind: 'granted' });
    second.book.release(trial, false);
    expect(claim(first, trial)).toEqual({ kind: 'granted' });
  });

  test('that rests between two attempts stays its owner’s', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const trial = createTrial();
    claim(first, trial);
    first.book.rest(trial, false);
    expect(claim(second, trial)).toEqual({ kind: 'elsewhere' });
    expect(claim(first, trial)).toEqual({ kind: 'granted' });
  });

  test('of a run that makes everything anew looks past the answers of other runs, not past its own', () => {
    const results = new Processes().open(1);
    const trial = createTrial();
    claim(results, trial);
    results.save(createRecord({ trial }));
    expect(claim(results, trial, { runId: 'run-2', anew: true })).toEqual({ kind: 'granted' });
    const { recordId } = results.save(createRecord({ trial, runId: 'run-2' }));
    expect(claim(results, trial, { runId: 'run-2', anew: true })).toEqual({ kind: 'stored', recordId });
  });

  test('of a process that died passes on at once, and what it had sent may be paid twice', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const [sent = createTrial(), resting = createTrial()] = createTrials(2);
    start(first, [sent, resting]);
    claim(first, sent, { worstUsd: 0.25 });
    claim(first, resting, { worstUsd: 0.25 });
    first.book.rest(resting, false);
    processes.kill(1);
    expect(claim(second, sent, { runId: 'run-2' })).toEqual({ kind: 'granted' });
    expect(claim(second, resting, { runId: 'run-2' })).toEqual({ kind: 'granted' });
    expect(second.runs()).toMatchObject([{ runId: 'run-1', paidTwice: 1 }]);
    expect(second.book.spent('run', 'run-1')).toEqual({ usd: 0, unsettledUsd: 0.25, unpriced: 0 });
  });

  test('of a process that died may be paid twice where its price is unknown, not where it is free', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const [free = createTrial(), unknown = createTrial()] = createTrials(2);
    start(first, [free, unknown]);
    claim(first, free, { worstUsd: 0 });
    processes.kill(1);
    expect(second.book.interrupted()).toMatchObject([{ missing: 2, paidTwice: 0 }]);
    const third = processes.open(3);
    claim(third, unknown, { worstUsd: null });
    processes.kill(3);
    expect(second.book.interrupted()).toMatchObject([{ missing: 2, paidTwice: 1 }]);
  });

  test('of a process that was not seen for more than a minute passes on', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const trial = createTrial();
    claim(first, trial);
    processes.nowMs += 60_000;
    expect(claim(second, trial)).toEqual({ kind: 'elsewhere' });
    first.book.beat();
    processes.nowMs += 60_000;
    expect(claim(second, trial)).toEqual({ kind: 'elsewhere' });
    processes.nowMs += 1;
    expect(claim(second, trial)).toEqual({ kind: 'granted' });
  });
});

describe('a limit', () => {
  const limits = { run: 0.1 };

  test('lets through what fits with all that is spent and under way', () => {
    const results = new Processes().open(1);
    const [a = createTrial(), b = createTrial(), c = createTrial()] = createTrials(3);
    const refused = {
      kind: 'over-budget',
      short: { scope: 'run', limitUsd: 0.1, spentUsd: 0, reservedUsd: 0.08, neededUsd: 0.04 },
    };
    expect(claim(results, a, { worstUsd: 0.04, limits })).toEqual({ kind: 'granted' });
    expect(claim(results, b, { worstUsd: 0.04, limits })).toEqual({ kind: 'granted' });
    expect(claim(results, c, { worstUsd: 0.04, limits })).toEqual(refused);
    results.save(createRecord({ trial: a, outcome: answered(0.01) }));
    expect(claim(results, c, { worstUsd: 0.04, limits })).toEqual({ kind: 'granted' });
  });

  test('is reached to the last nano-dollar', () => {
    const results = new Processes().open(1);
    for (const trial of createTrials(10)) {
      expect(claim(results, trial, { worstUsd: 0.03, limits: { run: 0.3 } })).toEqual({ kind: 'granted' });
      results.save(createRecord({ trial, outcome: answered(0.03) }));
    }
    expect(results.book.spent('run', 'run-1')).toEqual({ usd: 0.3, unsettledUsd: 0, unpriced: 0 });
    expect(claim(results, createTrial(), { worstUsd: 1e-9, limits: { run: 0.3 } })).toMatchObject({
      kind: 'over-budget',
    });
  });

  test('does not keep back what costs nothing, nor what nobody can price', () => {
    const results = new Processes().open(1);
    const [a = createTrial(), b = createTrial()] = createTrials(2);
    expect(claim(results, a, { worstUsd: 0, limits: { day: 0 } })).toEqual({ kind: 'granted' });
    expect(claim(results, b, { worstUsd: null, limits: { day: 0 } })).toEqual({ kind: 'granted' });
  });

  test('of a notebook counts all of its runs, one of a day all of its notebooks until local midnight', () => {
    const processes = new Processes();
    const results = processes.open(1);
    const [a = createTrial(), b = createTrial()] = createTrials(2);
    claim(results, a, { worstUsd: 0.06 });
    results.save(createRecord({ trial: a, outcome: answered(0.06) }));
    const next = { runId: 'run-2', worstUsd: 0.06 };
    expect(claim(results, b, { ...next, limits: { run: 0.1, notebook: 0.1 } })).toMatchObject({
      short: { scope: 'notebook', spentUsd: 0.06 },
    });
    expect(claim(results, b, { ...next, limits: { day: 0.1 } })).toMatchObject({ short: { scope: 'day' } });
    processes.nowMs = new Date(processes.nowMs).setHours(24, 0, 0, 0);
    expect(claim(results, b, { ...next, limits: { day: 0.1 } })).toEqual({ kind: 'granted' });
  });

  test('counts what another process has under way, and gives back what a dead one had not sent', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const [a = createTrial(), b = createTrial()] = createTrials(2);
    claim(first, a, { worstUsd: 0.08 });
    expect(claim(second, b, { worstUsd: 0.08, limits: { day: 0.1 } })).toMatchObject({
      short: { reservedUsd: 0.08 },
    });
    first.book.rest(a, false);
    expect(claim(second, b, { worstUsd: 0.08, limits: { day: 0.1 } })).toEqual({ kind: 'granted' });
  });

  test('of a run is kept with the run', () => {
    const results = new Processes().open(1);
    start(results, createTrials(1));
    results.book.setBudget('run-1', 0.5);
    expect(results.runs()).toMatchObject([{ budgetUsd: 0.5 }]);
    results.book.setBudget('run-1', null);
    expect(results.runs()).toMatchObject([{ budgetUsd: null }]);
  });
});

describe('the ledger', () => {
  const trial = createTrial();
  const spent = (results: Results) => results.book.spent('run', 'run-1');

  test.each<[string, Outcome, { mayBeBilled: boolean }, ReturnType<typeof spent>]>([
    [
      'an answer by its bill',
      answered(0.02),
      { mayBeBilled: true },
      { usd: 0.02, unsettledUsd: 0, unpriced: 0 },
    ],
    [
      'an answer that came without its usage by the most it can be',
      answered(null),
      { mayBeBilled: true },
      { usd: 0, unsettledUsd: 0.05, unpriced: 0 },
    ],
    [
      'a failure that may be billed by the most it can be',
      failed,
      { mayBeBilled: true },
      { usd: 0, unsettledUsd: 0.05, unpriced: 0 },
    ],
    ['a refusal by nothing', failed, { mayBeBilled: false }, { usd: 0, unsettledUsd: 0, unpriced: 0 }],
    [
      'a stop by the most it can be',
      { status: 'aborted', partialText: '' },
      { mayBeBilled: true },
      { usd: 0, unsettledUsd: 0.05, unpriced: 0 },
    ],
  ])('counts %s', (_, outcome, options, expected) => {
    const results = new Processes().open(1);
    claim(results, trial, { worstUsd: 0.05 });
    results.save(createRecord({ trial, outcome }), options);
    expect(spent(results)).toEqual(expected);
    expect(results.book.spentToday()).toEqual(expected);
  });

  test('counts each failed attempt that may be billed', () => {
    const results = new Processes().open(1);
    claim(results, trial, { worstUsd: 0.05 });
    results.book.rest(trial, true);
    claim(results, trial, { worstUsd: 0.05 });
    results.book.rest(trial, false);
    claim(results, trial, { worstUsd: 0.05 });
    results.save(createRecord({ trial, outcome: answered(0.02) }), { mayBeBilled: true });
    expect(spent(results)).toEqual({ usd: 0.02, unsettledUsd: 0.05, unpriced: 0 });
  });

  test('counts an attempt that broke off by what it cost, where the vendor told how much was used', () => {
    const results = new Processes().open(1);
    claim(results, trial, { worstUsd: 0.05 });
    results.book.rest(trial, true, 0.003);
    claim(results, trial, { worstUsd: 0.05 });
    results.save(createRecord({ trial, outcome: { ...failed, costUsd: 0.004 } }), { mayBeBilled: true });
    expect(spent(results)).toEqual({ usd: 0.007, unsettledUsd: 0, unpriced: 0 });
  });

  test('holds no more against a limit than what is left of the worst case, and counts no more of it', () => {
    const results = new Processes().open(1);
    const [a = createTrial(), b = createTrial()] = createTrials(2);
    const limits = { run: 0.06 };
    claim(results, a, { worstUsd: 0.05, limits });
    expect(claim(results, b, { worstUsd: 0.05, limits })).toMatchObject({ kind: 'over-budget' });
    results.book.narrow(a, 0.01);
    // More than was reserved is never reserved.
    results.book.narrow(a, 0.5);
    expect(claim(results, b, { worstUsd: 0.05, limits })).toEqual({ kind: 'granted' });
    results.save(createRecord({ trial: a, outcome: { status: 'aborted', partialText: '' } }), {
      mayBeBilled: true,
    });
    expect(spent(results)).toEqual({ usd: 0, unsettledUsd: 0.01, unpriced: 0 });
  });

  test('is told by run where it may have been billed, and written off by the person, once', () => {
    const results = new Processes().open(1);
    const [a = createTrial(), b = createTrial(), c = createTrial()] = createTrials(3);
    claim(results, a, { worstUsd: 0.05 });
    results.book.rest(a, true);
    claim(results, b, { worstUsd: 0.02 });
    results.book.rest(b, true);
    claim(results, c, { runId: 'run-2', worstUsd: 0.01 });
    results.book.rest(c, true);
    const unsettled = (runId: string) =>
      results.book.unsettled({ runId }).map(({ usd, requests }) => [usd, requests]);
    expect([unsettled('run-1'), unsettled('run-2')]).toEqual([[[0.07, 2]], [[0.01, 1]]]);
    expect(claim(results, createTrial(), { worstUsd: 0.01, limits: { notebook: 0.085 } })).toMatchObject({
      kind: 'over-budget',
    });
    expect(results.book.writeOff({ runId: 'run-1' })).toMatchObject([
      { runId: 'run-1', notebook: NOTEBOOK, usd: 0.07, requests: 2 },
    ]);
    expect(results.book.writeOff({ runId: 'run-1' })).toEqual([]);
    expect(spent(results)).toEqual({ usd: 0, unsettledUsd: 0, unpriced: 0 });
    expect(results.book.spentToday()).toEqual({ usd: 0, unsettledUsd: 0.01, unpriced: 0 });
    expect(claim(results, createTrial(), { worstUsd: 0.01, limits: { notebook: 0.085 } })).toEqual({
      kind: 'granted',
    });
    // What comes after is told of alone.
    claim(results, a, { worstUsd: 0.03 });
    results.book.rest(a, true);
    expect(unsettled('run-1')).toEqual([[0.03, 1]]);
  });

  test('written off on a later day leaves the day of the request, not today', () => {
    const processes = new Processes();
    const results = processes.open(1);
    claim(results, trial, { worstUsd: 0.05 });
    results.book.rest(trial, true);
    processes.nowMs += 3 * 24 * 3_600_000;
    claim(results, trial, { worstUsd: 0.02 });
    results.book.rest(trial, true);
    const [newer, older] = results.book.unsettled();
    expect([newer?.usd, older?.usd]).toEqual([0.02, 0.05]);
    expect(results.book.writeOff()).toHaveLength(2);
    expect(results.book.spent('day', older?.day ?? '').unsettledUsd).toBe(0);
    expect(results.book.spentToday().unsettledUsd).toBe(0);
  });

  test('counts what is saved together as if it were saved one by one', () => {
    const results = new Processes().open(1);
    const [a = createTrial(), b = createTrial(), c = createTrial()] = createTrials(3);
    for (const one of [a, b, c]) claim(results, one, { worstUsd: 0.05 });
    const toSave = (trial: Trial, outcome: Outcome) => ({
      record: createRecord({ trial, outcome }),
      mayBeBilled: true,
    });
    const unfit = { ...toSave(b, failed), record: { ...toSave(b, failed).record, attempts: 0.5 } };
    expect(() => results.saveAll([toSave(a, answered(0.02)), unfit])).toThrow();
    expect(spent(results)).toEqual({ usd: 0, unsettledUsd: 0, unpriced: 0 });
    expect(claim(results, a, { worstUsd: 0.05 })).toEqual({ kind: 'elsewhere' });
    results.saveAll([toSave(a, answered(0.02)), toSave(b, failed), toSave(c, answered(0.01))]);
    expect(spent(results)).toEqual({ usd: 0.03, unsettledUsd: 0.05, unpriced: 0 });
    expect(claim(results, a)).toMatchObject({ kind: 'stored' });
    expect(claim(results, b, { worstUsd: 0.05 })).toEqual({ kind: 'granted' });
  });

  test('counts an answer of unknown price apart', () => {
    const results = new Processes().open(1);
    claim(results, trial, { worstUsd: null });
    results.save(createRecord({ trial, outcome: answered(null) }));
    expect(spent(results)).toEqual({ usd: 0, unsettledUsd: 0, unpriced: 1 });
  });
});

describe('an interrupted run', () => {
  test('is one whose process died, and goes on with exactly what has no answer', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    const trials = createTrials(5);
    start(first, trials);
    const [a = createTrial(), b = createTrial(), c = createTrial()] = trials;
    for (const trial of [a, b, c]) claim(first, trial, { worstUsd: 0.01 });
    first.save(createRecord({ trial: a }));
    first.save(createRecord({ trial: b, outcome: failed }));
    expect(second.book.interrupted()).toEqual([]);
    expect(second.book.resume('run-1')).toEqual({ kind: 'running' });
    processes.kill(1);
    expect(second.book.interrupted()).toMatchObject([
      { runId: 'run-1', missing: 4, done: 1, total: 5, paidTwice: 1, finishedAt: null },
    ]);
    const resumption = second.book.resume('run-1');
    expect(resumption).toMatchObject({ kind: 'resumed', run: { paidTwice: 1, missing: 4 } });
    expect(resumption.kind === 'resumed' && resumption.trials).toEqual(trials.slice(1));
    expect(second.book.interrupted()).toEqual([]);
  });

  test('is one that was stopped, too', () => {
    const results = new Processes().open(1);
    const trials = createTrials(2);
    start(results, trials);
    results.book.end('run-1', { reason: 'stopped', finishedAt: START });
    expect(results.book.interrupted()).toMatchObject([{ runId: 'run-1', missing: 2, reason: 'stopped' }]);
    expect(results.book.resume('run-1')).toMatchObject({ kind: 'resumed', trials });
    expect(results.runs()).toMatchObject([{ reason: null, finishedAt: null }]);
  });

  test('is none that has all of its answers, wherever they came from', () => {
    const results = new Processes().open(1);
    const [trial = createTrial()] = createTrials(1);
    start(results, [trial]);
    results.book.end('run-1', { reason: 'stopped', finishedAt: START });
    results.save(createRecord({ trial, runId: 'elsewhere' }));
    expect(results.book.interrupted()).toEqual([]);
  });

  test('that makes everything anew misses what only other runs answered', () => {
    const results = new Processes().open(1);
    const [trial = createTrial()] = createTrials(1);
    results.save(createRecord({ trial, runId: 'elsewhere' }));
    start(results, [trial], 'run-1', 'all');
    results.book.end('run-1', { reason: 'stopped', finishedAt: START });
    expect(results.book.interrupted()).toMatchObject([{ missing: 1 }]);
  });

  test('misses what no later run of the matrix was to make: those, by whatever wording, are the later one’s', () => {
    const results = new Processes().open(1);
    const stop = (runId: string) => results.book.end(runId, { reason: 'stopped', finishedAt: START });
    const [a = createTrial(), b = createTrial(), c = createTrial()] = createTrials(3);
    start(results, [a, b, c]);
    results.save(createRecord({ trial: a }));
    stop('run-1');
    // The same place in the matrix, and another text.
    start(results, [{ ...b, requestHash: 'f'.repeat(64) }], 'run-2');
    expect(results.book.interrupted()).toMatchObject([{ runId: 'run-1', missing: 1, takenOver: 1 }]);
    stop('run-2');
    expect(results.book.interrupted().map(({ runId, missing }) => [runId, missing])).toEqual([
      ['run-2', 1],
      ['run-1', 1],
    ]);
    const resumption = results.book.resume('run-1');
    expect(resumption.kind === 'resumed' && resumption.trials).toEqual([c]);
    stop('run-1');
    start(results, [b, c], 'run-3');
    results.book.end('run-3', { reason: 'done', finishedAt: START });
    expect(results.book.interrupted()).toEqual([]);
  });

  test('that could not go on is as interrupted as before', () => {
    const processes = new Processes();
    const [first, second] = [processes.open(1), processes.open(2)];
    start(first, createTrials(2));
    processes.kill(1);
    for (const ended of [
      { reason: null, finishedAt: null },
      { reason: 'stopped', finishedAt: START },
    ] as const) {
      if (ended.reason) second.book.end('run-1', ended);
      const resumption = second.book.resume('run-1');
      if (resumption.kind !== 'resumed') throw new Error(resumption.kind);
      second.book.letGo(resumption.run);
      expect(second.book.interrupted()).toMatchObject([{ runId: 'run-1', missing: 2, ...ended }]);
    }
  });

  test('is told of no more once somebody lets it be', () => {
    const results = new Processes().open(1);
    start(results, createTrials(2));
    results.book.end('run-1', { reason: 'stopped', finishedAt: START });
    results.book.forget('run-1');
    expect(results.book.interrupted()).toEqual([]);
    expect(results.runs()).toMatchObject([{ runId: 'run-1', reason: 'stopped' }]);
  });

  test('that nobody knows is unknown', () => {
    expect(new Processes().open(1).book.resume('nothing')).toEqual({ kind: 'unknown' });
  });
});
