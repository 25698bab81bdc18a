import type { BudgetShort } from '../core/budget.ts';
import type { Text } from '../core/text.ts';
import type { RecordSummary, Trial, UsageSoFar } from '../core/trial.ts';

/** What comes of asking for a trial. */
export type Claim =
  | { kind: 'granted' }
  /** It has its answer: nothing is to be sent. */
  | { kind: 'stored'; record: RecordSummary }
  /** Somebody else, here or in another process, makes it now: ask again later. */
  | { kind: 'elsewhere' }
  /** Its worst case does not fit into a limit. `text` says what raising the limit takes. */
  | { kind: 'over-budget'; short: BudgetShort; text: Text };

/**
 * Who may send what: one trial at a time for one asker, and its worst case reserved. All but `keep` and `refresh` are synchronous, so
 * that nothing can come in between. They may throw what the store throws.
 */
export interface Claims {
  /** Asks for a trial right before each of its attempts. */
  claim(trial: Trial): Claim;
  /** Resolves when what was granted outlives a power cut; only then is it sent. Never rejects. */
  keep(trial: Trial): Promise<void>;
  /** The most that an attempt can cost, US dollars; null where nobody knows. */
  worstUsd(trial: Trial): number | null;
  /** The vendor has said what it bills for a part of an attempt under way: its worst case is less than was reserved. */
  learn(trial: Trial, soFar: UsageSoFar): void;
  /** An attempt failed, and there is to be another. `mayBeBilled`: whether the vendor may have billed it; `costUsd`: what
   * it cost, where that is known. */
  rest(trial: Trial, mayBeBilled: boolean, costUsd: number | null): void;
  /** Gives a trial back of which nothing is kept. What is saved need not be given back. */
  release(trial: Trial): void;
  /** Looks for limits that were changed; called now and then while a run waits for money. */
  refresh(): Promise<void>;
}

/** Claims of one who is alone and has no limits. */
export const freeClaims: Claims = {
  claim: () => ({ kind: 'granted' }),
  keep: () => Promise.resolve(),
  worstUsd: () => null,
  learn: () => {},
  rest: () => {},
  release: () => {},
  refresh: () => Promise.resolve(),
};
