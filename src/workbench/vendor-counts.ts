import type { CountView } from '../core/api.ts';
import { ProviderError, toFailure, type Failure } from '../core/failure.ts';
import { modelId, toCanonicalJson, toHash, type CompletionRequest } from '../core/trial.ts';
import type { Provider } from '../providers/provider.ts';

/** Where counts outlive the process. */
export interface CountShelf {
  all(): Map<string, number>;
  keep(counts: Iterable<readonly [string, number]>): void;
}

/** Requests that are sent for one plan at most; what is learnt from them holds for the others. */
const MOST_ASKED = 200;
const AT_ONCE = 4;
/** How long one count may take, milliseconds. */
const TIMEOUT_MS = 20_000;

/** Parameters that have no part in the input. Any other one may. */
const NO_INPUT: ReadonlySet<string> = new Set([
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'max_tokens',
  'frequency_penalty',
  'presence_penalty',
  'repetition_penalty',
  'seed',
  'top_logprobs',
  'stop',
  'cache_control',
  'logit_bias',
]);

function keyOf(request: CompletionRequest): string {
  const params = Object.entries(request.params).filter(([name]) => !NO_INPUT.has(name));
  return toHash(toCanonicalJson([modelId(request), request.messages, Object.fromEntries(params)]));
}

function toFailureOf(error: unknown): Failure {
  if (error instanceof ProviderError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return toFailure(error instanceof DOMException ? 'timeout' : 'internal', message);
}

/** Input tokens as vendors count them. Nothing is sent but by {@link ask}. */
export class VendorCounts {
  readonly #shelf: CountShelf;
  /** Read when first needed. */
  #known: Map<string, number> | null = null;
  /** Keys of requests, since one object stands in many trials. */
  readonly #keys = new WeakMap<CompletionRequest, string>();

  constructor(shelf: CountShelf) {
    this.#shelf = shelf;
  }

  get #counts(): Map<string, number> {
    return (this.#known ??= this.#shelf.all());
  }

  #keyOf(request: CompletionRequest): string {
    let key = this.#keys.get(request);
    if (key === undefined) this.#keys.set(request, (key = keyOf(request)));
    return key;
  }

  /** The count of a request; null where its vendor was not asked. */
  of(request: CompletionRequest): number | null {
    return this.#counts.size === 0 ? null : (this.#counts.get(this.#keyOf(request)) ?? null);
  }

  /** Has vendors count requests, each different input once, a few hundred at most, evenly taken from all. Stops at the first
   * failure of a provider, and when `signal` is aborted; what is counted by then stays. */
  async ask(
    requests: readonly CompletionRequest[],
    providers: { get(id: string): Provider | null },
    { signal }: { signal: AbortSignal },
  ): Promise<CountView> {
    const different = new Map(requests.map((request) => [this.#keyOf(request), request]));
    const open = [...different].filter(
      ([key, { provider }]) => !this.#counts.has(key) && providers.get(provider)?.countTokens,
    );
    const step = Math.max(1, open.length / MOST_ASKED);
    const asked = open.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
    let failure: Failure | null = null;
    const failed = new Set<string>();
    const made: [string, number][] = [];
    const queue = asked.values();
    const work = async (): Promise<void> => {
      for (const [key, request] of queue) {
        if (signal.aborted || failed.has(request.provider)) continue;
        const options = { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) };
        try {
          const tokens = await providers.get(request.provider)?.countTokens?.(request, options);
          if (tokens !== undefined) made.push([key, tokens]);
        } catch (error) {
          if (signal.aborted) return;
          failed.add(request.provider);
          failure ??= toFailureOf(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const [key, tokens] of made) this.#counts.set(key, tokens);
    this.#shelf.keep(made);
    const counted = [...different.keys()].filter((key) => this.#counts.has(key)).length;
    return { different: different.size, counted, failure };
  }
}
