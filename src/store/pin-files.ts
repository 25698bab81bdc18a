import { realpath, rm, stat } from 'node:fs/promises';
import { writeAtomically } from './atomic-write.ts';
import { locate, locateNotebook, type Located } from './file-path.ts';
import { FolderError, guarded, toFolderError } from './folder-error.ts';
import { pinsNameOf } from './notebook-name.ts';
import type { Alone } from './project-lock.ts';
import { readTextFile, toBytes } from './text-file.ts';

/** The largest file of pinned results, in bytes. */
const LARGEST_PINS = 64_000_000;

/** How often pinned results are changed anew because another program has changed them meanwhile. */
const TRIES = 5;

/** The files of pinned results in a folder of notebooks, each beside its notebook and known by that one's name. What goes wrong is
 * thrown as a FolderError. */
export class PinFiles {
  readonly #dir: string;
  /** What all processes of the project do one at a time. */
  readonly #alone: Alone;

  constructor(dir: string, alone: Alone) {
    this.#dir = dir;
    this.#alone = alone;
  }

  /** Where the pinned results of a notebook are, or would be. */
  async locate(notebook: string): Promise<Located> {
    await locateNotebook(this.#dir, notebook);
    return locate(await realpath(this.#dir), pinsNameOf(notebook));
  }

  /** The pinned results beside a notebook, unread: which version of them there is; null where there are none. */
  version(notebook: string): Promise<string | null> {
    return guarded(pinsNameOf(notebook), async () => {
      const { file, exists } = await this.locate(notebook);
      if (!exists) return null;
      const { size, mtimeMs, ino } = await stat(file);
      return `${size} ${mtimeMs} ${ino}`;
    });
  }

  /** The text of the pinned results beside a notebook; null where there are none. */
  read(notebook: string): Promise<string | null> {
    const name = pinsNameOf(notebook);
    return guarded(name, async () => {
      const { file, exists } = await this.locate(notebook);
      return exists ? (await readTextFile(file, name, LARGEST_PINS)).text : null;
    });
  }

  /**
   * Changes the pinned results beside a notebook. `change` gets their text as it is now (null: there are none) and gives what it
   * is to be; no process of the project changes them meanwhile. What cannot be read is not changed.
   */
  change(notebook: string, change: (text: string | null) => string | null): Promise<void> {
    return guarded(pinsNameOf(notebook), () =>
      this.#alone(async () => {
        const { exists } = await locateNotebook(this.#dir, notebook);
        if (!exists) throw new FolderError('not_found', notebook);
        for (let left = TRIES; ; left -= 1) if (await this.#changeOnce(notebook, change, left === 0)) return;
      }),
    );
  }

  /** False where another program was at it meanwhile; where `isLast` that is thrown. */
  async #changeOnce(
    notebook: string,
    change: (text: string | null) => string | null,
    isLast: boolean,
  ): Promise<boolean> {
    const name = pinsNameOf(notebook);
    const { file, exists } = await this.locate(notebook);
    const before = exists ? await readTextFile(file, name, LARGEST_PINS) : null;
    const text = change(before?.text ?? null);
    if (text === (before?.text ?? null)) return true;
    // A program that knows of no lock (git, an editor) may write it at the same time.
    const check = async () => {
      const now = exists ? await readTextFile(file, name, LARGEST_PINS) : null;
      if (now?.version !== before?.version) throw new FolderError('conflict', name);
    };
    try {
      if (text !== null)
        await writeAtomically(file, toBytes(name, text, LARGEST_PINS), { isNew: !exists, check });
      else {
        await check();
        await rm(file, { force: true });
      }
      return true;
    } catch (caught) {
      const error = toFolderError(caught, name);
      const isOther = error instanceof FolderError && /^(conflict|exists|not_found)$/.test(error.kind);
      if (!isOther || isLast) throw error;
      return false;
    }
  }
}
