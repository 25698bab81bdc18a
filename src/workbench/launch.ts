import type { RunEvent, RunMode } from '../core/event.ts';
import type { Trial } from '../core/trial.ts';
import type { Clock } from '../engine/clock.ts';
import { run } from '../engine/run.ts';
import type { RunDeps } from '../engine/run-deps.ts';
import { BEAT_MS } from '../store/owner.ts';
import type { Results } from '../store/results.ts';
import type { RunBook } from '../store/run-book.ts';

/** Why the signal of a run aborts whose process ends: nobody wanted the run itself to stop, and it is left as cut off. */
export const PROCESS_ENDS = new Error('the process ends');

/** A run that begins when its events are first asked for. */
export interface StartedRun {
  runId: string;
  /** Trials that it will make. */
  total: number;
  events: AsyncIterable<RunEvent>;
  /** Tries again what waits because a provider refused or a limit was reached. */
  retry(): void;
  /** Sets the limit of this run, US dollars; null for what the configuration says. */
  setBudget(usd: number | null): void;
}

/** What of a run a person can ask for. */
export interface RunOptions {
  signal: AbortSignal;
  /** Requests at a time to each model, instead of what the configuration says. */
  concurrency?: number | null;
  /** The most that this run may cost, US dollars, instead of what the configuration says. */
  budgetUsd?: number | null;
  /** Go on though a limit is set and what some trials can cost is not known: those are not limited. */
  allowUnpriced?: boolean;
  /** Whether the run waits, or (by default) ends, when a provider refuses or a limit is reached. */
  whenBlocked?: 'wait' | 'end';
}

/** What of a new run a person can ask for. */
export interface LaunchOptions extends RunOptions {
  mode: RunMode;
  /** Whether a run that may cost much is refused, so that a person can be asked. */
  asksFirst?: boolean;
}

/** Says that this process is there until the signal aborts. */
async function keepBeating(book: RunBook, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(BEAT_MS, signal);
    if (signal.aborted) return;
    try {
      book.beat();
    } catch {
      // A store that refuses is told of by the next claim or record.
    }
  }
}

type LaunchDeps = Omit<RunDeps, 'save'> & { budgetUsd: number | null };

/** Runs trials, and keeps in the store that the run began, or goes on, and how it ended, each before it is told. Throws at
 * once where the store does not take that it begins. */
export function launch(
  trials: readonly Trial[],
  results: Results,
  deps: LaunchDeps,
): AsyncGenerator<RunEvent> {
  const { runId, notebook, cellId, mode, clock, resumed, budgetUsd } = deps;
  if (!resumed) {
    const startedAt = new Date(clock.now()).toISOString();
    const total = trials.length;
    results.book.start({ runId, notebook, cellId, mode, total, startedAt, budgetUsd }, trials);
  }
  return go(trials, results, deps);
}

async function* go(trials: readonly Trial[], results: Results, deps: LaunchDeps): AsyncGenerator<RunEvent> {
  const { runId, clock } = deps;
  const { book } = results;
  const at = () => new Date(clock.now()).toISOString();
  let isEnded = false;
  const end = (reason: 'done' | 'stopped' | 'failed', finishedAt: string) => {
    isEnded = true;
    if (reason === 'stopped' && deps.signal.reason === PROCESS_ENDS) return;
    book.end(runId, { reason, finishedAt });
  };
  const over = new AbortController();
  void keepBeating(book, clock, over.signal);
  try {
    const save: RunDeps['save'] = (finished) => results.saveAll(finished);
    for await (const event of run(trials, { ...deps, save })) {
      if (event.type === 'run-finished') end(event.reason, event.at);
      yield event.type === 'run-started' ? { ...event, budgetUsd: deps.budgetUsd } : event;
    }
  } finally {
    over.abort();
    // Whoever stopped listening stopped the run; otherwise it broke off.
    if (!isEnded) end(deps.signal.aborted ? 'stopped' : 'failed', at());
  }
}
