import { msg, str } from '@lit/localize';
import type { InterruptedRunView } from '../../core/api.ts';
import type { RunMode } from '../../core/event.ts';
import { cellsOf } from '../../core/notebook.ts';
import type { RunState } from '../../core/run-state.ts';
import { failureWords, inLocale } from '../look/locale.ts';
import { api, ApiFault } from './api.ts';
import type { LiveRuns } from './live-runs.ts';
import type { MatrixResults } from './matrix-results.ts';
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

  constructor(host: RunHost) {
    super();
    this.#host = host;
  }

  /** Runs one matrix or, with null, every matrix of the open notebook. Saves first, so that what runs is what is seen. */
  async start(matrix: string | null, mode: RunMode, only?: string[]): Promise<void> {
    const { open } = this.#host;
    if (!open) return;
    await this.#host.attempt(async () => {
      this.#refuseHeld(matrix);
      await open.save();
      if (open.saveState !== 'saved') return;
      const ids = matrix === null ? cellsOf(open.notebook, 'matrix').map((cell) => cell.id) : [matrix];
      const busy = ids.filter((id) => this.#isRun(open.name, id));
      if (ids.length > 0 && busy.length === ids.length) return this.#refuse(open.name, busy);
      for (const id of ids) {
        const plan = this.#host.knownResults(id)?.plan;
        if (busy.includes(id)) continue;
        // All together: what waits for a key does not keep the rest from being done.
        if (ids.length > 1 && plan && mode === 'missing' && callsToMake(plan) === 0) continue;
        const budgetUsd = this.#host.budgets.of(open.name, id) ?? undefined;
        try {
          await this.#begin((confirmed) =>
            this.#afterTheLast(open.name, id, () =>
              api.startRun(open.name, id, mode, { only, budgetUsd, ...confirmed }),
            ),
          );
        } catch (error) {
          const isEmpty = error instanceof ApiFault && error.kind === 'nothing_to_run';
          // Asked for by a key while all is done: no fault.
          if (!isEmpty || (ids.length === 1 && mode !== 'missing')) throw error;
        }
      }
    });
  }

  /** What runs is what is seen: with a field that holds what the notebook cannot take, nothing does. */
  #refuseHeld(matrix: string | null): void {
    const field = heldField(matrix);
    if (!field) return;
    field.show();
    const words = msg(str`Nothing was run: what stands in ${field.name} cannot be used.`);
    throw new ApiFault(409, 'held', words, msg('Mend it or take it back, then run again.'), {});
  }

  #runOf(notebook: string, matrix: string): RunState | null {
    const run = this.#host.live.runOf(notebook, matrix);
    return run?.phase === 'running' || run?.phase === 'paused' ? run : null;
  }

  #isRun(notebook: string, matrix: string): boolean {
    return this.#runOf(notebook, matrix) !== null;
  }

  /** All that was asked for is being made already: says so, unless that is what the same pressing has begun. Asked for twice, it is
   * one run. */
  #refuse(notebook: string, matrices: readonly string[]): void {
    const [first = ''] = matrices;
    const begun = matrices.map((id) => Date.parse(this.#runOf(notebook, id)?.startedAt ?? ''));
    if (begun.some((at) => Date.now() - at < TWICE_MS)) return;
    const words = msg(str`${first} is being run already.`);
    throw new ApiFault(409, 'running', words, msg('Wait for it to end, or stop it.'), {});
  }

  /** Begins a run. Where the one that has just ended is still being put away, waits for that; one that another tab, or the command
   * line, has begun a moment earlier is seen. */
  async #afterTheLast(notebook: string, matrix: string, begin: () => Promise<unknown>): Promise<void> {
    for (let left = MOST_WAITS; ; left -= 1) {
      try {
        await begin();
        return;
      } catch (error) {
        if (!(error instanceof ApiFault) || error.kind !== 'running') throw error;
        const last = this.#host.live.runOf(notebook, matrix);
        const isOver = last !== null && last.finishedAt !== null && last.runId === error.body['runId'];
        if (!isOver) return;
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      }
    }
  }

  /** Has the vendors that can count a matrix's input, and reads its plan anew. */
  async count(matrix: string): Promise<void> {
    const { open } = this.#host;
    if (!open) return;
    await this.#host.attempt(async () => {
      await open.save();
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

  /** Stops the run of a matrix or, with null, all of the open notebook's. */
  async stop(matrix: string | null): Promise<void> {
    const name = this.#host.open?.name;
    const runs = this.#host.live
      .active()
      .filter((run) => run.notebook === name && (matrix === null || run.cellId === matrix));
    await this.#host.attempt(async () => {
      await Promise.all(runs.map((run) => api.stopRun(run.runId)));
    });
  }

  /** Goes on with an interrupted run: with exactly what is missing. */
  async resume(runId: string): Promise<void> {
    await this.#host.attempt(async () => {
      await api.resumeRun(runId);
      await this.readInterrupted();
    });
  }

  /** Lets interrupted runs be; their answers stay. */
  forgetInterrupted(runIds: readonly string[]): void {
    void this.#host.attempt(() => Promise.all(runIds.map((runId) => api.forgetRun(runId))));
    this.interrupted = this.interrupted.filter((run) => !runIds.includes(run.runId));
    this.notify();
  }

  /** Tries again what a paused run keeps back. */
  async retry(runId: string): Promise<void> {
    await this.#host.attempt(() => api.retryRun(runId));
  }

  /** Reads which runs can go on. Throws {@link ApiFault}. */
  async readInterrupted(): Promise<void> {
    this.interrupted = (await api.runs()).interrupted;
    this.notify();
  }
}
