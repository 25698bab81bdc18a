import type { RateLimits } from '../core/rate-limit.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { NO_TOKENS, Pace } from './pace.ts';
import type { MinuteLimits, TokenNeed } from './pace.ts';

/** What may be sent to one model. */
export interface LaneLimits extends MinuteLimits {
  /** Requests at once. */
  concurrency: number;
}

/** How a request ended, as far as it tells of the server's pace. */
export interface SendingEnd {
  /** `limited`: it was refused because there were too many (429, 529); `failed`: for any other reason. */
  how: 'well' | 'limited' | 'failed';
  /** How long the server asked to wait, milliseconds. */
  retryAfterMs: number | null;
  /** What it took; null where that is not known. */
  tokens: TokenNeed | null;
}

/** A request under way. */
export interface Sending {
  /** Takes what the server's headers say of its limits. */
  hear(limits: RateLimits): void;
  /** It has ended. */
  end(end: SendingEnd): void;
  /** It was not sent after all. */
  cancel(): void;
}

/** A place in a queue: resolves it with whether a place in the lane came. */
type Waiting = (entered: boolean) => void;

interface WaitingSender {
  need: TokenNeed;
  go(sending: Sending | null): void;
}

/** A server that asks for a longer wait than this is not waited for: its trials fail, and say so. */
const LONGEST_HOLD_MS = 3_600_000;

/**
 * The requests to one model of one provider. Two doors, both first come, first served: {@link enter}, for a trial with all
 * of its attempts, lets in `limit` at once; {@link send}, for each request, keeps the pace: what the configuration allows
 * a minute, what the server's headers say is left, what a Retry-After asked for, and half as many at once after each
 * refusal for being too many, one more for each round that went well. Runs that share a lane share all of it.
 */
export class Lane {
  readonly #clock: Clock;
  #limits: LaneLimits;
  #active = 0;
  readonly #waiting = new Set<Waiting>();

  #sending = 0;
  /** Requests at once that the server seems to bear; at most the limit. */
  #bearable: number;
  /** Counts requests, so that one refusal is not answered twice: those sent before the last halving tell nothing new. */
  #sent = 0;
  #sentAtHalving = 0;
  #holdUntilMs = -Infinity;
  readonly #senders: WaitingSender[] = [];
  #alarm: AbortController | null = null;

  readonly #pace: Pace;

  constructor(limits: LaneLimits | number, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#pace = new Pace(() => clock.monotonicMs());
    this.#limits =
      typeof limits === 'number'
        ? { concurrency: limits, requestsPerMinute: null, tokensPerMinute: null }
        : limits;
    this.#bearable = this.limit;
    this.#pace.setLimits(this.#limits);
  }

  /** Trials at once. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limits.concurrency));
  }

  /** Trials that are in. */
  get active(): number {
    return this.#active;
  }

  /** Requests under way. */
  get sending(): number {
    return this.#sending;
  }

