import { hasLimit } from '../core/budget.ts';
import type { RunDeps } from '../engine/run-deps.ts';
import { Nudge } from '../engine/nudge.ts';
import { DEFAULT_RETRY } from '../engine/retry.ts';
import { Lanes } from '../engine/lane.ts';
import type { TokenNeed } from '../engine/pace.ts';
import { WarmUps } from '../engine/warm-up.ts';
import type { Clock } from '../engine/clock.ts';
import type { Budget } from '../core/notebook.ts';
import type { Trial } from '../core/trial.ts';
import { cachedPrefixOf } from '../core/prompt-cache.ts';
import { worstInputTokens, writtenLimitOf } from '../core/worst-case.ts';
import type { Results } from '../store/results.ts';
import { launch } from './launch.ts';
import type { RunOptions, StartedRun } from './launch.ts';
import { toLimits } from './run-limits.ts';
import type { Settings } from './settings.ts';
import { createStoreClaims } from './store-claims.ts';
import { toUnbounded } from './unbounded.ts';

/** What runs are started with. */
export interface RunsDeps {
  results: Results;
  clock: Clock;
  /** As they are now. */
  settings: () => Settings;
  /** What a notebook sets for itself, by what the store knows it by; null where it is gone. */
  budgetOf: (identity: string) => Promise<Budget | null>;
}

/** A run to be started. */
export type RunOrder = Pick<RunDeps, 'runId' | 'notebook' | 'cellId' | 'mode' | 'estimateUsd' | 'resumed'> & {
  trials: readonly Trial[];
};

/** Output tokens that a request without a limit is taken to have, for limits by the minute alone. */
const USUAL_OUTPUT_TOKENS = 500;

/** About how many tokens a trial takes; corrected once it is known. */
function toLikelyTokens({ request }: Trial): TokenNeed {
  // Bytes a token, over languages and scripts.
  const bytesAToken = 3;
  const input = Math.ceil(worstInputTokens(request) / bytesAToken);
  return { input, output: writtenLimitOf(request.params) ?? USUAL_OUTPUT_TOKENS };
}

/** Starts runs, and lets those under way know when settings change. One for each process. */
export class Runs {
  readonly #deps: RunsDeps;
  readonly #nudge = new Nudge();
  readonly #lanes: Lanes;
  readonly #warmUps: WarmUps;

  constructor(deps: RunsDeps) {
    this.#deps = deps;
    this.#warmUps = new WarmUps(deps.clock);
    this.#lanes = new Lanes((provider, model) => this.#limitsOf(provider, model), deps.clock);
  }

  #limitsOf(provider: string, model: string, concurrency: number | null = null) {
    const { registry } = this.#deps.settings();
    return {
      concurrency: concurrency ?? registry.concurrencyOf(provider, model),
      ...registry.paceOf(provider, model),
    };
  }

  /** The settings have changed: lanes take the new limits, and what waits is tried again. */
  settingsChanged(): void {
    this.#lanes.setLimits((provider, model) => this.#limitsOf(provider, model));
    this.#nudge.give();
  }

  /** Starts a run. Throws {@link WorkbenchError} where its limits cannot be kept. */
  async start(order: RunOrder, options: RunOptions): Promise<StartedRun> {
    const { results, clock, settings, budgetOf } = this.#deps;
    const { runId, notebook, mode, trials } = order;
    const { signal, concurrency = null, whenBlocked = 'end', allowUnpriced = false } = options;
    let budgetUsd = options.budgetUsd ?? null;
    let notebookBudget = await budgetOf(notebook);
    const limits = () => toLimits({ runUsd: budgetUsd, notebook: notebookBudget, config: settings().config });
    const claims = createStoreClaims({
      results,
      runId,
      notebook,
      anew: mode === 'all',
      worstCaseOf: () => settings().worstCaseOf,
      limits,
      krwPerUsd: () => settings().config.krwPerUsd?.rate ?? null,
      // A notebook that cannot be read for a moment lifts no limit.
      refresh: async () => void (notebookBudget = (await budgetOf(notebook)) ?? notebookBudget),
    });
    if (hasLimit(limits()) && !allowUnpriced) {
      const unbounded = trials.filter((trial) => claims.worstUsd(trial) === null);
      const { worstCaseOf } = settings();
      // What costs something with a limit on its answer has a price.
      const hasPrice = ({ request }: Trial) =>
        worstCaseOf({ ...request, params: { ...request.params, max_tokens: 1 } }) !== null;
      const endless = unbounded.filter(hasPrice);
      const unpriced = unbounded.filter((trial) => !hasPrice(trial));
      const others = trials.filter(({ skip }) => skip === null).length - unbounded.length;
      if (unbounded.length > 0) throw toUnbounded({ unpriced, endless, others });
    }
    // A run's own wish for concurrency is no wish of the others.
    const lanes =
      concurrency === null
        ? this.#lanes
        : new Lanes((provider, model) => this.#limitsOf(provider, model, concurrency), clock);
    const nudge = new Nudge();
    const deafen = this.#nudge.subscribe(() => nudge.give());
    const events = launch(trials, results, {
      ...order,
      budgetUsd,
      providers: { get: (id) => settings().registry.get(id) },
      clock,
      random: Math.random,
      signal,
      costOf: (...asked) => settings().costOf(...asked),
      limits: {
        concurrencyOf: (provider, model) => this.#limitsOf(provider, model, concurrency).concurrency,
        // The providers themselves watch for silence, by the configuration's timeout_ms.
        timeoutMs: null,
        maxAttempts: DEFAULT_RETRY.maxAttempts,
      },
      lanes,
      claims,
      tokensOf: toLikelyTokens,
      prefixOf: ({ request }) => cachedPrefixOf(request),
      warmUps: this.#warmUps,
      whenBlocked,
      nudge,
    });
    return {
      runId,
      total: trials.length,
      events: untilEnd(events, deafen),
      retry: () => nudge.give(),
      setBudget: (usd) => {
        budgetUsd = usd;
        results.book.setBudget(runId, usd);
        nudge.give();
      },
    };
  }
}

/** What `items` yields; `after` is called once it has ended, however it ended. */
async function* untilEnd<T>(items: AsyncGenerator<T>, after: () => void): AsyncGenerator<T> {
  try {
    yield* items;
  } finally {
    after();
  }
}
