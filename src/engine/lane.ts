/** A place in a queue: resolves it with whether a place in the lane came. */
type Waiting = (entered: boolean) => void;

/**
 * The requests to one model of one provider: at most `limit` at once, first come, first served. Runs that share a lane
 * share its limit, and take turns. Here is where pace is set, and nowhere else.
 */
export class Lane {
  readonly limit: number;
  #active = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(limit: number) {
    this.limit = Math.max(1, Math.floor(limit));
  }

  /** Requests under way. */
  get active(): number {
    return this.#active;
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
    if (next) next(true);
    else this.#active -= 1;
  }
}

/** The lanes of all models, made as they are needed. Share one among all runs of a process. */
export class Lanes {
  readonly #limitOf: (provider: string, model: string) => number;
  readonly #lanes = new Map<string, Lane>();

  constructor(limitOf: (provider: string, model: string) => number) {
    this.#limitOf = limitOf;
  }

  /** The lane of a model. */
  of(provider: string, model: string): Lane {
    const key = `${provider}/${model}`;
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = new Lane(this.#limitOf(provider, model));
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}
