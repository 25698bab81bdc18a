import type { BudgetShort } from '../../src/core/budget.ts';
import type { RecordSummary, Trial, UsageSoFar } from '../../src/core/trial.ts';
import type { Claim, Claims } from '../../src/engine/claims.ts';

/** Claims in memory, with one limit for all of it; money in whole cents, so that sums are exact. */
export class ScriptedClaims implements Claims {
  limitCents: number;
  spentCents = 0;
  readonly reserved = new Map<string, number>();
  /** What happened, in order: `claim <id>`, `rest <id>`, `release <id>`. */
  readonly log: string[] = [];
  /** Trials that somebody else makes. */
  readonly elsewhere = new Set<string>();
  /** Answers that are there already. */
  readonly stored = new Map<string, RecordSummary>();
  /** Called by `refresh`. */
  onRefresh: () => void = () => {};
  readonly #centsOf: (trial: Trial) => number;

  constructor(limitCents = Infinity, centsOf: (trial: Trial) => number = () => 1) {
    this.limitCents = limitCents;
    this.#centsOf = centsOf;
  }

  get reservedCents(): number {
    return [...this.reserved.values()].reduce((sum, cents) => sum + cents, 0);
  }

  worstUsd(trial: Trial): number {
    return this.#centsOf(trial) / 100;
  }

  claim(trial: Trial): Claim {
    this.log.push(`claim ${trial.id}`);
    const record = this.stored.get(trial.id);
    if (record) return { kind: 'stored', record };
    if (this.elsewhere.has(trial.id)) return { kind: 'elsewhere' };
    const cents = this.#centsOf(trial);
    if (cents > 0 && this.spentCents + this.reservedCents + cents > this.limitCents) {
      const short: BudgetShort = {
        scope: 'run',
        limitUsd: this.limitCents / 100,
        spentUsd: this.spentCents / 100,
        reservedUsd: this.reservedCents / 100,
        neededUsd: cents / 100,
      };
      return { kind: 'over-budget', short, text: { en: 'over budget', ko: '예산 초과' } };
    }
    this.reserved.set(trial.id, cents);
    return { kind: 'granted' };
  }

  /** Held up by a test until what was granted is on the disk. */
  onKeep: () => Promise<void> = () => Promise.resolve();

  keep(_trial: Trial): Promise<void> {
    return this.onKeep();
  }

  /** What the vendor said of attempts under way. */
  readonly learnt: UsageSoFar[] = [];

  learn(_trial: Trial, soFar: UsageSoFar): void {
    this.learnt.push(soFar);
  }

  rest(trial: Trial, mayBeBilled: boolean): void {
    this.log.push(`rest ${trial.id}`);
    if (mayBeBilled) this.spentCents += this.reserved.get(trial.id) ?? 0;
    this.reserved.set(trial.id, 0);
  }

  release(trial: Trial): void {
    this.log.push(`release ${trial.id}`);
    this.reserved.delete(trial.id);
  }

  /** What the store does when a record is saved. */
  settle(trial: Trial, cents: number): void {
    this.reserved.delete(trial.id);
    this.spentCents += cents;
  }

  refresh(): Promise<void> {
    this.onRefresh();
    return Promise.resolve();
  }
}
