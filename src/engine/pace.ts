import type { RateLimits } from '../core/rate-limit.ts';
import { MinuteWindow } from './minute-window.ts';
import { ServerLimit } from './server-limit.ts';

/** Tokens that a request takes. */
export interface TokenNeed {
  input: number;
  output: number;
}

/** Of a request of which nothing is known. */
export const NO_TOKENS: TokenNeed = { input: 0, output: 0 };

/** What we ourselves allow by the minute; null: not limited by us. */
export interface MinuteLimits {
  requestsPerMinute: number | null;
  /** Input and output together. */
  tokensPerMinute: number | null;
}

/** A request that was let go. */
export interface Taken {
  /** Takes what the server's headers say of its limits. */
  hear(limits: RateLimits): void;
  /** It has ended; `used` is what it took, null where that is not known. */
  end(used: TokenNeed | null): void;
  /** It was not sent after all. */
  cancel(): void;
}

/** How much a new length of answers counts against those before it. */
const FRESHNESS = 0.2;
/** Answers are taken to be this much longer than those before them, so that a limit is rather not met. */
const MARGIN = 1.5;

/**
 * How fast requests to one model may follow each other: by the limits that we set ourselves, and by what the server's
 * headers say is left, of requests, of tokens, and of input and output each where it counts them apart (Anthropic does).
 * Headers come before an answer, so that what is still being written is counted here until it has ended.
 */
export class Pace {
  readonly #now: () => number;
  readonly #requests = new MinuteWindow(Infinity);
  readonly #tokens = new MinuteWindow(Infinity);
  readonly #server = {
    requests: new ServerLimit(),
    tokens: new ServerLimit(),
    input: new ServerLimit(),
    output: new ServerLimit(),
  };
  /** What was sent, and is not counted in what the server last said. */
  readonly #unheard = { requests: 0, tokens: 0, input: 0, output: 0 };
  /** How long answers were, on a moving average; null before the first. */
  #outputMean: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes limits of our own that were changed. */
  setLimits({ requestsPerMinute, tokensPerMinute }: MinuteLimits): void {
    this.#requests.limit = requestsPerMinute ?? Infinity;
    this.#tokens.limit = tokensPerMinute ?? Infinity;
  }

  /** Vendors count the output that was written, not the longest that was asked for: as long as others were, about. */
  #likelyOutput(most: number): number {
    return this.#outputMean === null ? most : Math.min(most, Math.ceil(this.#outputMean * MARGIN));
  }

  /** How long until such a request may go, milliseconds; 0: now. */
  waitMs(need: TokenNeed): number {
    const nowMs = this.#now();
    const { requests, tokens, input, output } = this.#server;
    const sum = need.input + need.output;
    return Math.max(
      this.#requests.waitMs(1, nowMs),
      this.#tokens.waitMs(sum, nowMs),
      requests.waitMs(1, nowMs),
      tokens.waitMs(sum, nowMs),
      input.waitMs(need.input, nowMs),
      output.waitMs(this.#likelyOutput(need.output), nowMs),
    );
  }

  /** Notes that a request goes now. */
  take(need: TokenNeed): Taken {
    const nowMs = this.#now();
    const amounts = {
      requests: 1,
      tokens: need.input + need.output,
      input: need.input,
      output: this.#likelyOutput(need.output),
    };
    const kinds = ['requests', 'tokens', 'input', 'output'] as const;
    const spells = {
      request: this.#requests.add(1, nowMs),
      tokens: this.#tokens.add(amounts.tokens, nowMs),
    };
    for (const kind of kinds) {
      this.#server[kind].take(amounts[kind]);
      this.#unheard[kind] += amounts[kind];
    }
    const open = new Set(kinds);
    const heard = (of: readonly (typeof kinds)[number][]): void => {
      for (const kind of of) if (open.delete(kind)) this.#unheard[kind] -= amounts[kind];
    };
    return {
      hear: (limits) => {
        heard(['requests', 'tokens', 'input']);
        this.#hear(limits);
      },
      end: (used) => {
        heard(kinds);
        if (used === null) return;
        this.#tokens.correct(spells.tokens, used.input + used.output);
        this.#server.output.take(used.output - amounts.output);
        const mean = this.#outputMean ?? used.output;
        this.#outputMean = mean + (used.output - mean) * FRESHNESS;
      },
      cancel: () => {
        heard(kinds);
        this.#requests.correct(spells.request, 0);
        this.#tokens.correct(spells.tokens, 0);
        for (const kind of kinds) this.#server[kind].take(-amounts[kind]);
      },
    };
  }

  #hear({ requests, tokens, inputTokens, outputTokens }: RateLimits): void {
    const nowMs = this.#now();
    if (requests) this.#server.requests.hear(requests, this.#unheard.requests, nowMs);
    if (tokens) this.#server.tokens.hear(tokens, this.#unheard.tokens, nowMs);
    if (inputTokens) this.#server.input.hear(inputTokens, this.#unheard.input, nowMs);
    if (outputTokens) this.#server.output.hear(outputTokens, this.#unheard.output, nowMs);
  }
}
