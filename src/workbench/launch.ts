import type { RunEvent, RunMode } from '../core/event.ts';
import type { Trial } from '../core/trial.ts';
import { run } from '../engine/run.ts';
import type { RunDeps } from '../engine/run-deps.ts';
import type { Results } from '../store/results.ts';

/** A run that begins when its events are first asked for. */
export interface StartedRun {
  runId: string;
  /** Trials that it will make. */
  total: number;
  events: AsyncIterable<RunEvent>;
}

/** Runs trials, and keeps in the store that the run began and how it ended, each before it is told. */
export async function* launch(
  trials: readonly Trial[],
  results: Results,
  deps: Omit<RunDeps, 'save'>,
): AsyncGenerator<RunEvent> {
  const { runId, notebook, cellId, mode, clock } = deps;
  const at = () => new Date(clock.now()).toISOString();
  let isEnded = false;
  const end = (reason: 'done' | 'stopped' | 'failed', finishedAt: string) => {
    isEnded = true;
    results.book.end(runId, { reason, finishedAt });
  };
  results.book.start({ runId, notebook, cellId, mode, total: trials.length, startedAt: at() }, trials);
  try {
    for await (const event of run(trials, { ...deps, save: (record) => results.save(record) })) {
      if (event.type === 'run-finished') end(event.reason, event.at);
      yield event;
    }
  } finally {
    // Whoever stopped listening stopped the run; otherwise it broke off.
    if (!isEnded) end(deps.signal.aborted ? 'stopped' : 'failed', at());
  }
}

/** What of a run's mode a person can ask for. */
export interface LaunchOptions {
  mode: RunMode;
  signal: AbortSignal;
  /** Requests at a time to each model, instead of what the configuration says. */
  concurrency?: number | null;
}
