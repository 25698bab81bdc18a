import { msg, str } from '@lit/localize';
import type { InterruptedRunView } from '../../core/api.ts';
import type { RunMode } from '../../core/event.ts';
import { cellsOf } from '../../core/notebook.ts';
import type { RunState } from '../../core/run-state.ts';
import { failureWords, inLocale } from '../look/locale.ts';
import { api, ApiFault } from './api.ts';
import type { LiveRuns } from './live-runs.ts';
import type { MatrixResults } from './matrix-results.ts';
import { notReached, notSaved } from './not-run.ts';
import type { NotebookStore } from './notebook-store.ts';
import { heldField } from './held-fields.ts';
import { callsToMake } from './plan-words.ts';
import type { RunBudgets } from './run-budgets.ts';
import { Subject } from './subject.ts';

/** Keys pressed twice in this time are one wish. */
const TWICE_MS = 1500;
/** A run that has ended is put away within so many waits of so long. */
const MOST_WAITS = 10;
const WAIT_MS = 200;

/** A sentence of the server's, and what is done with the answer. */
export interface Question {
  message: string;
  /** What a yes does: run what no limit holds for, or spend what it costs. */
  about: 'unpriced' | 'costly';
  settle(isWanted: boolean): Promise<void>;
}

/** That a matrix be run. */
interface Wish {
  notebook: string;
  matrix: string;
  /** What of it, and as what it stood in the notebook: that of another wish, if it is to be another run. */
  what: string;
}

/** The last wish of a matrix that was sent to the server. */
interface Asked {
  what: string;
  /** Milliseconds since 1970; null while the server has not answered. */
  answeredAt: number | null;
}

/** What a person has said yes to. */
interface Confirmed {
  confirmUnknownPrice?: true;
  confirmCost?: true;
}

/** The page, as far as what is done with runs needs it. */
export interface RunHost {
  readonly open: NotebookStore | null;
  readonly live: LiveRuns;
  readonly budgets: RunBudgets;
  /** The results of a matrix of the open notebook, if they were ever asked for. */
  knownResults(matrix: string): MatrixResults | null;
  /** Does something; a refusal of the server is shown. */
  attempt(act: () => unknown): Promise<void>;
}

/** What is done with runs: start, stop, try again, go on. Invariant: nothing runs that is not on the disk as it is seen, and nothing
 * that costs without being asked for. */
export class RunDesk extends Subject {
  /** Runs that were cut off or stopped, and can go on. */
  interrupted: InterruptedRunView[] = [];
  /** What waits for a yes or a no. */
  questions: Question[] = [];
  readonly #host: RunHost;
  /** Counts the wishes that are not at the server yet. */
  #beginning = 0;
  /** What was to be stopped, in order; a notebook as a whole without a matrix. */
  readonly #stops: { notebook: string; matrix: string | null }[] = [];
  /** Interrupted runs that are being gone on with. */
  readonly #resuming = new Set<string>();
  /** Single answers that are asked for next, in order. */
  #next: (Wish & { mode: RunMode; only: string[] })[] = [];
  /** By notebook and matrix. */
  readonly #asked = new Map<string, Asked>();
  /** Interrupted runs that are let be: what the server was asked before it knew of that does not bring them back. */
  readonly #forgotten = new Set<string>();

  constructor(host: RunHost) {
    super();
    this.#host = host;
  }

