import type { RecordSummary } from '../core/trial.ts';
import type { Finished, RunDeps } from './run-deps.ts';

/** What came of saving a record. */
export type Saved = { isSaved: true; summary: RecordSummary } | { isSaved: false; error: unknown };

interface Waiting {
  finished: Finished;
  resolve(saved: Saved): void;
}

/**
 * Saves together the records that finish in one turn of the event loop: to have something on the disk for certain takes
 * milliseconds, however little it is, and nothing else is done meanwhile.
 */
export class Saver {
  readonly #save: RunDeps['save'];
  #waiting: Waiting[] = [];

  constructor(save: RunDeps['save']) {
    this.#save = save;
  }

  /** Saves a record at the end of this turn of the event loop. Resolves when it is on the disk or refused; never rejects. */
  save(finished: Finished): Promise<Saved> {
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#settle(this.#waiting.splice(0)));
      this.#waiting.push({ finished, resolve });
    });
  }

  #settle(group: readonly Waiting[]): void {
    try {
      const summaries = this.#save(group.map(({ finished }) => finished));
      for (const [index, { finished, resolve }] of group.entries()) {
        const summary = summaries[index];
        if (summary) resolve({ isSaved: true, summary });
        else
          resolve({ isSaved: false, error: new Error(`no summary of record ${finished.record.trial.id}`) });
      }
    } catch (error) {
      // One that cannot be kept must not take the others with it.
      if (group.length > 1) for (const one of group) this.#settle([one]);
      else for (const { resolve } of group) resolve({ isSaved: false, error });
    }
  }
}
