import type { InterruptedRunView, RunList, RunView } from '../core/api.ts';
import type { RunEvent, RunMode } from '../core/event.ts';
import { applyEvent } from '../core/run-state.ts';
import { isolate } from '../core/isolate.ts';
import type { RunState } from '../core/run-state.ts';
import type { Text } from '../core/text.ts';
import type { InterruptedRun } from '../store/run-book.ts';
import { blockedOfRun } from '../workbench/blocked-runs.ts';
import { PROCESS_ENDS } from '../workbench/launch.ts';
import type { StartedRun } from '../workbench/launch.ts';
import { toName } from '../workbench/project.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { ApiFault } from './api-fault.ts';
import { Frames } from './frames.ts';
import type { Log } from './log.ts';

/** What a person may want of a run besides. */
export interface RunWishes {
  /** Go on though a budget is set and a price is unknown. */
  allowUnpriced?: boolean;
  /** The most that it may cost, US dollars. */
  budgetUsd?: number;
}

/** What is asked to be run. `notebook` is the name, from the notebooks folder. */
export interface RunOrder extends RunWishes {
  notebook: string;
  matrix: string;
  mode: RunMode;
  only: string[];
  /** Whether one that may cost much is refused, so that the person is asked. */
  asksFirst: boolean;
}

interface ActiveRun {
  /** null until it has begun. */
  run: StartedRun | null;
  stop: AbortController;
  ended: Promise<void>;
}

/** How many runs that have ended are still told of with their counts. */
const KEPT_ENDED = 20;

function matrixKey(notebook: string, matrix: string): string {
  return `${matrix} ${notebook}`;
}

function toView(state: RunState): RunView {
  return { ...state, live: [...state.live.values()] };
}

function toReason(error: unknown): Text {
  if (error instanceof Error && 'text' in error) return error.text as Text;
  const message = error instanceof Error ? error.message : String(error);
  return {
    en: `The run broke off: ${message}. What had finished is stored.`,
    ko: `실행이 중단되었습니다: ${message}. 끝난 결과는 저장되어 있습니다.`,
  };
}

/**
 * The runs of this server: they go on whether or not anyone watches. `tell` gets their events in frames; the states
 * always are what has been told, so that a watcher who starts from them misses nothing and gets nothing twice.
 */
export class LiveRuns {
  readonly #workbench: Workbench;
  readonly #log: Log;
  readonly #frames: Frames;
  readonly #active = new Map<string, ActiveRun>();
  /** By run id, oldest first. */
  readonly #states = new Map<string, RunState>();
  #isClosed = false;

