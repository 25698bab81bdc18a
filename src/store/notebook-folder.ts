import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sourceFiles, titleOf } from '../core/format.ts';
import type { Text } from '../core/text.ts';
import { applyPatch, type TextPatch } from '../core/text-patch.ts';
import { writeAtomically } from './atomic-write.ts';
import { DataReaders } from './data-readers.ts';
import { isInside, locate, locateNotebook, toSegments } from './file-path.ts';
import type { Located } from './file-path.ts';
import { FolderError, guarded, toFolderError } from './folder-error.ts';
import {
  findFreeName,
  listTrashed,
  moveNotebook,
  restoreNotebook,
  trashedAt,
  trashNotebook,
  TRASH,
} from './notebook-move.ts';
import { NOTEBOOK_SUFFIX, pinsNameOf } from './notebook-name.ts';
import { PinFiles } from './pin-files.ts';
import type { Alone } from './project-lock.ts';
import { readTextFile, toBytes, versionOf, type TextFile } from './text-file.ts';

/** The largest notebook, and all the dataset files of one notebook together, in bytes. */
export const LARGEST_NOTEBOOK = 10_000_000;
export const LARGEST_DATA = 20_000_000;

// Deeper than people nest, and an end to it where a link makes a circle.
const DEEPEST = 8;

/** A notebook in the list. `name` is its path from the folder, with `/`, NFC. */
export interface NotebookEntry {
  name: string;
  title: string;
  /** ISO 8601, UTC. */
  modifiedAt: string;
  bytes: number;
  /** Another one whenever the file was written. */
  stamp: string;
  /** Why it cannot be read; its title is the file's name then. */
  error: Text | null;
}

/** A notebook in the trash. */
export interface TrashEntry {
  /** By this it can be brought back. */
  id: string;
  /** The name that it had. */
  name: string;
  title: string;
  /** ISO 8601, UTC. */
  deletedAt: string;
}

/** A notebook as read. */
export interface NotebookText {
  name: string;
  text: string;
  /** SHA-256 of the file's bytes, in hex. */
  version: string;
  /** Texts of the dataset files that it names, by the name as written. */
  files: Record<string, string>;
  /** Why others could not be read. */
  fileErrors: Record<string, Text>;
}

/** A folder of notebooks, with the folders in it. Nothing outside it is ever read or written; what goes wrong is thrown as
 * a FolderError. */
export class NotebookFolder {
  readonly dir: string;
  /** Which of the notebooks that were read name which dataset files. */
  readonly readers = new DataReaders();
  /** The pinned results beside the notebooks. */
  readonly pins: PinFiles;
  readonly #titles = new Map<string, { version: string; title: string; error: Text | null }>();
  /** The last write to each file: the next one waits for it, so that of two with one base the second is refused. */
  readonly #writes = new Map<string, Promise<unknown>>();

  /** What all processes of the project do one at a time: all that writes or moves pinned results. */
  readonly #alone: Alone;

  constructor(dir: string, alone: Alone) {
    this.dir = dir;
    this.#alone = alone;
    this.pins = new PinFiles(dir, alone);
  }

