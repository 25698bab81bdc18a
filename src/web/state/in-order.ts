/** What goes to the server one thing after the other, each once; when the page goes, all that waits at once. */
export class InOrder {
  readonly #waiting = new Set<() => Promise<unknown>>();
  #last: Promise<unknown> = Promise.resolve();

  /** Asks after all that was given before has been answered or refused. */
  send<T>(ask: () => Promise<T>): Promise<T> {
    let asked: Promise<T> | null = null;
    const begin = (): Promise<T> => {
      this.#waiting.delete(begin);
      return (asked ??= ask());
    };
    this.#waiting.add(begin);
    const answered = this.#last.then(begin);
    this.#last = answered.catch(() => {});
    return answered;
  }

  /** The page is going: asks all that waits for its turn. */
  flush(): void {
    for (const begin of this.#waiting) begin().catch(() => {});
  }

  /** Resolves when all that was given so far has been answered or refused. */
  get settled(): Promise<unknown> {
    return this.#last;
  }
}