  constructor(workbench: Workbench, { tell, log }: { tell: (events: RunEvent[]) => void; log: Log }) {
    this.#workbench = workbench;
    this.#log = log;
    this.#frames = new Frames((events) => {
      for (const event of events) this.#apply(event);
      tell(events);
    });
  }

  #apply(event: RunEvent): void {
    const state = applyEvent(this.#states.get(event.runId) ?? null, event);
    if (event.type !== 'run-started') return;
    this.#states.set(event.runId, state);
    for (const [runId, { phase }] of this.#states) {
      if (this.#states.size <= KEPT_ENDED) break;
      if (phase !== 'running' && phase !== 'paused') this.#states.delete(runId);
    }
  }

  /** The run that makes a matrix now; null where none does. */
  runningOf(notebook: string, matrix: string): string | null {
    return this.#active.get(matrixKey(notebook, matrix))?.run?.runId ?? null;
  }

  /** Whether a run of a notebook is under way, or about to begin. */
  isBusy(notebook: string): boolean {
    return [...this.#active.keys()].some((key) => key.endsWith(` ${notebook}`));
  }

  /** Starts a run. Refused with 409 while the same matrix is being run, and with what the workbench refuses. */
  async start({
    notebook,
    matrix,
    mode,
    only,
    ...wishes
  }: RunOrder): Promise<{ runId: string; total: number }> {
    return this.#begin({ notebook, matrix }, async (signal) => {
      const plan = await this.#workbench.plan(notebook, matrix, { only });
      return this.#workbench.start(plan, { mode, signal, ...wishes, whenBlocked: 'wait' });
    });
  }

  /** Goes on with a run that was cut off or stopped. Refused as {@link start} is, and where there is no such run. */
  async resume(runId: string, wishes: RunWishes): Promise<{ runId: string; total: number }> {
    const known = this.#workbench.interrupted().find((run) => run.runId === runId);
    const notebook = known ? toName(this.#workbench.project, known.notebook) : null;
    // Of an unknown run or one that goes on the workbench says what is wrong.
    const order = { notebook: notebook ?? '', matrix: known?.cellId ?? runId };
    return this.#begin(order, (signal) =>
      this.#workbench.resume(runId, { signal, ...wishes, whenBlocked: 'wait' }),
    );
  }

  async #begin(
    { notebook, matrix }: Pick<RunOrder, 'notebook' | 'matrix'>,
    startRun: (signal: AbortSignal) => Promise<StartedRun>,
  ): Promise<{ runId: string; total: number }> {
    const key = matrixKey(notebook, matrix);
    const other = this.#active.get(key);
    if (other || this.#isClosed) {
      throw new ApiFault(
        409,
        'running',
        {
          en: `Matrix ${matrix} of ${isolate(notebook)} is being run already.`,
          ko: `${isolate(notebook)}의 매트릭스 ${matrix} 실행이 이미 진행 중입니다.`,
        },
        {
          hint: { en: 'Wait for it to end, or stop it.', ko: '끝날 때까지 기다리거나 중지하세요.' },
          extra: { runId: other?.run?.runId ?? null },
        },
      );
    }
    const stop = new AbortController();
    const active: ActiveRun = { run: null, stop, ended: Promise.resolve() };
    const release = () => void this.#active.delete(key);
    const begin = async () => {
      const run = await startRun(stop.signal);
      active.run = run;
      return run;
    };
    this.#active.set(key, active);
    const begun = begin();
    active.ended = begun.then((run) => this.#pump(run, notebook, release), release);
    const { runId, total } = await begun;
    return { runId, total };
  }

  async #pump(run: StartedRun, notebook: string, release: () => void): Promise<void> {
    const { runId } = run;
    // The end is told once the matrix can be run again: whoever hears of it may ask at once.
    let end: RunEvent | null = null;
    try {
      for await (const event of run.events) {
        if (event.type === 'run-finished') end = event;
        else this.#frames.push(toPublic(event, notebook));
      }
    } catch (error) {
      this.#log.error({ err: error, runId }, 'a run broke off');
      this.#frames.push({
        type: 'run-paused',
        runId,
        what: 'broken',
        provider: null,
        models: null,
        failure: null,
        reason: toReason(error),
      });
    } finally {
      release();
    }
    this.#frames.push(end ?? { type: 'run-finished', runId, reason: 'failed', at: new Date().toISOString() });
    this.#frames.flush();
  }

  /** Stops a run: its requests are aborted, what came is kept. False where no such run goes on. */
  stop(runId: string): boolean {
    const active = this.#find(runId);
    active?.stop.abort();
    return active !== null;
  }

  /** Tries again what a run keeps back because a provider refused or a limit was reached. False where no such run goes on. */
  retry(runId: string): boolean {
    const active = this.#find(runId);
    active?.run?.retry();
    return active !== null;
  }

  /** Sets the limit of a run, US dollars; null for what the configuration says. False where no such run goes on. */
  setBudget(runId: string, usd: number | null): boolean {
    const active = this.#find(runId);
    active?.run?.setBudget(usd);
    if (active?.run) this.#frames.push({ type: 'run-limited', runId, usd });
    return active !== null;
  }

  /** Lets an interrupted run be: it is told of no more. */
  forget(runId: string): void {
    this.#workbench.results.book.forget(runId);
  }

  #find(runId: string): ActiveRun | null {
    return [...this.#active.values()].find(({ run }) => run?.runId === runId) ?? null;
  }

  /** The states of the runs that go on and of the last that ended, as has been told so far. */
  views(): RunView[] {
    return [...this.#states.values()].map(toView);
  }

  list(): RunList {
    const views = this.views();
    const isActive = (view: RunView) => view.phase === 'running' || view.phase === 'paused';
    return {
      active: views.filter(isActive),
      recent: views.filter((view) => !isActive(view)).reverse(),
      interrupted: this.#workbench
        .interrupted()
        .flatMap((run) => toInterruptedView(run, this.#workbench) ?? []),
    };
  }

  /** Cuts every run off and waits until each has ended: the next server tells of them. Nothing can be started after. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const runs = [...this.#active.values()];
    for (const run of runs) run.stop.abort(PROCESS_ENDS);
    await Promise.all(runs.map((run) => run.ended));
  }
}

function toInterruptedView(
  run: InterruptedRun,
  { project, results, registry }: Workbench,
): InterruptedRunView | null {
  const { runId, cellId, mode, total, missing, takenOver, costUsd, unpriced, paidTwice, budgetUsd } = run;
  const notebook = toName(project, run.notebook);
  if (notebook === null) return null;
  const done = total - missing - takenOver;
  const { startedAt, finishedAt, reason } = run;
  const ended = reason === 'done' ? null : reason;
  const blocked = blockedOfRun(results.book, registry, runId);
  const sums = { total, done, missing, costUsd, unpriced, paidTwice, blocked, budgetUsd };
  return { runId, notebook, cellId, mode, ...sums, startedAt, finishedAt, reason: ended };
}

/** The event with the notebook's name in place of what the store knows it by. */
function toPublic(event: RunEvent, notebook: string): RunEvent {
  if (event.type === 'run-started') return { ...event, notebook };
  if (event.type === 'trial-finished') return { ...event, record: { ...event.record, notebook } };
  return event;
}
