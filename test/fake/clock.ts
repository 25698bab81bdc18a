import type { Clock } from '../../src/engine/clock.ts';

interface Sleeper {
  dueMs: number;
  wake(): void;
}

/** When scripted clocks begin. */
export const CLOCK_START = Date.parse('2026-03-01T09:00:00.000Z');

/** A clock that stands still until a test moves it. */
export class ScriptedClock implements Clock {
  #ms = 0;
  #sleepers: Sleeper[] = [];
  #watchers: (() => void)[] = [];
  readonly #rushes: boolean;

  /** `rushes`: whoever sleeps wakes at once, and time has moved on to then. */
  constructor({ rushes = false } = {}) {
    this.#rushes = rushes;
  }

  now(): number {
    return CLOCK_START + this.#ms;
  }

  monotonicMs(): number {
    return this.#ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    if (this.#rushes) {
      this.#ms += ms;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { dueMs: this.#ms + ms, wake };
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', wake, { once: true });
      for (const watcher of this.#watchers.splice(0)) watcher();
    });
  }

  /** How long those who sleep will yet, shortest first, milliseconds. */
  get sleeping(): number[] {
    return this.#sleepers.map(({ dueMs }) => dueMs - this.#ms).sort((a, b) => a - b);
  }

  /** Waits until so many sleep at once. */
  async untilSleeping(count = 1): Promise<void> {
    while (this.#sleepers.length < count) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  /** Moves time forward, and wakes who is due. */
  advance(ms: number): void {
    this.#ms += ms;
    const due = this.#sleepers.filter(({ dueMs }) => dueMs <= this.#ms);
    for (const sleeper of due.sort((a, b) => a.dueMs - b.dueMs)) sleeper.wake();
  }
}
