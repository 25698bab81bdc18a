import { Subject } from './subject.ts';

/** A server that takes longer than this to hand out a notebook is told of. */
const SLOW_MS = 1500;

/** The notebook that was asked for and is not there yet, while that takes long or the server is away. What is open stays open. */
export class AwaitedNotebook extends Subject {
  /** Its name, once a person is to know that it is waited for; null for none. */
  name: string | null = null;
  /** Whether the server was not reached: it is asked for again once it is. */
  isAway = false;
  #timer = 0;

  /** A notebook has been asked for. */
  ask(name: string): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tell(name, false), SLOW_MS);
    // One that was waited for before is not wanted any more.
    if (this.name !== null && this.name !== name) this.#tell(null, false);
  }

  /** The server was not reached when it was asked for. */
  miss(name: string): void {
    clearTimeout(this.#timer);
    this.#tell(name, true);
  }

  /** It has come, was refused, or is not wanted any more. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.name !== null) this.#tell(null, false);
  }

  #tell(name: string | null, isAway: boolean): void {
    this.name = name;
    this.isAway = isAway;
    this.notify();
  }
}
