import type { NotebookFile } from '../../core/api.ts';
import type { Merge, Side } from '../../core/merge.ts';
import { cellsOf, type Notebook } from '../../core/notebook.ts';
import { ApiFault } from './api.ts';
import type { Draft, SavedText } from './draft.ts';
import { keepAsking } from './keep-asking.ts';
import { loadMerging } from './load-merging.ts';
import { meetFile, type SaveNews } from './meet-file.ts';
import type { NotebookDeps } from './notebook-deps.ts';
import type { NotebookEdit } from './notebook-edit.ts';
import { NotebookText, type EditDone } from './notebook-text.ts';
import { SaveTimer } from './save-timer.ts';
import { SentTexts } from './sent-texts.ts';
import { Subject } from './subject.ts';
import { loadTools, toolsAwaited, toolsNow } from './tools.ts';

const RETRY_SAVE_MS = 3000;
/** A program that replaces a file takes it away for a moment. */
const LOOK_AGAIN_MS = 300;
const LOOKS = 3;

/** `conflict`: the file has changes that meet ours in one cell. `gone`: there is no such file any more. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict' | 'gone';

/**
 * The notebook that is open, and its file: every edit saves itself, and what another program writes to the file is brought
 * together with it cell by cell. Invariant: what is not on the disk, edits that still wait included, is in a draft.
 */
export class NotebookStore extends Subject {
  readonly name: string;
  saveState: SaveState = 'saved';
  savedAt: number | null = null;
  /** Why the last save failed. */
  fault: ApiFault | null = null;
  /** While in conflict: both texts, cell by cell. */
  conflict: Merge | null = null;
  news: SaveNews | null = null;
  readonly #deps: NotebookDeps;
  readonly #words: NotebookText;
  #base: SavedText;
  /** While in conflict: what is on the disk. */
  #disk: SavedText | null = null;
  #savedMatrices: ReadonlySet<string>;
  readonly #timer = new SaveTimer(() => void this.save());
  #saving: Promise<void> | null = null;
  readonly #sent: SentTexts;
  /** Whether the file changed while this page was writing it. */
  #mustLook = false;
  #isClosed = false;
  /** Counts what is known of the disk: what was asked before that is out of date. */
  #knowledge = 0;
  /** Counts the readings of dataset files. */
  #filesAsked = 0;
  /** How often in a row there was no such file. */
  #absences = 0;

  constructor(file: NotebookFile, deps: NotebookDeps) {
    super();
    this.name = file.name;
    this.#base = file;
    this.#deps = deps;
    this.#sent = new SentTexts(deps.versionOf);
    this.#words = new NotebookText(file, { edited: () => this.#edited(), read: () => this.notify() });
    this.#savedMatrices = matricesOf(this.notebook);
  }

  get text(): string {
    return this.#words.text;
  }

  get notebook(): Notebook {
    return this.#words.notebook;
  }

  /** The file as this page last read or wrote it. */
  get base(): SavedText {
    return this.#base;
  }

  /** What stands in the file, where it is another text than {@link text}; null where it is not known to. */
  get onDisk(): string | null {
    return this.#disk?.text ?? null;
  }

  /** Whether the file has a matrix, so that the server knows of it. */
  hasSaved(matrixId: string): boolean {
    return this.#savedMatrices.has(matrixId);
  }

