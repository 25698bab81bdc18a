import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Has a file's bytes on the disk. */
export type SyncFile = (file: string) => Promise<void>;

/**
 * Makes commits outlive a power cut that were made without waiting for the disk: has SQLite's log (`-wal`) written to it,
 * in the background, once for all who ask meanwhile. SQLite holds no locks on that file, so that opening and closing it
 * here lets go of none.
 */
export class WalSync {
  readonly #file: string;
  readonly #sync: SyncFile | null;
  #handle: FileHandle | null = null;
  #isClosed = false;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(databaseFile: string, sync: SyncFile | null = null) {
    this.#file = `${databaseFile}-wal`;
    this.#sync = sync;
  }

  async #run(): Promise<void> {
    if (this.#isClosed) return;
    try {
      if (this.#sync) await this.#sync(this.#file);
      else await (this.#handle ??= await open(this.#file, 'r+')).datasync();
    } catch {
      // Then a power cut may undo what was committed since the last record; a disk that fails is told of by that record.
    }
  }

  /** Resolves when all that was committed before is on the disk. Never rejects. */
  async flush(): Promise<void> {
    // One that is under way may have begun before the last commit: it does not count.
    if (this.#running) {
      this.#next ??= this.#running.then(() => {
        this.#next = null;
        return this.#start();
      });
      return this.#next;
    }
    return this.#start();
  }

  #start(): Promise<void> {
    const running = this.#run().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    await this.#handle?.close();
    this.#handle = null;
  }
}
