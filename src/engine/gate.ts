import type { Failure } from '../core/failure.ts';
import type { RunProvider } from './attempt.ts';

/** One model of a run, and its provider: open, or closed since the provider refused it. */
export class Gate {
  /** Its provider's. */
  readonly id: string;
  readonly model: string;
  provider: RunProvider | null;
  #halt = new AbortController();
  readonly #stop: AbortSignal;

  constructor(id: string, model: string, provider: RunProvider | null, stop: AbortSignal) {
    this.id = id;
    this.model = model;
    this.provider = provider;
    this.#stop = stop;
    const halt = (): void => this.#halt.abort();
    stop.addEventListener('abort', halt, { once: true });
    if (stop.aborted) halt();
  }

  /** Aborts when the provider refuses, or the run is stopped. After {@link open} it is another one. */
  get halt(): AbortSignal {
    return this.#halt.signal;
  }

  /** Whether the provider has refused it. */
  isClosed = false;
  /** With what; null where it is open, or was closed because the run is over. */
  failure: Failure | null = null;

  /** Ends all waiting for it. */
  close(failure: Failure | null = null): void {
    this.isClosed = true;
    this.failure = failure;
    this.#halt.abort();
  }

  /** Lets its trials go on, with the provider as it is now. */
  open(provider: RunProvider | null): void {
    this.provider = provider;
    if (!provider || !this.isClosed || this.#stop.aborted) return;
    this.isClosed = false;
    this.failure = null;
    const halt = new AbortController();
    this.#halt = halt;
    this.#stop.addEventListener('abort', () => halt.abort(), { once: true });
  }
}