  /** Does an edit, which is saved soon after; one that has to wait for what does it is kept until then. */
  change(edit: NotebookEdit, done?: EditDone): void {
    // Where another notebook is open by then, there is nowhere to go.
    const isDone = this.#words.change(edit, (focus) => {
      if (!this.#isClosed) done?.(focus);
    });
    if (isDone) return;
    if (this.saveState === 'saved') this.saveState = 'unsaved';
    this.#keepDraft();
    this.notify();
  }

  /** Puts a new text in the place of the old. `of` names what is edited: typing on in it is one step of undo. */
  edit(text: string, of = ''): void {
    this.change({ do: 'text', text, of });
  }

  /** Takes the last step back, after all edits that still wait for what does them. */
  undo(done?: EditDone): void {
    this.change({ do: 'undo' }, done);
  }

  /** Takes the last undone step again. */
  redo(done?: EditDone): void {
    this.change({ do: 'redo' }, done);
  }

  #edited(): void {
    this.#keepDraft();
    if (this.saveState === 'conflict') void this.#meet();
    else if (this.saveState !== 'gone') {
      this.saveState = 'unsaved';
      this.#timer.soon();
    }
    this.notify();
  }

  /** What is lost if the page ends now; null for nothing. */
  get draft(): Draft | null {
    const { text, waiting } = this.#words;
    if (text === this.#base.text && waiting.length === 0) return null;
    return { text, edits: [...waiting], base: this.#base, sent: this.#sent.texts, at: Date.now() };
  }

  #keepDraft(): void {
    this.#deps.drafts.put(this.name, this.draft);
  }

  /** Saves now if anything is unsaved; resolves when it is on the disk, or has failed (see `saveState`). */
  async save(): Promise<void> {
    this.#timer.stop();
    // An edit that waits for what makes it is of this save.
    await toolsAwaited();
    while (this.#saving) await this.#saving;
    if (this.saveState === 'saved' || this.saveState === 'conflict') return;
    this.#saving = this.#write().finally(() => (this.#saving = null));
    await this.#saving;
    if (!this.#mustLook) return;
    this.#mustLook = false;
    try {
      await this.look();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      // The server is away: after the next save, or when it is back.
      this.#mustLook = true;
    }
  }

  /** Saves until all that is seen is on the disk: what is typed, or merged in, while a save is on its way is saved as well.
   * False where that cannot be (see `saveState`). */
  async saveSeen(): Promise<boolean> {
    do {
      // A file that is being replaced is looked for again, until it is known to be gone.
      if (this.#absences > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      await this.save();
    } while (this.#saving || this.saveState === 'unsaved');
    return this.saveState === 'saved';
  }

  /** The page is going: sends what is unsaved without waiting for what becomes of it. */
  flush(): void {
    this.#words.keepSteps();
    if (!['unsaved', 'failed', 'saving'].includes(this.saveState)) return;
    // What is on its way may go with the page, or come first: the text is sent as it follows from either, and the server takes the
    // one that fits.
    for (const before of [this.#base, ...this.#sent.all])
      if (before.version && before.text !== this.text)
        void this.#deps.write(this.name, this.text, before, true).catch(() => {});
  }

  /** Another notebook is going to be opened: saves what can be saved by now. Edits that wait for what does them are saved when
   * that has come; nobody waits for it. */
  async leave(): Promise<void> {
    const saving = this.save();
    if (toolsNow() || !toolsAwaited()) await saving;
  }

  /** Saves nothing by itself any more: another notebook is open. */
  close(): void {
    this.#isClosed = true;
    this.#timer.close();
  }

  /** Somebody has written the file, or (null) it is gone. */
  async changedOnDisk(version: string | null): Promise<void> {
    if (version !== null && version === this.#base.version && this.saveState !== 'gone') return;
    if (this.#saving) this.#mustLook = true;
    else await this.look();
  }

  /** Compares with the file, and takes what is new in it. */
  async look(): Promise<void> {
    const asked = (this.#knowledge += 1);
    let file: NotebookFile | null = null;
    try {
      file = await this.#deps.read(this.name);
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== 404) throw error;
    }
    if (this.#saving) this.#mustLook = true;
    if (this.#saving || asked !== this.#knowledge) return;
    if (!file) {
      this.#setGone();
      return;
    }
    const isKnown = file.version === this.#base.version;
    if (isKnown && this.saveState !== 'gone') {
      // What its datasets name may have changed while nobody told of it.
      this.#words.readFiles(file);
      this.notify();
      return;
    }
    this.#words.takeFiles(file);
    this.#disk = { text: file.text, version: file.version };
    await this.#meet();
  }

  /** A file that its datasets name is another now, or gone: reads them anew. */
  async filesChanged(): Promise<void> {
    const asked = (this.#filesAsked += 1);
    try {
      const file = await this.#deps.read(this.name);
      // Who asked last knows best.
      if (asked === this.#filesAsked) this.#words.readFiles(file);
    } catch (error) {
      // That the notebook itself is gone is told of otherwise.
      if (!(error instanceof ApiFault) || error.status !== 404) throw error;
      return;
    }
    this.notify();
    this.#deps.saved();
  }

  #setGone(): void {
    this.#timer.stop();
    this.saveState = 'gone';
    this.conflict = this.#disk = null;
    this.#keepDraft();
    this.notify();
  }

  /** Brings this page's text and the file's together. */
  async #meet(kind: SaveNews['kind'] = 'merged', editedAt: number | null = null): Promise<void> {
    const merging = await loadMerging();
    const disk = this.#disk;
    if (!disk) return;
    // What was written from here is what the page's text came from, though nobody has told that it came there.
    const isOurs = this.#sent.texts.includes(disk.text);
    const texts = { base: (isOurs ? disk : this.#base).text, mine: this.text, disk: disk.text };
    const met = meetFile(merging, { ...texts, kind, editedAt });
    if (met.conflict) {
      this.#timer.stop();
      this.conflict = met.conflict;
      this.saveState = 'conflict';
      this.#keepDraft();
      this.notify();
      return;
    }
    if (met.news) this.news = met.news;
    this.#takeUp(met.text, disk);
  }

  /** Goes on from what is on the disk with a text that holds it, or deliberately does not. */
  #takeUp(text: string, disk: SavedText): void {
    this.#knowledge += 1;
    this.#base = disk;
    this.#disk = this.conflict = this.fault = null;
    this.#words.take(text);
    this.saveState = text === disk.text && this.#words.waiting.length === 0 ? 'saved' : 'unsaved';
    this.#keepDraft();
    if (this.saveState === 'saved') this.#settled();
    else {
      const onDisk = this.#words.readingOf(disk.text);
      if (onDisk) this.#savedMatrices = matricesOf(onDisk);
      this.#timer.soon();
    }
    this.notify();
    this.#deps.saved();
  }

  /** Settles a conflict: for each of its cells, in order, whose text is taken. */
  async settle(sides: readonly Side[]): Promise<void> {
    const { mergedText } = await loadMerging();
    const { conflict } = this;
    const disk = this.#disk;
    if (!conflict || !disk) return;
    this.#takeUp(mergedText(conflict, sides), disk);
    await this.save();
  }

  /** Brings back a text that was not on the disk when its tab ended, with the edits of it that were still to be done. */
  async restore(draft: Draft): Promise<void> {
    const { text, edits = [] } = draft;
    if (edits.length > 0) await keepAsking(loadTools);
    const disk = this.#base;
    this.#words.takeDraft(text);
    this.#words.replay(edits);
    if (this.text === disk.text) {
      this.#keepDraft();
      return;
    }
    this.#base = draft.base;
    // Its tab may have sent it when it ended.
    for (const sent of [...(draft.sent ?? []), text]) this.#sent.add(sent);
    this.#disk = disk;
    await this.#meet('restored', draft.at);
  }

  /** Writes the notebook anew where its file is gone. */
  async recreate(): Promise<void> {
    const { text } = this;
    try {
      const { version } = await this.#deps.create(this.name, text);
      this.#takeUp(this.text, { text, version });
    } catch (error) {
      // Somebody else has: then the two come together.
      if (!(error instanceof ApiFault) || error.status !== 409) throw error;
      await this.look();
    }
  }

  /** The news have been read. */
  dismissNews(): void {
    this.news = null;
    this.notify();
  }

  #settled(): void {
    this.#timer.settle();
    this.#absences = 0;
    this.fault = null;
    if (this.text !== this.#base.text) return;
    this.#savedMatrices = matricesOf(this.notebook);
    this.#words.keepSteps();
  }

  async #write(): Promise<void> {
    const { text } = this;
    const written = matricesOf(this.notebook);
    this.#timer.settle();
    if (this.saveState !== 'gone') this.saveState = 'saving';
    this.notify();
    this.#sent.add(text);
    try {
      const { version } = await this.#deps.write(this.name, text, this.#base);
      this.#sent.clear();
      this.#knowledge += 1;
      this.#base = { text, version };
      this.#savedMatrices = written;
      this.savedAt = Date.now();
      this.saveState = this.draft ? 'unsaved' : 'saved';
      if (this.saveState === 'unsaved') this.#timer.soon();
      this.#settled();
      this.#keepDraft();
      // What is known of its results is out of date from now on.
      this.#deps.saved();
      await this.#readFiles();
      this.notify();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const disk = error.body['disk'];
      if (error.status === 409 && disk) {
        this.#disk = disk as SavedText;
        await this.#meet();
        return;
      }
      this.#absences = error.status === 404 ? this.#absences + 1 : 0;
      if (this.#absences >= LOOKS) {
        this.#setGone();
        return;
      }
      this.fault = error.status === 404 ? null : error;
      if (this.saveState !== 'gone') this.saveState = this.fault ? 'failed' : 'unsaved';
      this.#timer.after(this.fault ? RETRY_SAVE_MS : LOOK_AGAIN_MS);
      this.notify();
    }
  }

  /** A `src=` that was just written names a file that has not been read yet. */
  async #readFiles(): Promise<void> {
    if (!this.#words.lacksFiles) return;
    this.#words.takeFiles(await this.#deps.read(this.name));
    this.#words.read();
  }
}

function matricesOf(notebook: Notebook): Set<string> {
  return new Set(cellsOf(notebook, 'matrix').map(({ id }) => id));
}
