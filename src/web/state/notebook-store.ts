import type { NotebookFile } from '../../core/api.ts';
import { parseNotebook } from '../../core/format.ts';
import type { Notebook } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';
import { api, ApiFault } from './api.ts';
import { EditHistory, type StoredHistory } from './edit-history.ts';
import { Subject } from './subject.ts';

const SAVE_AFTER_MS = 600;
const RETRY_SAVE_MS = 3000;

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

/** The notebook that is open: its text is the truth, every edit is an edit of the text, and it saves itself. */
export class NotebookStore extends Subject {
  readonly name: string;
  text: string;
  notebook: Notebook;
  saveState: SaveState = 'saved';
  savedAt: number | null = null;
  /** Why the last save failed. */
  fault: ApiFault | null = null;
  /** While in conflict: what stands on the disk. */
  disk: { text: string; version: string } | null = null;
  #version: string;
  #files: Record<string, string>;
  #fileErrors: Record<string, Text>;
  #timer = 0;
  #saving: Promise<void> | null = null;
  #onSaved: () => void;
  #history = new EditHistory();

  constructor(file: NotebookFile, onSaved: () => void) {
    super();
    this.name = file.name;
    this.text = file.text;
    this.#version = file.version;
    this.#files = file.files;
    this.#fileErrors = file.fileErrors;
    this.#onSaved = onSaved;
    this.notebook = parseNotebook(file.text, file);
    this.#history.restore(readStored(this.name), file.text);
  }

  /** Version of the file that this page last read or wrote. */
  get version(): string {
    return this.#version;
  }

  /** Puts a new text in the place of the old; it is saved soon after. `of` names what is edited: typing on in it is one
   * step of undo. */
  edit(text: string, of = ''): void {
    if (text === this.text) return;
    this.#history.note(this.text, of, Date.now());
    this.#put(text);
  }

  /** Takes the last step back. */
  undo(): void {
    const text = this.#history.undo(this.text);
    if (text !== null) this.#put(text);
  }

  /** Takes the last undone step again. */
  redo(): void {
    const text = this.#history.redo(this.text);
    if (text !== null) this.#put(text);
  }

  #put(text: string): void {
    this.text = text;
    this.notebook = parseNotebook(text, { files: this.#files, fileErrors: this.#fileErrors });
    if (this.saveState !== 'conflict') {
      this.saveState = 'unsaved';
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
    }
    this.notify();
  }

  /** Saves now if anything is unsaved; resolves when it is on the disk, or has failed (see `saveState`). */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (this.saveState === 'saved' || this.saveState === 'conflict') return;
    this.#saving = this.#write().finally(() => (this.#saving = null));
    await this.#saving;
  }

  /** Takes what another program wrote to the file, unless there are edits of ours: then it is a conflict to settle. */
  async changedOnDisk(version: string | null): Promise<void> {
    if (version === null || version === this.#version || this.#saving) return;
    const file = await api.notebook(this.name);
    if (file.version === this.#version) return;
    if (this.saveState === 'saved') this.#take(file);
    else this.#conflict({ text: file.text, version: file.version });
  }

  /** Settles a conflict: `mine` overwrites the file with this page's text, `theirs` takes the file's. */
  async settle(choice: 'mine' | 'theirs'): Promise<void> {
    if (!this.disk) return;
    const disk = this.disk;
    this.disk = null;
    if (choice === 'theirs') {
      this.#take(await api.notebook(this.name));
      return;
    }
    this.#version = disk.version;
    this.saveState = 'unsaved';
    await this.save();
  }

  #take(file: NotebookFile): void {
    this.text = file.text;
    this.#version = file.version;
    this.#files = file.files;
    this.#fileErrors = file.fileErrors;
    this.notebook = parseNotebook(file.text, file);
    this.saveState = 'saved';
    this.fault = null;
    this.notify();
    this.#onSaved();
  }

  #conflict(disk: { text: string; version: string }): void {
    this.disk = disk;
    this.saveState = 'conflict';
    this.notify();
  }

  async #write(): Promise<void> {
    const text = this.text;
    this.saveState = 'saving';
    this.notify();
    try {
      const { version } = await api.saveNotebook(this.name, text, this.#version);
      this.#version = version;
      this.fault = null;
      this.savedAt = Date.now();
      writeStored(this.name, this.#history.toStored(text));
      this.saveState = this.text === text ? 'saved' : 'unsaved';
      if (this.saveState === 'unsaved')
        this.#timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
      await this.#readFiles();
      this.notify();
      this.#onSaved();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const disk = error.body['disk'];
      if (error.status === 409 && disk) {
        this.#conflict(disk as { text: string; version: string });
        return;
      }
      this.fault = error;
      this.saveState = 'failed';
      this.#timer = window.setTimeout(() => void this.save(), RETRY_SAVE_MS);
      this.notify();
    }
  }

  /** A `src=` that was just written names a file that has not been read yet. */
  async #readFiles(): Promise<void> {
    const missing = this.notebook.cells.some(
      (cell) => cell.kind !== 'note' && cell.info['src'] !== undefined && !(cell.info['src'] in this.#files),
    );
    if (!missing) return;
    const file = await api.notebook(this.name);
    this.#files = file.files;
    this.#fileErrors = file.fileErrors;
    this.notebook = parseNotebook(this.text, file);
  }
}

const stored = (name: string): string => `gamut.history ${name}`;

function readStored(name: string): StoredHistory | null {
  try {
    return JSON.parse(sessionStorage.getItem(stored(name)) ?? 'null') as StoredHistory | null;
  } catch {
    return null;
  }
}

/** Undo is kept over a reload where the browser has room for it; where not, it is kept while the page is open. */
function writeStored(name: string, history: StoredHistory): void {
  try {
    sessionStorage.setItem(stored(name), JSON.stringify(history));
  } catch {
    sessionStorage.removeItem(stored(name));
  }
}
