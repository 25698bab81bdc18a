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
      /** The estimated cost, US dollars; null where a price is unknown. */
      estimateUsd: { low: number; high: number } | null;
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
  /** Trials wait: of a provider, or (with `budget`) all that cost something. Those of other providers go on. */
  | {
      type: 'run-paused';
      runId: string;
      provider: string | null;
      failure: Failure | null;
      reason: Text;
      budget?: BudgetShort;
    }
  | { type: 'run-resumed'; runId: string }
  | { type: 'run-finished'; runId: string; reason: 'done' | 'stopped' | 'failed'; at: string };
