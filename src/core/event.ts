import type { BudgetShort } from './budget.ts';
import type { Failure } from './failure.ts';
import type { Text } from './text.ts';
import type { RecordSummary, TokenLogprob } from './trial.ts';

/** What a run asks for: what has no result or a stale one; everything anew; what failed. */
export type RunMode = 'missing' | 'all' | 'failed';

/** Everything that can happen in a run. One union, one reducer ({@link ./run-state.ts}). */
export type RunEvent =
  | {
      type: 'run-started';
      runId: string;
      notebook: string;
      cellId: string;
      mode: RunMode;
      /** Trials that this run will make: skipped and stored ones are not among them. */
      total: number;
      /** Ids of the trials to be made, in order. */
      trialIds: string[];
      /** The models that they are of, `provider/model`. */
      models: string[];
      /** Of each trial, in the order of `trialIds`, where its model stands in `models`. */
      modelOf: number[];
      /** The estimated cost, US dollars; null where a price is unknown. */
      estimateUsd: { low: number; high: number } | null;
      /** The most that it may cost, US dollars, where a person has said so of this run. */
      budgetUsd?: number | null;
      /** Of a run that goes on: trials that had their answer before, which are not in `total`; and requests that were
       * under way when it was cut off, so that the vendor may bill them twice. */
      resumed?: { done: number; paidTwice: number };
      /** ISO 8601, UTC. */
      at: string;
    }
  | { type: 'trial-started'; runId: string; trialId: string; attempt: number; at: string }
  | {
      type: 'trial-delta';
      runId: string;
      trialId: string;
      text: string;
      reasoning?: string;
      tokens?: TokenLogprob[];
    }
  | {
      type: 'trial-retrying';
      runId: string;
      trialId: string;
      failure: Failure;
      /** Which attempt failed, 1-based. */
      attempt: number;
      maxAttempts: number;
      waitMs: number;
      at: string;
    }
  /** Nothing came of a trial that had been started (its provider was blocked): it is as if it had not been tried. */
  | { type: 'trial-requeued'; runId: string; trialId: string }
  | {
      type: 'trial-finished';
      runId: string;
      trialId: string;
      record: RecordSummary;
      /** Whether the answer was there already, by another run: this one sent nothing and paid nothing for it. */
      isStored?: boolean;
    }
  /** Trials wait: of a provider or of some of its models, or (with `budget`) those that cost something. There may be several such
   * pauses at once. */
  | {
      type: 'run-paused';
      runId: string;
      /** What this pause is known by: a later one of the same name takes its place, `run-resumed` ends it. */
      what: string;
      provider: string | null;
      /** The models whose trials wait, `provider/model`; null for all. */
      models: string[] | null;
      failure: Failure | null;
      reason: Text;
      budget?: BudgetShort;
    }
  /** A person has set another limit for this run; null: none of its own. */
  | { type: 'run-limited'; runId: string; usd: number | null }
  | { type: 'run-resumed'; runId: string; what: string }
  | { type: 'run-finished'; runId: string; reason: 'done' | 'stopped' | 'failed'; at: string };
