import type { RunEvent } from '../../src/core/event.ts';
import type { RecordSummary, Trial } from '../../src/core/trial.ts';
import type { RunProvider } from '../../src/engine/attempt.ts';
import type { RunDeps } from '../../src/engine/run-deps.ts';
import { run } from '../../src/engine/run.ts';
import { ScriptedClock } from './clock.ts';

/** A run in a test: what it saved, its clock, the switch that stops it, and its events so far. */
export interface TestRun {
  deps: RunDeps;
  clock: ScriptedClock;
  stop: AbortController;
  saved: RecordSummary[];
  events: RunEvent[];
  /** Runs to the end and gives all events. */
  all(trials: readonly Trial[]): Promise<RunEvent[]>;
}

/** Sets a run up over providers by id, with a store in memory: four requests at once, three attempts, no timeout. */
export function createRun(
  providers: Record<string, RunProvider>,
  more: Partial<RunDeps> & { clock?: ScriptedClock } = {},
): TestRun {
  const clock = more.clock ?? new ScriptedClock();
  const stop = new AbortController();
  const saved: RecordSummary[] = [];
  const events: RunEvent[] = [];
  const save: RunDeps['save'] = (finished) =>
    finished.map(({ record }) => {
      const summary = { ...record, recordId: saved.length + 1, hasTokens: false };
      saved.push(summary);
      return summary;
    });
  const deps: RunDeps = {
    runId: 'run-1',
    notebook: 'experiments/tone.gamut.md',
    cellId: 'main',
    mode: 'missing',
    estimateUsd: null,
    providers: { get: (id) => providers[id] ?? null },
    save,
    clock,
    random: () => 0.5,
    signal: stop.signal,
    costOf: () => ({ usd: 0.001, asOf: '2026-01-01' }),
    limits: { concurrencyOf: () => 4, timeoutMs: null, maxAttempts: 3 },
    ...more,
  };
  const all = async (trials: readonly Trial[]): Promise<RunEvent[]> => {
    for await (const event of run(trials, deps)) events.push(event);
    return events;
  };
  return { deps, clock, stop, saved, events, all };
}

/** The events of a type, in order. */
export function ofType<T extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: T,
): Extract<RunEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}
