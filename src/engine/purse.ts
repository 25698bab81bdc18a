import type { Trial } from '../core/trial.ts';
import type { Claim, Claims } from './claims.ts';
import type { Nudge } from './nudge.ts';
import type { Pauses } from './pause.ts';
import type { Queue } from './queue.ts';

type OverBudget = Extract<Claim, { kind: 'over-budget' }>;

/** What a purse works with. */
export interface PurseDeps {
  runId: string;
  claims: Claims;
  pauses: Pauses;
  /** Given when there is another trial to try. */
  changed: Nudge;
  /** Whether the run waits where a limit is reached. */
  waits: boolean;
}

/** Which trials a run can pay for: after a refusal for money those that cost as much are kept back until something has
 * settled, and where nothing is left that could be freed, the run pauses. */
export class Purse {
  readonly #deps: PurseDeps;
  /** The last refusal, as long as nothing has changed since. */
  #short: OverBudget | null = null;

  constructor(deps: PurseDeps) {
    this.#deps = deps;
  }

  /** A trial was refused. */
  refused(claim: OverBudget): void {
    this.#short = claim;
  }

  /** Something has settled: what was refused may fit now. */
  changed(): void {
    this.#short = null;
  }

  /** A trial was granted that costs something: there is money. */
  granted(trial: Trial): void {
    if (this.#deps.waits && (this.#deps.claims.worstUsd(trial) ?? 0) > 0) this.#deps.pauses.end('budget');
  }

  /** The next trial that may be asked for; null where all that are left wait for something. */
  next(queue: Queue): Trial | null {
    // A run that does not wait is through with them once it has said so.
    const isThrough = !this.#deps.waits && this.#deps.pauses.has('budget');
    if (!this.#short && !isThrough) {
      const kept = queue.costly.shift();
      if (kept) return kept;
    }
    for (let trial = queue.trials.pop(); trial; trial = queue.trials.pop()) {
      const needed = this.#short?.short.neededUsd ?? Infinity;
      if ((this.#deps.claims.worstUsd(trial) ?? 0) < needed) return trial;
      // What costs as much as the one that was refused would be refused too.
      queue.costly.push(trial);
    }
    return null;
  }

  /** Where nothing is reserved that could be freed: tries the cheapest trial, and if that was refused, pauses. Gives
   * whether there is one to try. */
  considerPause(queues: readonly Queue[]): boolean {
    const claim = this.#short;
    if (!claim || claim.short.reservedUsd > 0) return false;
    for (const queue of queues) {
      let least = { usd: claim.short.neededUsd, at: -1 };
      for (const [at, trial] of queue.costly.entries()) {
        const usd = this.#deps.claims.worstUsd(trial) ?? 0;
        if (usd < least.usd) least = { usd, at };
      }
      if (least.at === -1) continue;
      queue.trials.push(...queue.costly.splice(least.at, 1));
      this.#deps.changed.give();
      return true;
    }
    const { short: budget, text: reason } = claim;
    const { runId, pauses } = this.#deps;
    const told = pauses.short;
    if (told && told.scope === budget.scope && told.limitUsd === budget.limitUsd) return false;
    const models = queues.filter((queue) => this.#costs(queue)).map(({ gate }) => `${gate.id}/${gate.model}`);
    pauses.begin({
      type: 'run-paused',
      runId,
      what: 'budget',
      provider: null,
      models: [...new Set(models)],
      failure: null,
      reason,
      budget,
    });
    this.#deps.changed.give();
    return false;
  }

  /** Whether there is a trial in a queue that costs something. */
  #costs({ trials, costly }: Queue): boolean {
    const costs = (trial: Trial): boolean => (this.#deps.claims.worstUsd(trial) ?? 0) > 0;
    return costly.some(costs) || trials.some(costs);
  }
}