  /** Runs one matrix or, with null, every matrix of the open notebook. Saves first, so that what runs is what is seen. Gives whether
   * a run was begun. */
  async start(matrix: string | null, mode: RunMode, only?: string[]): Promise<boolean> {
    const { open } = this.#host;
    if (!open) return false;
    let isBegun = false;
    const tried: string[] = [];
    const stops = this.#stops.length;
    const isStopped = ({ notebook, matrix }: Wish): boolean =>
      this.#stops
        .slice(stops)
        .some((stop) => stop.notebook === notebook && (stop.matrix ?? matrix) === matrix);
    this.#beginning += 1;
    const act = async (): Promise<void> => {
      this.#refuseHeld(matrix);
      if (!(await open.saveSeen())) throw notSaved(open);
      const ids = matrix === null ? cellsOf(open.notebook, 'matrix').map((cell) => cell.id) : [matrix];
      const what = JSON.stringify([mode, only, open.text]);
      const wishes = ids.map((id) => ({ notebook: open.name, matrix: id, what }));
      const busy = await this.#busy(wishes);
      if (ids.length > 0 && busy.length === ids.length) {
        if (only) this.#wait(busy, mode, only);
        else this.#refuse(busy);
        return;
      }
      for (const wish of wishes) {
        const id = wish.matrix;
        const plan = this.#host.knownResults(id)?.certainPlan;
        // The second of two presses may have come as far while the first was not sent yet.
        if (busy.includes(wish) || (this.#isPending(wish) && this.#isAskedAgain(wish))) continue;
        // All together: what waits for a key does not keep the rest from being done.
        if (ids.length > 1 && plan && mode === 'missing' && callsToMake(plan) === 0) continue;
        if (isStopped(wish)) continue;
        if (only && this.#isPending(wish)) {
          this.#wait([wish], mode, only);
          continue;
        }
        const budgetUsd = this.#host.budgets.of(open.name, id) ?? undefined;
        const options = { only, budgetUsd };
        const begin = async (confirmed: Confirmed): Promise<void> => {
          const { runId } = await api.startRun(open.name, id, mode, { ...options, ...confirmed });
          isBegun = true;
          // Before the page could know of the run.
          if (isStopped(wish)) await api.stopRun(runId);
        };
        tried.push(id);
        try {
          await this.#begin((confirmed) => this.#afterTheLast(wish, Boolean(only), () => begin(confirmed)));
        } catch (error) {
          // Another one was begun first, and goes on: its end brings this one.
          if (only && error instanceof ApiFault && error.kind === 'running') {
            tried.pop();
            this.#queue(wish, mode, only);
            continue;
          }
          const isEmpty = error instanceof ApiFault && error.kind === 'nothing_to_run';
          // Asked for by a key while all is done: no fault.
          if (!isEmpty || (ids.length === 1 && mode !== 'missing' && !only)) throw error;
        }
      }
    };
    const reach = (error: unknown): never => {
      // The events may still come: then nothing else tells of it.
      throw error instanceof ApiFault && error.kind === 'offline' ? notReached() : error;
    };
    await this.#host.attempt(() => act().catch(reach)).finally(() => (this.#beginning -= 1));
    // No end of a run will bring on what waits.
    if (!isBegun) for (const id of tried) await this.#makeNext(open.name, id, true);
    return isBegun;
  }

  /** Single answers of a matrix that is being run: each is made once that has ended. */
  #wait(wishes: readonly Wish[], mode: RunMode, only: string[]): void {
    for (const wish of wishes) if (!this.#isAskedAgain(wish)) this.#queue(wish, mode, only);
  }

  #queue(wish: Wish, mode: RunMode, only: string[]): void {
    const isThere = this.#next.some(({ matrix, what }) => matrix === wish.matrix && what === wish.what);
    if (!isThere) this.#next.push({ ...wish, mode, only });
    this.notify();
  }

  /** How many single answers of a matrix are asked for next. */
  waitingOf(notebook: string, matrix: string): number {
    return this.#next.filter((one) => one.notebook === notebook && one.matrix === matrix).length;
  }

  /** A run has ended: makes what waited for that, unless it was stopped. Throws {@link ApiFault}. */
  async ended({ notebook, cellId, phase }: Pick<RunState, 'notebook' | 'cellId' | 'phase'>): Promise<void> {
    await this.#makeNext(notebook, cellId, phase !== 'stopped');
    await this.readInterrupted();
  }

  /** Begins the first of the single answers that are asked for next which can be; with `isWanted` false they are forgotten. */
  async #makeNext(notebook: string, matrix: string, isWanted: boolean): Promise<void> {
    const isOfIt = (one: Wish) => one.notebook === notebook && one.matrix === matrix;
    const waiting = this.#next.filter(isOfIt);
    if (waiting.length === 0) return;
    this.#next = this.#next.filter((one) => !isOfIt(one));
    if (!isWanted || this.#host.open?.name !== notebook) return;
    for (let wish = waiting.shift(); wish; wish = waiting.shift())
      if (await this.start(matrix, wish.mode, wish.only)) break;
    this.#next.unshift(...waiting);
    this.notify();
  }

  /** Whether a run is asked for that the server has not begun yet. */
  get isBeginning(): boolean {
    return this.#beginning > 0;
  }

  /** What runs is what is seen: with a field that holds what the notebook cannot take, nothing does. */
  #refuseHeld(matrix: string | null): void {
    const field = heldField(matrix);
    if (!field) return;
    field.show();
    const words = msg(str`Nothing was run: what stands in ${field.name} cannot be used.`);
    throw new ApiFault(409, 'held', words, msg('Mend it or take it back, then run again.'), {});
  }

