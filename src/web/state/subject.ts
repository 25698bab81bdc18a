import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something that changes and tells who watches it. */
export class Subject {
  #listeners = new Set<() => void>();

  /** Calls `listener` after each change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells every watcher. */
  protected notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** What {@link watch} adds: renders its element anew whenever the watched subject changes; the subject may be another one at each update. */
class Watch implements ReactiveController {
  #host: ReactiveControllerHost;
  #subject: () => Subject | null | undefined;
  #watched: Subject | null = null;
  #end: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, subject: () => Subject | null | undefined) {
    this.#host = host;
    this.#subject = subject;
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#end = null;
    this.#watched = null;
  }

  #follow(): void {
    const subject = this.#subject() ?? null;
    if (subject === this.#watched) return;
    this.#end?.();
    this.#watched = subject;
    this.#end = subject?.subscribe(() => this.#host.requestUpdate()) ?? null;
  }
}

/** Makes an element render anew whenever the subject, as it is at each update, changes. Call it in the constructor. */
export function watch(host: ReactiveControllerHost, subject: () => Subject | null | undefined): void {
  const controller = new Watch(host, subject);
  host.addController(controller);
}
