import type { RunMode } from '../core/event.ts';
import type { CompletionRequest, Rates, RecordSummary, Trial, TrialRecord, Usage } from '../core/trial.ts';
import type { RunProvider } from './attempt.ts';
import type { Claims } from './claims.ts';
import type { Clock } from './clock.ts';
import type { Lanes } from './lane.ts';
import type { Nudge } from './nudge.ts';
import type { TokenNeed } from './pace.ts';
import type { CachedPrefix, WarmUps } from './warm-up.ts';

/** Bounds of a run. */
export interface RunLimits {
  /** Requests at once to one model. Not asked where `lanes` are given. */
  concurrencyOf(provider: string, model: string): number;
  /** How long a provider may send nothing, milliseconds; null: for ever. One number, or by provider. */
  timeoutMs: number | null | ((provider: string, model: string) => number | null);
  /** Attempts of one trial, the first included. */
  maxAttempts: number;
}

/** A record that is to be kept. */
export interface Finished {
  record: TrialRecord;
  /** Whether the vendor may bill what left no answer. */
  mayBeBilled: boolean;
}

/** All that a run touches. */
export interface RunDeps {
  runId: string;
  /** Path of the notebook as the store knows it. */
  notebook: string;
  /** Id of the matrix. */
  cellId: string;
  mode: RunMode;
  estimateUsd: { low: number; high: number } | null;
  /** Of a run that goes on after it was cut off or stopped: see the event `run-started`. */
  resumed?: { done: number; paidTwice: number };
  /** A provider that can be used; null where it is unknown or not set up. Asked again after each nudge. */
  providers: { get(id: string): RunProvider | null };
  /** Has all of the records on the disk when it returns, and gives them in the same order; where it throws, none was kept. */
  save(finished: readonly Finished[]): RecordSummary[];
  clock: Clock;
  /** Numbers in [0, 1). */
  random(): number;
  /** Stops the run: what is under way is aborted and kept as such, what is not is left as it was. */
  signal: AbortSignal;
  /** Cost of an answer, and what it is reckoned at where that is known; null where the price is unknown. */
  costOf(
    request: CompletionRequest,
    usage: Usage,
    modelVersion: string | null,
  ): { usd: number; asOf: string | null; rates?: Rates } | null;
  limits: RunLimits;
  /** Lanes shared with other runs of the process; the run's own where absent. */
  lanes?: Lanes;
  /** Who may send what, and within which limits; everybody everything where absent. */
  claims?: Claims;
  /** About how many tokens a trial will take, for limits by the minute; none where absent. */
  tokensOf?: (trial: Trial) => TokenNeed;
  /** What a trial has in common with others that its vendor is to cache; nothing where absent. */
  prefixOf?: (trial: Trial) => CachedPrefix | null;
  /** What is being read into the vendors' caches, shared with other runs of the process; the run's own where absent. */
  warmUps?: WarmUps;
  /** What a run does whose trials cannot go on for now, because a provider refuses or a limit on money is reached: `wait`
   * (until a nudge, or until the limit is raised), or, where absent, `end`. */
  whenBlocked?: 'wait' | 'end';
  /** Says that providers or limits may have changed. */
  nudge?: Nudge;
}
