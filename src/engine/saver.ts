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

  /** Gives what one that stands alone was refused with; null for anything else. */
  #settle(group: readonly Waiting[]): unknown {
    try {
      const summaries = this.#save(group.map(({ finished }) => finished));
      for (const [index, { finished, resolve }] of group.entries()) {
        const summary = summaries[index];
        if (summary) resolve({ isSaved: true, summary });
        else
          resolve({ isSaved: false, error: new Error(`no summary of record ${finished.record.trial.id}`) });
      }
      return null;
    } catch (error) {
      if (group.length === 1) {
        for (const { resolve } of group) resolve({ isSaved: false, error });
        return error;
      }
    }
    // One that cannot be kept must not take the others with it. But a store that is locked is waited for each time it is
    // asked, for seconds in which nothing else is done: once is enough.
    for (const [index, one] of group.entries()) {
      const error = this.#settle([one]);
      if (!isLocked(error)) continue;
      for (const { resolve } of group.slice(index + 1)) resolve({ isSaved: false, error });
      break;
    }
    return null;
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'locked';
}
