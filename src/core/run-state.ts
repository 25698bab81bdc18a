import type { BudgetShort } from './budget.ts';
import type { RunEvent, RunMode } from './event.ts';
import type { Failure } from './failure.ts';
import type { Text } from './text.ts';
import type { TokenLogprob } from './trial.ts';

/** Why trials of a run wait. */
export interface RunPause {
  /** What it is known by among those of its run. */
  what: string;
  provider: string | null;
  /** The models whose trials wait, `provider/model`; null for all. */
  models: string[] | null;
  failure: Failure | null;
  reason: Text;
  /** null where the pause is not for money. */
  budget: BudgetShort | null;
}

/** A trial that is under way: what has come of it so far. */
export interface LiveTrial {
  trialId: string;
  /** `provider/model`. */
  model: string;
  status: 'queued' | 'streaming' | 'retrying';
  attempt: number;
  text: string;
  reasoning: string;
  tokens: TokenLogprob[];
  startedAt: string | null;
  /** While `retrying`: why, and when the next attempt is due (ISO 8601). */
  retry: { failure: Failure; dueAt: string; maxAttempts: number } | null;
}

/** One run, as anyone who watches knows it. Finished trials are counted and let go: their records are in the store. */
export interface RunState {
  runId: string;
  notebook: string;
  cellId: string;
  mode: RunMode;
  phase: 'running' | 'paused' | 'done' | 'stopped' | 'failed';
  total: number;
  done: number;
  failed: number;
  aborted: number;
  /** Cost of what this run finished, US dollars; trials of unknown price are counted in `unpriced`, not here. */
  costUsd: number;
  unpriced: number;
  estimateUsd: { low: number; high: number } | null;
  /** The limit that a person has set for this run, US dollars; null where there is none of its own. */
  budgetUsd: number | null;
  startedAt: string;
  finishedAt: string | null;
  /** Of a run that goes on after it was cut off or stopped: see `run-started`. null where it is new. */
  resumed: { done: number; paidTwice: number } | null;
  /** Everything that it waits for, in the order in which it began. */
  pauses: RunPause[];
  live: Map<string, LiveTrial>;
}

function toQueued(trialId: string, model: string): LiveTrial {
  return {
    trialId,
    model,
    status: 'queued',
    attempt: 0,
    text: '',
    reasoning: '',
    tokens: [],
    startedAt: null,
    retry: null,
  };
}

function toRunState(event: Extract<RunEvent, { type: 'run-started' }>): RunState {
  return {
    runId: event.runId,
    notebook: event.notebook,
    cellId: event.cellId,
    mode: event.mode,
    phase: 'running',
    total: event.total,
    done: 0,
    failed: 0,
    aborted: 0,
    costUsd: 0,
    unpriced: 0,
    estimateUsd: event.estimateUsd,
    budgetUsd: event.budgetUsd ?? null,
    startedAt: event.at,
    finishedAt: null,
    resumed: event.resumed ?? null,
    pauses: [],
    live: new Map(
      event.trialIds.map((id, at) => [id, toQueued(id, event.models[event.modelOf[at] ?? -1] ?? '')]),
    ),
  };
}

function setPause(pauses: RunPause[], event: Extract<RunEvent, { type: 'run-paused' }>): void {
  const { what, provider, models, failure, reason, budget = null } = event;
  const at = pauses.findIndex((one) => one.what === what);
  pauses[at === -1 ? pauses.length : at] = { what, provider, models, failure, reason, budget };
}

/**
 * The one reducer of run events, for server, CLI and page. For speed it changes `state` in place and returns it: a
 * stream has thousands of deltas a second. Events of an unknown trial (a late delta) change nothing.
 */
export function applyEvent(state: RunState | null, event: RunEvent): RunState {
  if (event.type === 'run-started') return toRunState(event);
  if (!state || state.runId !== event.runId)
    throw new Error(`event ${event.type} of run ${event.runId} before its start`);
  switch (event.type) {
    case 'trial-started': {
      const live = state.live.get(event.trialId);
      if (live) {
        Object.assign(live, toQueued(event.trialId, live.model), {
          status: 'streaming',
          attempt: event.attempt,
          startedAt: event.at,
        });
      }
      return state;
    }
    case 'trial-delta': {
      const live = state.live.get(event.trialId);
      if (!live) return state;
      live.text += event.text;
      if (event.reasoning) live.reasoning += event.reasoning;
      if (event.tokens) live.tokens.push(...event.tokens);
      return state;
    }
    case 'trial-retrying': {
      const live = state.live.get(event.trialId);
      if (live) {
        live.status = 'retrying';
        const dueAt = new Date(Date.parse(event.at) + event.waitMs).toISOString();
        live.retry = { failure: event.failure, dueAt, maxAttempts: event.maxAttempts };
      }
      return state;
    }
    case 'trial-requeued': {
      const live = state.live.get(event.trialId);
      if (live) state.live.set(event.trialId, toQueued(event.trialId, live.model));
      return state;
    }
    case 'trial-finished': {
      state.live.delete(event.trialId);
      const { outcome } = event.record;
      if (outcome.status === 'done') state.done += 1;
      else if (outcome.status === 'error') state.failed += 1;
      else if (outcome.status === 'aborted') state.aborted += 1;
      if (!event.isStored && outcome.status !== 'skipped') {
        if (outcome.costUsd != null) state.costUsd += outcome.costUsd;
        else if (outcome.status === 'done') state.unpriced += 1;
      }
      return state;
    }
    case 'run-paused':
      state.phase = 'paused';
      setPause(state.pauses, event);
      return state;
    case 'run-limited':
      state.budgetUsd = event.usd;
      return state;
    case 'run-resumed':
      state.pauses = state.pauses.filter(({ what }) => what !== event.what);
      state.phase = state.pauses.length > 0 ? 'paused' : 'running';
      return state;
    case 'run-finished':
      state.phase = event.reason;
      state.finishedAt = event.at;
      state.live.clear();
      return state;
    default:
      event satisfies never;
      return state;
  }
}

/** Milliseconds that the rest of a run will take at the pace so far, and no less than until the last trial that waits to be
 * tried again is due; null before anything has finished. */
export function etaMs(state: RunState, nowMs: number): number | null {
  const finished = state.done + state.failed + state.aborted;
  if (finished === 0 || state.phase !== 'running') return null;
  const spentMs = nowMs - Date.parse(state.startedAt);
  let leftMs = (spentMs / finished) * (state.total - finished);
  for (const { retry } of state.live.values())
    if (retry) leftMs = Math.max(leftMs, Date.parse(retry.dueAt) - nowMs);
  return Math.max(0, Math.round(leftMs));
}