  /** Those whose matrix is being run, or about to be. That a run goes on is asked of the server: this page may not have heard of its
   * end yet. */
  async #busy(wishes: readonly Wish[]): Promise<Wish[]> {
    const isSeen = ({ notebook, matrix }: Wish): boolean => {
      const phase = this.#host.live.runOf(notebook, matrix)?.phase;
      return phase === 'running' || phase === 'paused';
    };
    const busy = wishes.filter((wish) => this.#isPending(wish) || isSeen(wish));
    if (busy.every((wish) => this.#isAskedAgain(wish))) return busy;
    const { active } = await api.runs();
    return busy.filter(
      (wish) =>
        this.#isAskedAgain(wish) ||
        this.#isPending(wish) ||
        active.some((run) => run.notebook === wish.notebook && run.cellId === wish.matrix),
    );
  }

  #lastOf({ notebook, matrix }: Wish): Asked | undefined {
    return this.#asked.get(JSON.stringify([notebook, matrix]));
  }

  /** Whether the server has not answered yet. */
  #isPending(wish: Wish): boolean {
    return this.#lastOf(wish)?.answeredAt === null;
  }

  /** Whether the very same was asked for just now. */
  #isAskedAgain(wish: Wish): boolean {
    const last = this.#lastOf(wish);
    if (last?.what !== wish.what) return false;
    return last.answeredAt === null || Date.now() - last.answeredAt < TWICE_MS;
  }

  /** All that was asked for is being made already: says so, unless that is what the same pressing has begun. Asked for twice, it is
   * one run. */
  #refuse(wishes: readonly Wish[]): void {
    if (wishes.some((wish) => this.#isAskedAgain(wish))) return;
    const words = msg(str`${wishes[0]?.matrix ?? ''} is being run already.`);
    throw new ApiFault(409, 'running', words, msg('Wait for it to end, or stop it.'), {});
  }

  /** Begins a run. Where the one that has just ended is still being put away, waits for that; a single answer for any that another wish
   * of the same moment has begun. */
  async #afterTheLast(wish: Wish, isSingle: boolean, begin: () => Promise<unknown>): Promise<void> {
    const { notebook, matrix, what } = wish;
    const asked: Asked = { what, answeredAt: null };
    this.#asked.set(JSON.stringify([notebook, matrix]), asked);
    try {
      for (let left = MOST_WAITS; ; left -= 1) {
        try {
          await begin();
          return;
        } catch (error) {
          if (!(error instanceof ApiFault) || error.kind !== 'running') throw error;
          const last = this.#host.live.runOf(notebook, matrix);
          const isOver = last !== null && last.finishedAt !== null && last.runId === error.body['runId'];
          if ((!isOver && !isSingle) || left === 0) throw error;
          await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        }
      }
    } finally {
      asked.answeredAt = Date.now();
    }
  }

  /** Has the vendors that can count a matrix's input, and reads its plan anew. */
  async count(matrix: string): Promise<void> {
    const { open } = this.#host;
    if (!open) return;
    await this.#host.attempt(async () => {
      if (!(await open.saveSeen())) return;
      const { failure } = await api.count(open.name, matrix);
      await this.#host.knownResults(matrix)?.load();
      if (failure) throw new ApiFault(0, failure.kind, failureWords(failure), inLocale(failure.hint), {});
    });
  }

  /** Starts a run; what the server does not do unasked is asked about, one thing after the other. */
  async #begin(start: (confirmed: Confirmed) => Promise<unknown>, confirmed: Confirmed = {}): Promise<void> {
    try {
      await start(confirmed);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const { kind } = error;
      if (kind !== 'unpriced' && kind !== 'costly') throw error;
      const more: Confirmed = kind === 'costly' ? { confirmCost: true } : { confirmUnknownPrice: true };
      this.#ask(error, kind, () => this.#begin(start, { ...confirmed, ...more }));
    }
  }

  /** Asks whether to do what the server did not do unasked. */
  #ask(fault: ApiFault, about: Question['about'], act: () => Promise<unknown>): void {
    const settle = async (isWanted: boolean): Promise<void> => {
      this.questions = this.questions.filter((one) => one !== question);
      this.notify();
      if (isWanted) await this.#host.attempt(act);
    };
    const question: Question = { message: fault.message, about, settle };
    this.questions = [...this.questions, question];
    this.notify();
  }

  /** Stops the run of a matrix or, with null, all of the open notebook's; those as well that are about to begin. */
  async stop(matrix: string | null): Promise<void> {
    const name = this.#host.open?.name;
    if (name !== undefined && this.isBeginning) this.#stops.push({ notebook: name, matrix });
    const runs = this.#host.live
      .active()
      .filter((run) => run.notebook === name && (matrix === null || run.cellId === matrix));
    await this.#host.attempt(async () => {
      await Promise.all(runs.map((run) => api.stopRun(run.runId)));
    });
  }

  /** Goes on with an interrupted run: with exactly what is missing. */
  async resume(runId: string): Promise<void> {
    // Pressed twice it goes on once.
    if (this.#resuming.has(runId)) return;
    this.#resuming.add(runId);
    const act = async (): Promise<void> => {
      await api.resumeRun(runId);
      await this.readInterrupted();
    };
    await this.#host.attempt(act).finally(() => this.#resuming.delete(runId));
  }

  /** Lets interrupted runs be; their answers stay. */
  forgetInterrupted(runIds: readonly string[]): void {
    for (const runId of runIds) this.#forgotten.add(runId);
    this.#show(this.interrupted);
    void this.#host.attempt(() => Promise.all(runIds.map((runId) => this.#forget(runId))));
  }

  /** One that could not be let be is offered again. */
  async #forget(runId: string): Promise<void> {
    try {
      await api.forgetRun(runId);
    } catch (error) {
      this.#forgotten.delete(runId);
      void this.#host.attempt(() => this.readInterrupted());
      throw error;
    }
  }

  #show(interrupted: readonly InterruptedRunView[]): void {
    this.interrupted = interrupted.filter(({ runId }) => !this.#forgotten.has(runId));
    this.notify();
  }

  /** Tries again what a paused run keeps back. */
  async retry(runId: string): Promise<void> {
    await this.#host.attempt(() => api.retryRun(runId));
  }

  /** Reads which runs can go on. Throws {@link ApiFault}. */
  async readInterrupted(): Promise<void> {
    this.#show((await api.runs()).interrupted);
  }
}
