import type { BudgetScope } from '../core/budget.ts';
import type { Trial, TrialRecord } from '../core/trial.ts';
import type { Database } from './database.ts';
import { abandonDead, claim, narrow, release, rest } from './leases.ts';
import type { ClaimAnswer, ClaimOrder, LeaseDeps } from './leases.ts';
import { addSpend, selectSpent, selectUnsettled, toLocalDay, writeOff } from './ledger.ts';
import type { Spent, Unsettled } from './ledger.ts';
import { toNano } from './nano-usd.ts';
import { isBusy, renameNotebook } from './notebook-identity.ts';
import { BEAT_MS, beat, createOwner, forgetOld, isAlive, leave } from './owner.ts';
import type { Owner } from './owner.ts';
import {
  endRun,
  insertRun,
  letGo,
  noteWhole,
  reopenRun,
  selectRun,
  selectRuns,
  setRunBudget,
} from './run-log.ts';
import type { RunEnd, RunStart, StoredRun } from './run-log.ts';
import { countLeft, countMissingProviders, selectMissing } from './run-trials.ts';
import { WalSync } from './wal-sync.ts';
import type { SyncFile } from './wal-sync.ts';

/** A run that ended, or was cut off, before all of its trials were made. */
export interface InterruptedRun extends StoredRun {
  /** Trials that have no answer, and are left for it to make. */
  missing: number;
  /** Trials that have no answer, and that a later run of the matrix was to make too. */
  takenOver: number;
}

/** What comes of asking to go on with a run. */
export type Resumption =
  { kind: 'resumed'; run: InterruptedRun; trials: Trial[] } | { kind: 'unknown' } | { kind: 'running' };

/** Whose book it is, and how it judges others; everything but the clock is real by default. */
export interface RunBookOptions {
  now: () => number;
  owner?: Owner;
  isRunning?: (pid: number) => boolean;
  /** Has SQLite's log on the disk. */
  sync?: SyncFile;
}

const COMMITS_SOON = { durable: false };

/**
 * The runs of a store: who makes which trial now, what it costs, and what is left when a process dies. Several processes
 * keep one book. What must outlive a power cut does; leases do once {@link RunBook.flush} has resolved.
 */
export class RunBook {
  readonly #db: Database;
  readonly #deps: LeaseDeps;
  readonly #wal: WalSync;
  #seenAtMs = -Infinity;

  constructor(db: Database, { owner = createOwner(), sync, ...deps }: RunBookOptions) {
    this.#db = db;
    this.#wal = new WalSync(db.file, sync);
    this.#deps = { ...deps, owner };
  }

