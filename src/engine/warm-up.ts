import type { Clock } from './clock.ts';

/** What a request asks a vendor to keep in its cache, and shares with others. */
export interface CachedPrefix {
  /** Equal for all that read the same. */
  key: string;
  /** How long the vendor keeps it after it was last read, milliseconds. */
  keptMs: number;
}

/** A request whose turn it is. */
export interface Turn {
  /** It is sent now. */
  sent(): void;
  /** Its answer has begun: what it shares with others is in the vendor's cache. */
  begun(): void;
  /** It is over, or was not sent after all. */
  end(): void;
}

interface State {
  /** Until when it is in the cache, monotonic. */
  warmUntilMs: number;
  /** Whether somebody writes it into the cache now. */
  isLed: boolean;
  /** Those who wait for that, in the order in which they came. */
  waiting: Set<() => void>;
}

/** How long a request may take to begin to answer before the others are not held back for it any longer. */
const LONGEST_HOLD_MS = 20_000;
/** Prefixes that are known at once; those that are cold are forgotten first. */
const MOST_KNOWN = 1_000;

const FREE: Turn = { sent: () => {}, begun: () => {}, end: () => {} };

/**
 * Requests that share what a vendor is to cache, and are sent together, would each pay for writing it: it can be read only
 * once the first of them has begun to answer (https://platform.claude.com/docs/en/build-with-claude/prompt-caching). So one goes
 * first, and the others follow as soon as it has begun, or failed (then the next one leads), or has kept them waiting for
 * too long.
 */
export class WarmUps {
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  #stateOf(key: string): State {
    let state = this.#states.get(key);
    if (state) return state;
    if (this.#states.size >= MOST_KNOWN) {
      const nowMs = this.#clock.monotonicMs();
      for (const [other, { isLed, waiting, warmUntilMs }] of this.#states)
        if (!isLed && waiting.size === 0 && warmUntilMs <= nowMs) this.#states.delete(other);
    }
    state = { warmUntilMs: -Infinity, isLed: false, waiting: new Set() };
    this.#states.set(key, state);
    return state;
  }

  /** Waits until a request may be sent; at once where it shares nothing, or where the signal aborts. `end` must follow. */
  async turn(prefix: CachedPrefix | null, signal: AbortSignal): Promise<Turn> {
    if (prefix === null) return FREE;
    const state = this.#stateOf(prefix.key);
    while (state.isLed && !signal.aborted) await untilWoken(state, signal);
    if (signal.aborted) return FREE;
    const keep = (): void => {
      state.warmUntilMs = this.#clock.monotonicMs() + prefix.keptMs;
    };
    if (state.warmUntilMs > this.#clock.monotonicMs()) return { ...FREE, begun: keep };
    return this.#lead(state, keep);
  }

  #lead(state: State, keep: () => void): Turn {
    state.isLed = true;
    const over = new AbortController();
    const follow = (): void => {
      if (over.signal.aborted) return;
      over.abort();
      state.isLed = false;
      for (const wake of state.waiting) wake();
    };
    return {
      sent: () => {
        void this.#clock.sleep(LONGEST_HOLD_MS, over.signal).then(() => {
          if (over.signal.aborted) return;
          // Whoever is asked next would take as long: nobody is held back for a while.
          state.warmUntilMs = this.#clock.monotonicMs() + LONGEST_HOLD_MS;
          follow();
        });
      },
      begun: () => {
        keep();
        follow();
      },
      end: follow,
    };
  }
}

function untilWoken(state: State, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      state.waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    state.waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