  /** Requests at once that are let through now. */
  get bearable(): number {
    return Math.max(1, Math.floor(this.#bearable));
  }

  /** Takes limits that were changed; what is under way is not touched. */
  setLimits(limits: LaneLimits): void {
    const before = this.limit;
    this.#limits = limits;
    this.#bearable = this.#bearable >= before ? this.limit : Math.min(this.#bearable, this.limit);
    this.#pace.setLimits(limits);
    for (const next of this.#waiting) {
      if (this.#active >= this.limit) break;
      this.#active += 1;
      next(true);
    }
    this.#pump();
  }

  /** Takes a place, when there is one: true, and {@link leave} must follow. False where the signal aborts before. */
  enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#active < this.limit) {
      this.#active += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const settle: Waiting = (entered) => {
        this.#waiting.delete(settle);
        signal.removeEventListener('abort', giveUp);
        resolve(entered);
      };
      const giveUp = (): void => settle(false);
      this.#waiting.add(settle);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Gives a place back, to who waits longest. */
  leave(): void {
    const [next] = this.#waiting;
    // The place goes from hand to hand, so that nobody can slip in between.
    if (next && this.#active <= this.limit) next(true);
    else this.#active -= 1;
  }

  /** Waits until a request of about so many tokens may be sent; `end` or `cancel` must follow. null where the signal aborts
   * before. */
  send(signal: AbortSignal, need = NO_TOKENS): Promise<Sending | null> {
    if (signal.aborted) return Promise.resolve(null);
    if (this.#senders.length === 0 && this.#waitMs(need) === 0) return Promise.resolve(this.#admit(need));
    return new Promise((resolve) => {
      const sender: WaitingSender = {
        need,
        go: (sending) => {
          signal.removeEventListener('abort', giveUp);
          resolve(sending);
        },
      };
      const giveUp = (): void => {
        this.#senders.splice(this.#senders.indexOf(sender), 1);
        sender.go(null);
        this.#pump();
      };
      this.#senders.push(sender);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#pump();
    });
  }

  /** How long the next request has to wait; Infinity: until another one ends. */
  #waitMs(need: TokenNeed): number {
    if (this.#sending >= this.bearable) return Infinity;
    const nowMs = this.#clock.monotonicMs();
    return Math.max(0, this.#holdUntilMs - nowMs, this.#pace.waitMs(need));
  }

  /** Lets through who may go, and sees that somebody looks again when the next one may. */
  #pump(): void {
    this.#alarm?.abort();
    this.#alarm = null;
    for (let next = this.#senders[0]; next; next = this.#senders[0]) {
      const waitMs = this.#waitMs(next.need);
      if (waitMs > 0) {
        if (waitMs < Infinity) this.#wakeAfter(waitMs);
        return;
      }
      this.#senders.shift();
      next.go(this.#admit(next.need));
    }
  }

  #wakeAfter(waitMs: number): void {
    const alarm = new AbortController();
    this.#alarm = alarm;
    void this.#clock.sleep(waitMs, alarm.signal).then(() => {
      if (!alarm.signal.aborted) this.#pump();
    });
  }

  #admit(need: TokenNeed): Sending {
    const taken = this.#pace.take(need);
    this.#sending += 1;
    this.#sent += 1;
    const number = this.#sent;
    return {
      hear: (limits) => taken.hear(limits),
      end: (end) => {
        taken.end(end.tokens);
        this.#sending -= 1;
        this.#adapt(end, number);
        this.#pump();
      },
      cancel: () => {
        taken.cancel();
        this.#sending -= 1;
        this.#pump();
      },
    };
  }

  /** Additive increase, multiplicative decrease (Chiu and Jain, 1989). */
  #adapt({ how, retryAfterMs }: SendingEnd, number: number): void {
    if (how === 'failed') return;
    if (how === 'well') {
      this.#bearable = Math.min(this.limit, this.#bearable + 1 / this.#bearable);
      return;
    }
    if (retryAfterMs !== null && retryAfterMs <= LONGEST_HOLD_MS)
      this.#holdUntilMs = Math.max(this.#holdUntilMs, this.#clock.monotonicMs() + retryAfterMs);
    if (number <= this.#sentAtHalving) return;
    this.#bearable = Math.max(1, this.#bearable / 2);
    this.#sentAtHalving = this.#sent;
  }
}

/** Limits of a model: all of them, or how many requests at once. */
type LimitsOf = (provider: string, model: string) => LaneLimits | number;

/** The lanes of all models, made as they are needed. Share one among all runs of a process. */
export class Lanes {
  #limitsOf: LimitsOf;
  readonly #clock: Clock;
  readonly #lanes = new Map<string, { provider: string; model: string; lane: Lane }>();

  constructor(limitsOf: LimitsOf, clock: Clock = systemClock) {
    this.#limitsOf = limitsOf;
    this.#clock = clock;
  }

  /** The lane of a model. */
  of(provider: string, model: string): Lane {
    const key = `${provider}/${model}`;
    const known = this.#lanes.get(key);
    if (known) return known.lane;
    const lane = new Lane(this.#limitsOf(provider, model), this.#clock);
    this.#lanes.set(key, { provider, model, lane });
    return lane;
  }

  /** Takes limits that were changed, for the lanes that there are too. */
  setLimits(limitsOf: (provider: string, model: string) => LaneLimits): void {
    this.#limitsOf = limitsOf;
    for (const { provider, model, lane } of this.#lanes.values()) lane.setLimits(limitsOf(provider, model));
  }
}