  #locate(name: string): Promise<Located> {
    return locateNotebook(this.dir, name);
  }

  /** All notebooks, by name, those that cannot be read with the reason. */
  async list(): Promise<NotebookEntry[]> {
    const found: NotebookEntry[] = [];
    await guarded('.', async () => this.#collect(await realpath(this.dir), [], found));
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #collect(root: string, path: string[], found: NotebookEntry[]): Promise<void> {
    const entries = await readdir(join(root, ...path), { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const inner = [...path, entry.name];
      if (entry.isDirectory()) {
        if (inner.length < DEEPEST) await this.#collect(root, inner, found).catch(() => {});
      } else if (entry.name.endsWith(NOTEBOOK_SUFFIX)) {
        const item = await this.#toEntry(root, inner, entry).catch(() => null);
        if (item) found.push(item);
      }
    }
  }

  async #toEntry(root: string, path: string[], entry: Dirent): Promise<NotebookEntry | null> {
    const name = toSegments(path.join('/')).join('/');
    const file = await realpath(join(root, ...path));
    if (entry.isSymbolicLink() && !isInside(root, file)) return null;
    const { size, mtime, mtimeMs } = await stat(file);
    const version = `${size} ${mtimeMs}`;
    let known = this.#titles.get(file);
    if (known?.version !== version) {
      known = { version, ...(await this.#readTitle(file, name)) };
      this.#titles.set(file, known);
    }
    const { title, error } = known;
    return { name, title, modifiedAt: mtime.toISOString(), bytes: size, stamp: version, error };
  }

  async #readTitle(file: string, name: string): Promise<Pick<NotebookEntry, 'title' | 'error'>> {
    try {
      const { text } = await readTextFile(file, name, LARGEST_NOTEBOOK);
      return { title: titleOf(text), error: null };
    } catch (caught) {
      const error = toFolderError(caught, name);
      // One that is gone is no notebook; one that nobody can read is, and says why.
      if (!(error instanceof FolderError) || error.kind === 'not_found') throw error;
      return { title: basename(name, NOTEBOOK_SUFFIX), error: error.text };
    }
  }

  /** A notebook, and the dataset files beside it that it names. */
  read(name: string): Promise<NotebookText> {
    return guarded(name, async () => {
      const { file, exists } = await this.#locate(name);
      if (!exists) throw new FolderError('not_found', name);
      const { text, version } = await readTextFile(file, name, LARGEST_NOTEBOOK);
      return { name: name.normalize('NFC'), text, version, ...(await this.#readFiles(name, text)) };
    });
  }

  async #readFiles(name: string, text: string): Promise<Pick<NotebookText, 'files' | 'fileErrors'>> {
    const files: Record<string, string> = {};
    const fileErrors: Record<string, Text> = {};
    const root = await realpath(this.dir);
    let left = LARGEST_DATA;
    const sources = sourceFiles(text);
    this.readers.know(name, sources);
    for (const src of sources) {
      try {
        toSegments(src);
        const { file, exists } = await locate(root, [...toSegments(name).slice(0, -1), src].join('/'));
        if (!exists) throw new FolderError('not_found', src);
        const data = await readTextFile(file, src, left);
        left -= data.bytes;
        files[src] = data.text;
      } catch (caught) {
        const error = toFolderError(caught, src);
        if (!(error instanceof FolderError)) throw error;
        fileErrors[src] = error.text;
      }
    }
    return { files, fileErrors };
  }

  /** Writes a notebook that was read as `baseVersion`. Throws a `conflict`, with what is there, where it is another one by
   * now. */
  write(name: string, text: string, { baseVersion }: { baseVersion: string }): Promise<{ version: string }> {
    return guarded(name, async () => {
      const bytes = toBytes(name, text, LARGEST_NOTEBOOK);
      return this.#replace(name, baseVersion, () => bytes);
    });
  }

  /** Changes one place of a notebook that was read as `baseVersion`. Throws a `conflict`, with what is there, where it is another
   * one by now, or has no such place. */
  patch(
    name: string,
    patch: TextPatch,
    { baseVersion }: { baseVersion: string },
  ): Promise<{ version: string }> {
    return guarded(name, () =>
      this.#replace(name, baseVersion, ({ text, version }) =>
        version === baseVersion && patch.at + patch.cut <= text.length
          ? toBytes(name, applyPatch(text, patch), LARGEST_NOTEBOOK)
          : null,
      ),
    );
  }

  /** Writes what is made of a notebook as it is on the disk; null is nothing that could be there already. */
  async #replace(
    name: string,
    baseVersion: string,
    toNew: (disk: TextFile) => Uint8Array | null,
  ): Promise<{ version: string }> {
    const { file, exists } = await this.#locate(name);
    if (!exists) throw new FolderError('not_found', name);
    return this.#afterOthers(file, async () => {
      const disk = await readTextFile(file, name, LARGEST_NOTEBOOK);
      const bytes = toNew(disk);
      const version = bytes && versionOf(bytes);
      if (version === disk.version) return { version };
      const check = async () => {
        const now = await readTextFile(file, name, LARGEST_NOTEBOOK);
        if (now.version !== baseVersion) throw new FolderError('conflict', name, { disk: now });
      };
      if (!bytes || !version || disk.version !== baseVersion)
        throw new FolderError('conflict', name, { disk });
      await writeAtomically(file, bytes, { check });
      return { version };
    });
  }

  /** Makes a notebook, and the folders on the way. Throws `exists` where there is one, and where pinned results lie that would
   * become its own, unless `withPins` says that they are. */
  create(
    name: string,
    text: string,
    { withPins = false }: { withPins?: boolean | undefined } = {},
  ): Promise<{ version: string }> {
    return guarded(name, async () => {
      const bytes = toBytes(name, text, LARGEST_NOTEBOOK);
      refuseReserved(name);
      const { file, exists } = await this.#locate(name);
      if (exists) throw new FolderError('exists', name);
      if (!withPins && (await this.pins.locate(name)).exists)
        throw new FolderError('exists', pinsNameOf(name));
      await mkdir(dirname(file), { recursive: true });
      await writeAtomically(file, bytes, { isNew: true });
      return { version: versionOf(bytes) };
    });
  }

  /** Gives a notebook another name or place in the folder, its pinned results with it. Throws `exists` where there is one. */
  move(name: string, to: string): Promise<void> {
    return guarded(to, async () => {
      refuseReserved(to);
      const { file, exists } = await this.#locate(name);
      if (!exists) throw new FolderError('not_found', name);
      await this.#locate(to);
      await this.#afterOthers(file, () =>
        this.#alone(async () => moveNotebook(await realpath(this.dir), name, to)),
      );
    });
  }

  /** Moves a notebook to the trash. Gives what it can be brought back by, and where it is: its name in the trash. */
  remove(name: string, at: Date): Promise<{ id: string; trashed: string }> {
    return guarded(name, async () => {
      const { file, exists } = await this.#locate(name);
      if (!exists) throw new FolderError('not_found', name);
      return this.#afterOthers(file, async () => {
        const id = await this.#alone(async () => trashNotebook(await realpath(this.dir), name, at));
        return { id, trashed: toTrashedName(id, name.normalize('NFC')) };
      });
    });
  }

  /** Brings a notebook back out of the trash. Gives its name, with a number where its own is taken, and the one in the trash. */
  restore(id: string): Promise<{ name: string; trashed: string }> {
    return guarded(id, async () => {
      const { name, was } = await this.#alone(async () => restoreNotebook(await realpath(this.dir), id));
      return { name, trashed: toTrashedName(id, was) };
    });
  }

  /** What is in the trash, the last deleted first, so many at most. */
  trashed(most: number): Promise<TrashEntry[]> {
    return guarded(TRASH, async () => {
      const root = await realpath(this.dir);
      const found = await listTrashed(root, most);
      return Promise.all(
        found.map(async ({ id, name }) => {
          const file = await realpath(join(root, TRASH, id, ...toSegments(name))).catch(() => null);
          const isOurs = file !== null && isInside(root, file);
          const read = isOurs ? await this.#readTitle(file, name).catch(() => null) : null;
          return { id, name, title: read?.title ?? '', deletedAt: trashedAt(id) };
        }),
      );
    });
  }

  /** A name that is free: the one asked for, else with a number. */
  freeName(name: string): Promise<string> {
    return guarded(name, async () => {
      await this.#locate(name);
      return findFreeName(await realpath(this.dir), name);
    });
  }

  /** Puts a dataset file in, unless one of that name has the same text. Gives its name: with a number where it was taken. */
  addData(name: string, text: string): Promise<string> {
    return guarded(name, async () => {
      const bytes = toBytes(name, text, LARGEST_DATA);
      refuseReserved(name);
      const root = await realpath(this.dir);
      const known = await locate(root, name);
      if (known.exists) {
        const there = await readTextFile(known.file, name, LARGEST_DATA).catch(() => null);
        if (there?.text === text) return name;
      }
      const free = await findFreeName(root, name);
      const { file } = await locate(root, free);
      await mkdir(dirname(file), { recursive: true });
      await writeAtomically(file, bytes, { isNew: true });
      return free;
    });
  }

  async #afterOthers<T>(file: string, work: () => Promise<T>): Promise<T> {
    const before = this.#writes.get(file) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(work);
    this.#writes.set(file, mine);
    try {
      return await mine;
    } finally {
      if (this.#writes.get(file) === mine) this.#writes.delete(file);
    }
  }
}

/** Characters that some systems allow in no name. */
function refuseReserved(name: string): void {
  if (/[<>:"|?*]/.test(name)) throw new FolderError('bad_name', name, { detail: '< > : " | ? *' });
}

function toTrashedName(id: string, name: string): string {
  return `${TRASH}/${id}/${name}`;
}

/** Opens a folder of notebooks. It need not exist until it is used. `alone` keeps other processes away from what it moves. */
export function openNotebookFolder(
  dir: string,
  { alone = (work) => work() }: { alone?: Alone } = {},
): NotebookFolder {
  return new NotebookFolder(dir, alone);
}
