/**
 * What many push and one takes, in order. A push is cheap and never waits: whoever takes gets everything that has come
 * since, as one array. Who would push a lot asks for {@link room} first, so that a slow taker is not buried.
 */
export class Channel<T> {
  #items: T[] = [];
  #wakeTaker: (() => void) | null = null;
  #wakeWaiting: (() => void)[] = [];
  #closed = false;
  #takes = 0;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How often items were taken. While it stays the same, what was pushed since is still here and may be added to. */
  get takes(): number {
    return this.#takes;
  }

  /** Adds an item; after {@link close} nothing. */
  push(item: T): void {
    if (this.#closed) return;
    this.#items.push(item);
    this.#wakeTaker?.();
  }

  /** Nothing more will come. What is here can still be taken. */
  close(): void {
    this.#closed = true;
    this.#wakeTaker?.();
    this.#wakeAllWaiting();
  }

  /** Waits until fewer items than the capacity are here, or the channel is closed. */
  async room(): Promise<void> {
    while (!this.#closed && this.#items.length >= this.#capacity) {
      await new Promise<void>((resolve) => this.#wakeWaiting.push(resolve));
    }
  }

  /** Everything that is here, or comes next. Empty once the channel is closed and empty. */
  async take(): Promise<T[]> {
    while (this.#items.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => (this.#wakeTaker = resolve));
    }
    this.#wakeTaker = null;
    const items = this.#items;
    this.#items = [];
    this.#takes += 1;
    this.#wakeAllWaiting();
    return items;
  }

  #wakeAllWaiting(): void {
    const waiting = this.#wakeWaiting;
    this.#wakeWaiting = [];
    for (const wake of waiting) wake();
  }
}
