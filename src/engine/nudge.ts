/** A word to all who wait that something has changed, so that they look again. */
export class Nudge {
  readonly #waiting = new Set<() => void>();

  /** Wakes all who wait now. */
  give(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Waits for the next nudge, or until the signal aborts. Never rejects. */
  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Calls `listener` at every nudge; gives what ends that. */
  subscribe(listener: () => void): () => void {
    const heard = (): void => {
      this.#waiting.add(heard);
      listener();
    };
    this.#waiting.add(heard);
    return () => void this.#waiting.delete(heard);
  }
}
