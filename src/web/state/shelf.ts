import type { NotebookItem, NotebooksChange } from '../../core/api.ts';
import { inLocale } from '../look/locale.ts';
import { saveFile } from '../look/save-file.ts';
import type { ReadFiles } from '../side/read-files.ts';
import { api } from './api.ts';
import { shelfApi } from './shelf-api.ts';
import { Subject } from './subject.ts';

/** The page, as far as what is done with whole notebooks needs it. */
export interface ShelfHost {
  readonly notebooks: readonly NotebookItem[];
  readonly open: { readonly name: string; save(): Promise<void>; readonly saveState: string } | null;
  /** Another number once somebody has asked for a notebook. */
  readonly asks: number;
  /** Does something; a refusal of the server is shown. */
  attempt(act: () => unknown): Promise<void>;
  /** Reads the list anew. */
  refresh(): Promise<void>;
  openNotebook(name: string): Promise<void>;
  /** Goes on with the open notebook under another name. */
  follow(name: string): Promise<void>;
  /** Shows no notebook. */
  closeNotebook(): void;
}

/** A notebook that was deleted just now, and can be brought back. */
export interface Deleted {
  title: string;
  trash: string;
}

/** What came of an import, for the person to read. */
export interface ImportNews {
  /** Names of the notebooks that came in. */
  notebooks: string[];
  /** How many files came in, data among them. */
  files: number;
  refused: { file: string; reason: string }[];
}

/** For how long it is told that files came in, and what did not: that has to be read. */
const TOLD_MS = 12_000;
const READ_MS = 60_000;

/** What is done with notebooks as a whole: rename, copy, delete and bring back, import. */
export class Shelf extends Subject {
  deleted: Deleted | null = null;
  imported: ImportNews | null = null;
  /** The notebook that is to get another name: the dialog is about it. */
  renaming: string | null = null;
  /** Whether files are held over the page. */
  isOver = false;
  readonly #host: ShelfHost;
  #toldTimer: ReturnType<typeof setTimeout> | undefined;
  /** Names that this tab itself takes away: what is told of them is known. What it brings back is among them. */
  readonly #leaving = new Set<string>();

  constructor(host: ShelfHost) {
    super();
    this.#host = host;
  }

  /** Sets which notebook the rename dialog is about. */
  askRename(name: string): void {
    this.renaming = name;
    this.notify();
  }