  /** Says that this process is there; to be called every {@link BEAT_MS} while a run goes on. */
  beat(): void {
    const nowMs = this.#deps.now();
    if (nowMs - this.#seenAtMs < BEAT_MS / 2) return;
    const isFirst = this.#seenAtMs === -Infinity;
    const work = () => {
      if (isFirst) forgetOld(this.#db, nowMs);
      beat(this.#db, this.#deps.owner, nowMs);
    };
    this.#db.transaction(work, COMMITS_SOON);
    this.#seenAtMs = nowMs;
  }

  /** Notes that a run begins, and all that it is to make: from then on it can be resumed. */
  start(run: RunStart, trials: readonly Trial[]): void {
    this.beat();
    this.#db.transaction(() => {
      insertRun(this.#db, run, trials, this.#deps.owner.id);
      // So that a long history of stopped runs is not gone through each time.
      const before = selectRuns(this.#db, { notebook: run.notebook, interrupted: true });
      const over = before.filter(
        ({ runId, finishedAt }) => finishedAt !== null && countLeft(this.#db, runId).missing === 0,
      );
      noteWhole(
        this.#db,
        over.flatMap(({ runId }) => (runId === run.runId ? [] : [runId])),
      );
    });
  }

  /** Takes over a run that was cut off or ended early: gives what is missing, and how it ended. Refused while its process is
   * at work. */
  resume(runId: string): Resumption {
    this.beat();
    return this.#db.transaction((): Resumption => {
      const before = selectRun(this.#db, runId);
      if (!before) return { kind: 'unknown' };
      const isEnded = before.finishedAt !== null;
      if (!isEnded && isAlive(this.#db, before.owner, this.#deps.owner, this.#deps))
        return { kind: 'running' };
      abandonDead(this.#db, this.#deps);
      const run = selectRuns(this.#db, { runId })[0];
      if (!run) return { kind: 'unknown' };
      reopenRun(this.#db, runId, this.#deps.owner.id);
      const trials = selectMissing(this.#db, runId);
      const { takenOver } = countLeft(this.#db, runId);
      return { kind: 'resumed', run: { ...run, missing: trials.length, takenOver }, trials };
    });
  }

  /** Gives back a run that was taken over ({@link resume}) and could not go on. */
  letGo(run: InterruptedRun): void {
    this.#db.transaction(() => letGo(this.#db, run));
  }

  /** Lets an interrupted run be: it is told of no more. What it has is kept. */
  forget(runId: string): void {
    this.#db.transaction(() => noteWhole(this.#db, [runId]));
  }

  /** Notes how a run ended. */
  end(runId: string, end: RunEnd): void {
    this.#db.transaction(() => endRun(this.#db, runId, end));
  }

  /** Sets the limit of a run, US dollars; null for none. */
  setBudget(runId: string, usd: number | null): void {
    this.#db.transaction(() => setRunBudget(this.#db, runId, usd));
  }

  /**
   * Runs that can be resumed, newest first: where trials are missing that no later run of the matrix took over, and nobody
   * makes them. What a dead process held is settled first, so that `paidTwice` is true.
   */
  interrupted(notebook: string | null = null): InterruptedRun[] {
    if (this.#db.get('SELECT 1 FROM leases LIMIT 1'))
      this.#db.transaction(() => abandonDead(this.#db, this.#deps), COMMITS_SOON);
    return selectRuns(this.#db, { notebook, interrupted: true })
      .filter(
        ({ finishedAt, owner }) =>
          finishedAt !== null || !isAlive(this.#db, owner, this.#deps.owner, this.#deps),
      )
      .map((run) => ({ ...run, ...countLeft(this.#db, run.runId) }))
      .filter(({ missing }) => missing > 0);
  }

  /** Runs of a notebook that are being made now, by this process or another one, newest first. */
  underWay(notebook: string): StoredRun[] {
    return selectRuns(this.#db, { notebook, interrupted: true }).filter(
      ({ finishedAt, owner }) =>
        finishedAt === null && isAlive(this.#db, owner, this.#deps.owner, this.#deps),
    );
  }

  /** Of which providers the trials are that a run is missing, and how many of each. */
  missingProviders(runId: string): { provider: string; count: number }[] {
    return countMissingProviders(this.#db, runId);
  }

  /** Asks for a trial: see {@link claim}. */
  claim(order: ClaimOrder): ClaimAnswer {
    this.beat();
    return this.#db.transaction(() => claim(this.#db, order, this.#deps), COMMITS_SOON);
  }

  /** Resolves when all that was claimed outlives a power cut, so that what is sent then is counted after one. */
  flush(): Promise<void> {
    return this.#wal.flush();
  }

  /** Lowers what is reserved for a request under way, US dollars: the vendor has said what a part of it costs. */
  narrow(trial: Trial, worstUsd: number): void {
    this.#db.transaction(() => narrow(this.#db, trial, worstUsd, this.#deps), COMMITS_SOON);
  }

  /** An attempt failed, and there will be another. `mayBeBilled`: whether the vendor may have billed it; `costUsd`: what it
   * cost, where that is known. */
  rest(trial: Trial, mayBeBilled: boolean, costUsd: number | null = null): void {
    this.#db.transaction(() => rest(this.#db, trial, { mayBeBilled, costUsd }, this.#deps), COMMITS_SOON);
  }

  /** Gives a trial back of which nothing is kept. */
  release(trial: Trial, mayBeBilled: boolean): void {
    this.#db.transaction(() => void release(this.#db, trial, { mayBeBilled }, this.#deps), COMMITS_SOON);
  }

  /** Frees the trial of a record and writes what it cost. To be called in the transaction that keeps the record. */
  settle(record: TrialRecord, recordId: number, mayBeBilled: boolean): void {
    const { trial, notebook, runId, outcome } = record;
    const costUsd = 'costUsd' in outcome ? (outcome.costUsd ?? null) : null;
    const isDone = outcome.status === 'done';
    const isUnknown = costUsd === null && mayBeBilled && !isDone;
    const reserved = release(this.#db, trial, { mayBeBilled: isUnknown }, this.#deps);
    const entry = { notebook, runId, recordId };
    const nowMs = this.#deps.now();
    if (costUsd !== null) addSpend(this.#db, { ...entry, kind: 'settled', nanoUsd: toNano(costUsd) }, nowMs);
    else if (isDone && reserved > 0)
      // The price is known, and the server did not say how much was used.
      addSpend(this.#db, { ...entry, kind: 'unsettled', nanoUsd: reserved }, nowMs);
    else if (isDone) addSpend(this.#db, { ...entry, kind: 'unpriced', nanoUsd: 0 }, nowMs);
  }

  /** What a run, a notebook or a local day (`2026-11-21`) came to, by the ledger. */
  spent(scope: BudgetScope, name: string): Spent {
    return selectSpent(this.#db, scope, name);
  }

  /** What today came to, by the ledger: from local midnight on. */
  spentToday(): Spent {
    return this.spent('day', toLocalDay(this.#deps.now()));
  }

  /**
   * Gives everything that is known of a notebook to another name, all or nothing: its history, its runs, what it spent.
   * False, and nothing done, while a run of either goes on.
   */
  rename(from: string, to: string): boolean {
    return this.#db.transaction(() => {
      abandonDead(this.#db, this.#deps);
      if ([from, to].some((notebook) => isBusy(this.#db, notebook, this.#deps))) return false;
      renameNotebook(this.#db, from, to);
      return true;
    });
  }

  /** Whether a run of a notebook goes on, here or in another process. */
  isBusy(notebook: string): boolean {
    return isBusy(this.#db, notebook, this.#deps);
  }

  /** What may have been billed for requests whose end nobody saw: of a notebook, of a run, or all. */
  unsettled(of: { notebook?: string | null; runId?: string | null } = {}): Unsettled[] {
    return selectUnsettled(this.#db, of);
  }

  /** Writes off what is unsettled; it counts against no limit from then on. Gives what was written off. */
  writeOff(of: { notebook?: string | null; runId?: string | null } = {}): Unsettled[] {
    return this.#db.transaction(() => writeOff(this.#db, of, this.#deps.now()));
  }

  /** Leaves the book: this process holds nothing any more. */
  close(): void {
    void this.#wal.close();
    if (this.#seenAtMs === -Infinity) return;
    const { owner } = this.#deps;
    const work = () => {
      // What it still holds is left to whoever finds it.
      if (!this.#db.get('SELECT 1 FROM leases WHERE owner = ? LIMIT 1', owner.id)) leave(this.#db, owner);
    };
    this.#db.transaction(work, COMMITS_SOON);
  }
}
