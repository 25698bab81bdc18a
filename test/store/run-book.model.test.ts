import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_LIMITS } from '../../src/core/budget.ts';
import { toFailure } from '../../src/core/failure.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Outcome } from '../../src/core/trial.ts';
import { createOwner } from '../../src/store/owner.ts';
import { openResults } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { createCompletion, createRecord, createTrials } from '../fake/trial.ts';

// One run of six trials, made by up to three processes on one file, which start, finish, fail, rest, die and resume in any
// order. The model knows what ought to be; the store is the real one.

const TRIALS = createTrials(6);
const PROCESSES = 3;
const RUN = 'run-1';
const NOTEBOOK = 'experiments/tone.gamut.md';
const LIMIT_CENTS = 12;
const START = '2026-03-01T09:00:00.000Z';

type Lease = { by: number; state: 'sent' | 'resting'; cents: number };

/** What ought to be. Money in whole cents. */
interface Model {
  answered: Set<number>;
  leases: Map<number, Lease>;
  /** Billed for certain, and at most besides. */
  settled: number;
  unsettled: number;
  paidTwice: number;
  /** Who makes the run; null: nobody. */
  maker: number | null;
}

/** What is: processes by number, of which those that were killed came back under a new one. */
class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'gamut-model-'));
  readonly #pids = Array.from({ length: PROCESSES }, (_, index) => index + 1);
  readonly #dead = new Set<number>();
  #lastPid = PROCESSES;
  readonly open: Results[];
  readonly #abandoned: Results[] = [];

  constructor() {
    this.open = this.#pids.map((pid) => this.#openAs(pid));
    this.of(0).book.start(
      { runId: RUN, notebook: NOTEBOOK, cellId: 'main', mode: 'missing', total: 6, startedAt: START },
      TRIALS,
    );
  }

  #openAs(pid: number): Results {
    return openResults(join(this.folder, 'gamut.db'), {
      now: () => Date.parse(START),
      owner: createOwner(pid),
      isRunning: (asked) => !this.#dead.has(asked),
    });
  }

  of(process: number): Results {
    const results = this.open[process];
    if (!results) throw new Error(`there is no process ${process}`);
    return results;
  }

  /** A killed process closes nothing. */
  kill(process: number): void {
    this.#dead.add(this.#pids[process] ?? 0);
    this.#abandoned.push(this.of(process));
    this.#lastPid += 1;
    this.#pids[process] = this.#lastPid;
    this.open[process] = this.#openAs(this.#lastPid);
  }

  end(): void {
    for (const results of [...this.open, ...this.#abandoned]) results.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function trialOf(index: number) {
  const trial = TRIALS[index];
  if (!trial) throw new Error(`there is no trial ${index}`);
  return trial;
}

function reservedOf({ leases }: Model): number {
  return [...leases.values()].reduce((sum, { state, cents }) => sum + (state === 'sent' ? cents : 0), 0);
}

const failed: Outcome = {
  status: 'error',
  failure: toFailure('timeout', 'nothing came'),
  partialText: '',
  usage: unknownUsage(),
  costUsd: null,
};

class Claim implements fc.Command<Model, World> {
  constructor(process: number, trial: number, cents: number) {
    this.process = process;
    this.trial = trial;
    this.cents = cents;
  }
  readonly process: number;
  readonly trial: number;
  readonly cents: number;
  check = () => true;
  run(model: Model, world: World): void {
    const { requestHash, repeat } = trialOf(this.trial);
    const got = world.of(this.process).book.claim({
      requestHash,
      repeat,
      runId: RUN,
      notebook: NOTEBOOK,
      anew: false,
      worstUsd: this.cents / 100,
      limits: { ...NO_LIMITS, run: LIMIT_CENTS / 100 },
    });
    const held = model.leases.get(this.trial);
    const isOwn = held?.by === this.process && held.state === 'resting';
    const others = reservedOf(model);
    const fits = model.settled + model.unsettled + others + this.cents <= LIMIT_CENTS;
    const expected = model.answered.has(this.trial)
      ? 'stored'
      : held && !isOwn
        ? 'elsewhere'
        : fits
          ? 'granted'
          : 'over-budget';
    expect(got.kind).toBe(expected);
    if (expected === 'granted')
      model.leases.set(this.trial, { by: this.process, state: 'sent', cents: this.cents });
  }
  toString = () => `process ${this.process} claims trial ${this.trial} for at most ${this.cents} cents`;
}

class End implements fc.Command<Model, World> {
  constructor(trial: number, how: 'answer' | 'failure' | 'another attempt', share: number) {
    this.trial = trial;
    this.how = how;
    this.share = share;
  }
  readonly trial: number;
  readonly how: 'answer' | 'failure' | 'another attempt';
  /** What is billed of the worst case, 0 to 1; of a failure: whether it may be. */
  readonly share: number;
  check = ({ leases }: Readonly<Model>) => leases.get(this.trial)?.state === 'sent';
  run(model: Model, world: World): void {
    const lease = model.leases.get(this.trial);
    if (!lease) return;
    const results = world.of(lease.by);
    const trial = trialOf(this.trial);
    const mayBeBilled = this.share > 0.5;
    if (this.how === 'answer') {
      const cents = Math.floor(lease.cents * this.share);
      const outcome: Outcome = {
        status: 'done',
        completion: createCompletion(),
        costUsd: cents / 100,
        priceAsOf: null,
      };
      results.save(createRecord({ trial, runId: RUN, outcome }), { mayBeBilled: true });
      model.settled += cents;
      model.answered.add(this.trial);
      model.leases.delete(this.trial);
      return;
    }
    if (mayBeBilled) model.unsettled += lease.cents;
    if (this.how === 'failure') {
      results.save(createRecord({ trial, runId: RUN, outcome: failed }), { mayBeBilled });
      model.leases.delete(this.trial);
    } else {
      results.book.rest(trial, mayBeBilled);
      model.leases.set(this.trial, { ...lease, state: 'resting' });
    }
  }
  toString = () => `trial ${this.trial} ends in ${this.how} (${this.share})`;
}

/** Somebody looks at what was interrupted: only that settles what dead processes held. */
function settleDead(model: Model, dead: number): void {
  for (const [trial, { by, state, cents }] of model.leases) {
    if (by !== dead) continue;
    model.leases.delete(trial);
    if (state !== 'sent') continue;
    model.unsettled += cents;
    model.paidTwice += 1;
  }
}

class Kill implements fc.Command<Model, World> {
  constructor(process: number) {
    this.process = process;
  }
  readonly process: number;
  check = () => true;
  run(model: Model, world: World): void {
    world.kill(this.process);
    const interrupted = world.of(this.process).book.interrupted();
    settleDead(model, this.process);
    if (model.maker === this.process) model.maker = null;
    const missing = TRIALS.length - model.answered.size;
    expect(interrupted.map((run) => [run.missing, run.paidTwice])).toEqual(
      model.maker === null && missing > 0 ? [[missing, model.paidTwice]] : [],
    );
  }
  toString = () => `process ${this.process} is killed`;
}

class Resume implements fc.Command<Model, World> {
  constructor(process: number) {
    this.process = process;
  }
  readonly process: number;
  check = () => true;
  run(model: Model, world: World): void {
    const got = world.of(this.process).book.resume(RUN);
    if (model.maker !== null) {
      expect(got).toEqual({ kind: 'running' });
      return;
    }
    model.maker = this.process;
    expect(got).toMatchObject({ kind: 'resumed', run: { paidTwice: model.paidTwice } });
    const missing = TRIALS.filter((_, index) => !model.answered.has(index));
    expect(got.kind === 'resumed' && got.trials).toEqual(missing);
  }
  toString = () => `process ${this.process} resumes`;
}

test('whatever processes do, and whoever dies, each trial is answered once, and the limit holds', () => {
  const process = fc.nat(PROCESSES - 1);
  const trial = fc.nat(TRIALS.length - 1);
  const how = fc.constantFrom(
    'answer' as const,
    'answer' as const,
    'failure' as const,
    'another attempt' as const,
  );
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const commands = fc.commands(
    [
      fc.tuple(process, trial, fc.integer({ min: 1, max: 5 })).map((args) => new Claim(...args)),
      fc.tuple(trial, how, share).map((args) => new End(...args)),
      process.map((number) => new Kill(number)),
      process.map((number) => new Resume(number)),
    ],
    { maxCommands: 60, size: 'max' },
  );
  fc.assert(
    fc.property(commands, (steps) => {
      const world = new World();
      const model: Model = {
        answered: new Set(),
        leases: new Map(),
        settled: 0,
        unsettled: 0,
        paidTwice: 0,
        maker: 0,
      };
      try {
        fc.modelRun(() => ({ model, real: world }), steps);
        expect(model.settled + model.unsettled + reservedOf(model)).toBeLessThanOrEqual(LIMIT_CENTS);
        expect(world.of(0).book.spent('run', RUN)).toEqual({
          usd: model.settled / 100,
          unsettledUsd: model.unsettled / 100,
          unpriced: 0,
        });
        const done = [...world.of(0).each()].filter(({ outcome }) => outcome.status === 'done');
        expect(new Set(done.map(({ trial: { id } }) => id)).size).toBe(done.length);
        expect(done).toHaveLength(model.answered.size);
      } finally {
        world.end();
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
