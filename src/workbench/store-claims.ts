import { toBudgetText } from '../core/budget.ts';
import type { BudgetLimits } from '../core/budget.ts';
import type { CompletionRequest, Trial, UsageSoFar } from '../core/trial.ts';
import type { Claim, Claims } from '../engine/claims.ts';
import type { Results } from '../store/results.ts';
import type { WorstCaseOf } from './costs.ts';

/** What the claims of a run are made with. What may change while it goes on is a function. */
export interface StoreClaimsDeps {
  results: Results;
  runId: string;
  /** As the store knows it. */
  notebook: string;
  /** Whether answers of other runs do not count. */
  anew: boolean;
  worstCaseOf: () => WorstCaseOf;
  limits: () => BudgetLimits;
  /** Won a dollar; null where no rate is set. */
  krwPerUsd: () => number | null;
  /** Looks for limits that were changed. */
  refresh: () => Promise<void>;
}

/** Claims by the store's book, which all runs of all processes share. */
export function createStoreClaims(deps: StoreClaimsDeps): Claims {
  const { results, runId, notebook, anew } = deps;
  const { book } = results;
  let pricedBy: WorstCaseOf | null = null;
  let known = new WeakMap<CompletionRequest, number | null>();
  /** What was known last: a price that is lost in the middle of a run lifts no limit. */
  const lastKnown = new WeakMap<CompletionRequest, number>();
  /** Trials whose attempt under way has told how much it reads. */
  const narrowed = new WeakSet<Trial>();

  const worstUsd = ({ request }: Trial): number | null => {
    const worstCaseOf = deps.worstCaseOf();
    if (pricedBy !== worstCaseOf) {
      pricedBy = worstCaseOf;
      known = new WeakMap();
    }
    let usd = known.get(request);
    if (usd !== undefined) return usd;
    usd = worstCaseOf(request) ?? lastKnown.get(request) ?? null;
    known.set(request, usd);
    if (usd !== null) lastKnown.set(request, usd);
    return usd;
  };

  const claim = (trial: Trial): Claim => {
    narrowed.delete(trial);
    const { requestHash, repeat } = trial;
    const answer = book.claim({
      requestHash,
      repeat,
      runId,
      notebook,
      anew,
      worstUsd: worstUsd(trial),
      limits: deps.limits(),
    });
    switch (answer.kind) {
      case 'granted':
      case 'elsewhere':
        return answer;
      case 'over-budget':
        return { ...answer, text: toBudgetText(answer.short, deps.krwPerUsd()) };
      case 'stored': {
        const [record] = results.byIds([answer.recordId]);
        if (!record) throw new Error(`record ${answer.recordId} was there, and is gone`);
        // It may have been made for another cell or notebook that sent the same.
        return { kind: 'stored', record: { ...record, notebook, trial } };
      }
      default:
        return answer satisfies never;
    }
  };

  // What is told with the end is kept with the record, a moment later.
  const learn = (trial: Trial, soFar: UsageSoFar): void => {
    if (soFar.isFinal || narrowed.has(trial)) return;
    narrowed.add(trial);
    const before = worstUsd(trial);
    const now = before ? deps.worstCaseOf()(trial.request, soFar) : null;
    if (!before || now === null || now >= before) return;
    try {
      book.narrow(trial, now);
    } catch {
      // Then more is reserved than has to be; a store that refuses is told of by the next claim or record.
    }
  };

  return {
    claim,
    // What costs nothing may be sent twice after a power cut.
    keep: (trial) => (worstUsd(trial) === 0 ? Promise.resolve() : book.flush()),
    worstUsd,
    learn,
    rest: (trial, mayBeBilled, costUsd) => book.rest(trial, mayBeBilled, costUsd),
    release: (trial) => book.release(trial, false),
    refresh: deps.refresh,
  };
}
