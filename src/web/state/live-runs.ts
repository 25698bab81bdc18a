import type { RunView } from '../../core/api.ts';
import type { RunEvent } from '../../core/event.ts';
import { applyEvent, type LiveTrial, type RunPause, type RunState } from '../../core/run-state.ts';
import { pauseOf } from '../../core/waiting.ts';
import { Subject } from './subject.ts';

/** Counts and phases are for people: more often than this nobody could read them. */
const RUNS_EVERY_MS = 150;

/** What finished in a batch of events. */
export type FinishedTrial = Extract<RunEvent, { type: 'trial-finished' }> & {
  notebook: string;
  cellId: string;
};

/**
 * The runs that this tab knows of, kept by the one reducer. Watchers of a single trial are told at most once an animation
 * frame, and only they: a card costs nothing while it stands still. `subscribe` tells of counts and phases, a few
 * times a second at most.
 */
export class LiveRuns extends Subject {
  #runs = new Map<string, RunState>();
  #trialWatchers = new Map<string, Set<() => void>>();
  #changed = new Set<string>();
  #runChanged = false;
  #frame = 0;
  #timer = 0;
  #onFinished: (finished: FinishedTrial[]) => void;
  #onRunEnd: (run: RunState) => void;

  constructor(on: { finished: (finished: FinishedTrial[]) => void; runEnd: (run: RunState) => void }) {
    super();
    this.#onFinished = on.finished;
    this.#onRunEnd = on.runEnd;
  }

  /** Puts the server's view in the place of everything known. */
  reset(views: RunView[]): void {
    const before = new Set(this.#runs.keys());
    this.#runs.clear();
    for (const { live, ...state } of views) {
      this.#runs.set(state.runId, { ...state, live: new Map(live.map((trial) => [trial.trialId, trial])) });
      for (const trial of live) this.#changed.add(key(state.notebook, trial.trialId));
    }
    for (const watched of this.#trialWatchers.keys()) this.#changed.add(watched);
    this.#runChanged = true;
    this.#schedule();
    if (before.size > 0) for (const run of this.#runs.values()) if (run.finishedAt) this.#onRunEnd(run);
  }

  /** Applies events in order. */
  apply(events: RunEvent[]): void {
    const finished: FinishedTrial[] = [];
    for (const event of events) {
      const before = this.#runs.get(event.runId) ?? null;
      if (!before && event.type !== 'run-started') continue;
      const state = applyEvent(before, event);
      this.#runs.set(event.runId, state);
      if ('trialId' in event) this.#changed.add(key(state.notebook, event.trialId));
      if (event.type === 'run-started') {
        for (const id of event.trialIds) this.#changed.add(key(state.notebook, id));
      }
      if (event.type === 'trial-finished') {
        finished.push({ ...event, notebook: state.notebook, cellId: state.cellId });
      }
      if (event.type !== 'trial-delta') this.#runChanged = true;
      if (event.type === 'run-finished') this.#onRunEnd(state);
      if (['run-finished', 'run-paused', 'run-resumed'].includes(event.type))
        for (const watched of this.#trialWatchers.keys()) this.#changed.add(watched);
    }
    if (finished.length > 0) this.#onFinished(finished);
    this.#schedule();
  }

  /** The newest run of a matrix, under way or finished while this tab looked on. */
  runOf(notebook: string, cellId: string): RunState | null {
    let newest: RunState | null = null;
    for (const run of this.#runs.values()) {
      if (run.notebook !== notebook || run.cellId !== cellId) continue;
      if (!newest || run.startedAt >= newest.startedAt) newest = run;
    }
    return newest;
  }

  /** Lets go of a run that has ended. */
  forget(runId: string): void {
    const run = this.#runs.get(runId);
    if (!run?.finishedAt) return;
    this.#runs.delete(runId);
    this.notify();
  }

  /** Whether this tab knows of no run. */
  get isEmpty(): boolean {
    return this.#runs.size === 0;
  }

  /** Runs under way, of all notebooks. */
  active(): RunState[] {
    return [...this.#runs.values()].filter((run) => run.phase === 'running' || run.phase === 'paused');
  }

  /** What has come of a trial so far; null when it is not under way. */
  trial(notebook: string, trialId: string): LiveTrial | null {
    for (const run of this.#runs.values()) {
      if (run.notebook !== notebook) continue;
      const live = run.live.get(trialId);
      if (live) return live;
    }
    return null;
  }

  /** Why a trial that is queued is not made; null where it only waits for its turn. */
  pauseOf(notebook: string, trialId: string): RunPause | null {
    for (const run of this.#runs.values()) {
      const live = run.notebook === notebook ? run.live.get(trialId) : undefined;
      if (live) return pauseOf(run, live);
    }
    return null;
  }

  /** Tells of each change of one trial, at most once an animation frame; returns what ends that. */
  watchTrial(notebook: string, trialId: string, listener: () => void): () => void {
    const watched = key(notebook, trialId);
    let listeners = this.#trialWatchers.get(watched);
    if (!listeners) this.#trialWatchers.set(watched, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#trialWatchers.delete(watched);
    };
  }

  #schedule(): void {
    if (!this.#frame && this.#changed.size > 0) this.#frame = requestAnimationFrame(() => this.#tellTrials());
    if (this.#runChanged && !this.#timer)
      this.#timer = window.setTimeout(() => this.#tellRuns(), RUNS_EVERY_MS);
  }

  #tellTrials(): void {
    this.#frame = 0;
    const changed = this.#changed;
    this.#changed = new Set();
    for (const watched of changed) {
      for (const listener of this.#trialWatchers.get(watched) ?? []) listener();
    }
  }

  #tellRuns(): void {
    this.#timer = 0;
    this.#runChanged = false;
    this.notify();
  }
}

function key(notebook: string, trialId: string): string {
  return `${notebook}\n${trialId}`;
}
