import type { RecordSummary } from '../core/trial.ts';
import type { Finished, RunDeps } from './run-deps.ts';

/** What came of saving a record. */
export type Saved = { isSaved: true; summary: RecordSummary } | { isSaved: false; error: unknown };

interface Waiting {
  finished: Finished;
  resolve(saved: Saved): void;
}

/** So long after a save the next one waits for more to save, while there is more to come. */
const GATHER_MS = 3;

/**
 * Saves together the records that finish in one turn of the event loop, and when they finish thick and fast, those of some
 * milliseconds: to have something on the disk for certain takes its time, however little it is, and nothing else is done
 * meanwhile.
 */
export class Saver {
  readonly #save: RunDeps['save'];
  readonly #underWay: () => number;
  #waiting: Waiting[] = [];
  #savedAtMs = -Infinity;
  #later: NodeJS.Timeout | null = null;

  /** `underWay` tells of how many trials, these included, a record may still come. */
  constructor(save: RunDeps['save'], underWay: () => number = () => Infinity) {
    this.#save = save;
    this.#underWay = underWay;
  }

  /** Saves a record, at the earliest at the end of this turn of the event loop. Resolves when it is on the disk or refused; never rejects. */
  save(finished: Finished): Promise<Saved> {
    return new Promise((resolve) => {
      this.#waiting.push({ finished, resolve });
      this.#plan();
    });
  }

  #plan(): void {
    const count = this.#waiting.length;
    const isLast = count >= this.#underWay();
    if (count > 1 && !(isLast && this.#later)) return;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    const save = (): void => {
      this.#later = null;
      this.#settle(this.#waiting.splice(0));
      this.#savedAtMs = performance.now();
    };
    if (isLast || performance.now() - this.#savedAtMs >= GATHER_MS) setImmediate(save);
    else this.#later = setTimeout(save, GATHER_MS);
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
