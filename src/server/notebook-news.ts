import type { DataChange, NotebookChange, NotebooksChange, PinsChange } from '../core/api.ts';
import { FolderError } from '../store/folder-error.ts';
import { NOTEBOOK_SUFFIX, PINS_SUFFIX } from '../store/notebook-name.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { EventHub } from './event-hub.ts';
import { watchFolder } from './folder-watch.ts';
import type { Log } from './log.ts';

/** Tells every tab of a notebook that was written, each version once, whoever wrote it. */
export class NotebookNews {
  readonly #hub: EventHub;
  /** The version that was told last, by name. */
  readonly #told = new Map<string, string | null>();
  /** Notebooks that are being moved. */
  readonly #moving = new Set<string>();

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  /** `version` null: it is gone. */
  tell(name: string, version: string | null): void {
    if (this.#told.get(name) === version) return;
    this.#told.set(name, version);
    const change: NotebookChange = { name, version };
    this.#hub.publish('notebook-changed', change);
  }

  /** A tab has read it as this version: a version that was told before that is news when it comes again. */
  seen(name: string, version: string): void {
    if (this.#told.has(name)) this.tell(name, version);
    else this.#told.set(name, version);
  }

  /** Moves a notebook. What the watch sees of it meanwhile is no news: a tab that went to look would find nothing there. */
  async whileMoving<T>(name: string, move: () => Promise<T>): Promise<T> {
    this.#moving.add(name);
    try {
      return await move();
    } finally {
      this.#moving.delete(name);
    }
  }

  /** Tells of a notebook that got another name (`version`: what it is under that), or that went to the trash (`to` null). */
  tellMove(change: NotebooksChange, version: string | null = null): void {
    // The watch sees the same, and need not tell it again.
    if (change.from !== null) this.#told.set(change.from, null);
    if (change.to !== null) this.#told.set(change.to, version);
    this.#hub.publish('notebooks-changed', change);
  }

  /** Tells that the pinned results beside a notebook are others now. */
  tellPins(name: string): void {
    const change: PinsChange = { name };
    this.#hub.publish('pins-changed', change);
  }

  /** Tells that a file which the datasets of a notebook name is another now, has come or is gone. */
  tellData(name: string): void {
    const change: DataChange = { name };
    this.#hub.publish('data-changed', change);
  }

  /** Watches the folder for what other programs write. Returns what ends it. */
  watch({ folder }: Workbench, log: Log): () => void {
    const look = async (name: string): Promise<void> => {
      const seen = (version: string | null) => this.#moving.has(name) || this.tell(name, version);
      try {
        seen((await folder.read(name)).version);
      } catch (error) {
        if (error instanceof FolderError && error.kind === 'not_found') seen(null);
        else log.warn({ err: error, name }, 'a notebook that changed could not be read');
      }
    };
    return watchFolder(folder.dir, {
      isDeep: true,
      isWanted: (path) =>
        path.endsWith(NOTEBOOK_SUFFIX) || path.endsWith(PINS_SUFFIX) || folder.readers.of(path).length > 0,
      changed: (path) => {
        const name = path.normalize('NFC');
        for (const reader of folder.readers.of(name)) this.tellData(reader);
        if (name.endsWith(NOTEBOOK_SUFFIX)) void look(name);
        else if (name.endsWith(PINS_SUFFIX))
          this.tellPins(name.slice(0, -PINS_SUFFIX.length) + NOTEBOOK_SUFFIX);
      },
      failed: (error) => log.warn({ err: error }, 'the notebooks folder cannot be watched'),
    });
  }
}