  /** Gives a notebook another name and title. What is unsaved is saved before. False where that was refused. */
  async rename(name: string, change: { to?: string; title?: string }): Promise<boolean> {
    let isDone = false;
    await this.#host.attempt(async () => {
      await this.#save(name);
      await this.#alone(name, async () => {
        const renamed = await shelfApi.rename(name, change);
        isDone = true;
        await this.#host.refresh();
        if (renamed.name !== name) await this.#moved(name, renamed.name);
      });
    });
    return isDone;
  }

  /** Makes a copy of a notebook and opens it. */
  async duplicate(name: string): Promise<void> {
    const { asks } = this.#host;
    await this.#host.attempt(async () => {
      await this.#save(name);
      const copy = await shelfApi.duplicate(name);
      await this.#host.refresh();
      await this.#openUnless(asks, copy.name);
    });
  }

  /** Gives the person a notebook's file. What is unsaved is saved before. */
  async download(name: string): Promise<void> {
    await this.#host.attempt(async () => {
      await this.#save(name);
      saveFile(name.split('/').at(-1) ?? name, await api.notebookDownload(name));
    });
  }

  /** Gives the person the file of a notebook's pinned answers, under the name that it has beside the notebook. */
  async downloadPins(name: string, file: string): Promise<void> {
    await this.#host.attempt(async () => {
      saveFile(file.split('/').at(-1) ?? file, await api.pinsDownload(name));
    });
  }

  /** Deletes a notebook; for a while it can be brought back by {@link undoDelete}. */
  async remove(name: string): Promise<void> {
    // Pressed twice it is deleted once.
    if (this.#leaving.has(name)) return;
    const { asks } = this.#host;
    await this.#host.attempt(async () => {
      const { notebooks } = this.#host;
      const at = notebooks.findIndex((item) => item.name === name);
      const title = notebooks[at]?.title || name;
      const next = (notebooks[at + 1] ?? notebooks[at - 1])?.name;
      const { trash } = await this.#alone(name, async () => {
        await this.#save(name);
        const trashed = await shelfApi.remove(name);
        if (this.#host.open?.name === name) {
          this.#host.closeNotebook();
          if (next !== undefined) await this.#openUnless(asks, next);
        }
        return trashed;
      });
      this.deleted = { title, trash };
      await this.#host.refresh();
      this.notify();
    });
  }

  /** Brings the notebook back that was deleted last, and opens it. */
  async undoDelete(): Promise<void> {
    if (this.deleted) await this.restore(this.deleted.trash);
  }

  /** Brings a notebook back out of the trash, and opens it. */
  async restore(trash: string): Promise<void> {
    // Pressed twice it comes back once.
    if (this.#leaving.has(trash)) return;
    const { asks } = this.#host;
    await this.#host.attempt(async () => {
      const { name } = await this.#alone(trash, () => shelfApi.restore(trash));
      if (this.deleted?.trash === trash) this.deleted = null;
      this.notify();
      await this.#host.refresh();
      await this.#openUnless(asks, name);
    });
  }

  /** Opens a notebook that has come, unless somebody has asked for another one meanwhile. */
  async #openUnless(asks: number, name: string): Promise<void> {
    if (this.#host.asks === asks) await this.#host.openNotebook(name);
  }

  /** Puts files into the folder, and opens the first notebook of them. */
  async add({ files, refused }: ReadFiles): Promise<void> {
    const { asks } = this.#host;
    await this.#host.attempt(async () => {
      const result = files.length > 0 ? await shelfApi.add(files) : { added: [], refused: [] };
      const notebooks = result.added.flatMap(({ name }) => (name.endsWith('.gamut.md') ? name : []));
      this.deleted = null;
      this.imported = {
        notebooks,
        files: result.added.length,
        refused: [
          ...refused,
          ...result.refused.map(({ file, reason }) => ({ file, reason: inLocale(reason) ?? '' })),
        ],
      };
      this.holdImport(false);
      this.notify();
      await this.#host.refresh();
      const [first] = notebooks;
      if (first !== undefined) await this.#openUnless(asks, first);
    });
  }

  /** Another notebook is open: what came of an import is told only where those notebooks are that it brought. */
  visited(name: string): void {
    if (this.imported && !this.imported.notebooks.includes(name)) this.putImportAway();
  }

  /** What came of an import need not be told any longer. */
  putImportAway(): void {
    clearTimeout(this.#toldTimer);
    if (!this.imported) return;
    this.imported = null;
    this.notify();
  }

  /** Somebody reads what came of an import (it stays), or has gone on (it goes after a while). */
  holdImport(isHeld: boolean): void {
    clearTimeout(this.#toldTimer);
    if (isHeld || !this.imported) return;
    const time = this.imported.refused.length > 0 ? READ_MS : TOLD_MS;
    this.#toldTimer = setTimeout(() => this.putImportAway(), time);
  }

  /** The news have been read. */
  dismiss(): void {
    clearTimeout(this.#toldTimer);
    this.deleted = this.imported = null;
    this.notify();
  }

  /** Files are held over the page, or no more. */
  setOver(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.notify();
  }

  /** Another tab, or a program through the server, has renamed or deleted a notebook, or brought one back. */
  async told({ from, to }: NotebooksChange): Promise<void> {
    await this.#host.attempt(() => this.#host.refresh());
    if (from !== null && to !== null && !this.#leaving.has(from)) await this.#moved(from, to);
  }

  /** Whether what is told of a notebook that is gone is this tab's own doing. */
  isLeaving(name: string): boolean {
    return this.#leaving.has(name);
  }

  async #save(name: string): Promise<void> {
    if (this.#host.open?.name === name) await this.#host.open.save();
  }

  async #alone<T>(name: string, act: () => Promise<T>): Promise<T> {
    this.#leaving.add(name);
    try {
      return await act();
    } finally {
      this.#leaving.delete(name);
    }
  }

  /** Goes along with the open notebook; the steps of undo that the tab keeps for it go along too. */
  async #moved(from: string, to: string): Promise<void> {
    if (this.#host.open?.name !== from) return;
    const steps = sessionStorage.getItem(`gamut.history ${from}`);
    if (steps !== null) {
      sessionStorage.setItem(`gamut.history ${to}`, steps);
      sessionStorage.removeItem(`gamut.history ${from}`);
    }
    await this.#host.follow(to);
  }
}
