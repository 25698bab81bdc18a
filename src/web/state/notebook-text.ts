import type { NotebookFile } from '../../core/api.ts';
import type { Notebook } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';
import { changedCell } from './changed-cell.ts';
import { EditHistory } from './edit-history.ts';
import type { NotebookEdit } from './notebook-edit.ts';
import type { NotebookTools } from './notebook-tools.ts';
import { readStored, writeStored } from './stored-history.ts';
import { toolsNow, withTools } from './tools.ts';

/** Called when an edit is done: with the cell to go to, null for where one is. Not called where there was nothing to do. */
export type EditDone = (focus: number | null) => void;

/**
 * The text of the open notebook, what it says, and the steps that led to it. Edits are done in the order in which they were
 * asked for; those that wait for what does them are kept as data. `notebook` is the reading of `text` whenever an edit is done;
 * it is that of the text before only while what reads it is still to come.
 */
export class NotebookText {
  text: string;
  notebook: Notebook;
  readonly #name: string;
  readonly #heard: { edited(): void; read(): void };
  readonly #waiting: NotebookEdit[] = [];
  readonly #history = new EditHistory();
  /** What `notebook` is the reading of. */
  #readText: string;
  /** While edits wait: where the cells that a person saw when asking for them stand by now; null for one that is gone. */
  #places: (number | null)[] | null = null;
  #files: Record<string, string>;
  #fileErrors: Record<string, Text>;

  /** `edited` is called after every edit, `read` after a text that came otherwise and could not be read at once. */
  constructor(file: NotebookFile, heard: { edited(): void; read(): void }) {
    this.#name = file.name;
    this.text = this.#readText = file.text;
    this.notebook = file.notebook;
    this.#files = file.files;
    this.#fileErrors = file.fileErrors;
    this.#heard = heard;
    this.#history.restore(readStored(file.name), file.text);
  }

  /** Edits that are still to be done. */
  get waiting(): readonly NotebookEdit[] {
    return this.#waiting;
  }

  /** Does an edit, or has it wait: false then. */
  change(edit: NotebookEdit, done?: EditDone): boolean {
    const isNow = toolsNow() !== null;
    if (!isNow) {
      this.#waiting.push(edit);
      this.#places ??= this.notebook.cells.map(({ index }) => index);
    }
    withTools((tools) => {
      if (!isNow) this.#waiting.shift();
      const before = this.text;
      let focus: number | null | undefined;
      try {
        focus = isNow ? this.#do(edit, tools) : this.#doLate(edit, tools);
      } finally {
        if (this.#waiting.length === 0) this.#places = null;
      }
      if (!isNow || this.text !== before) this.#heard.edited();
      if (focus !== undefined) done?.(focus);
    });
    return isNow;
  }

  /** Does edits of which nobody needs to be told. The tools must be here. */
  replay(edits: readonly NotebookEdit[]): void {
    const tools = toolsNow();
    if (!tools) return;
    this.#places = this.notebook.cells.map(({ index }) => index);
    for (const edit of edits) this.#doLate(edit, tools);
    if (this.#waiting.length === 0) this.#places = null;
  }

  /** Does an edit that was asked for before those that have been done since: its cell may stand elsewhere by now. */
  #doLate(edit: NotebookEdit, tools: NotebookTools): number | null | undefined {
    // The text may have come to be another while nothing could read it.
    if (this.#readText !== this.text) this.read();
    const placed = this.#placed(edit);
    return placed ? this.#do(placed, tools) : undefined;
  }

  /** The edit with the index that its cell, or the place of what it puts in, has by now; null where its cell is gone. */
  #placed(edit: NotebookEdit): NotebookEdit | null {
    const places = this.#places;
    if (!places || !('index' in edit)) return edit;
    const isBetween = edit.do === 'insert' || edit.do === 'new' || edit.do === 'paste';
    const place = isBetween
      ? (places.slice(edit.index).find((at) => at !== null) ?? this.notebook.cells.length)
      : (places[edit.index] ?? null);
    return place === null ? null : { ...edit, index: place };
  }

  /** Where to go then; undefined where there was nothing to do. */
  #do(edit: NotebookEdit, tools: NotebookTools): number | null | undefined {
    if (edit.do === 'undo' || edit.do === 'redo') {
      const before = this.text;
      const text = this.#history[edit.do](before);
      if (text === null) return undefined;
      this.#set(text);
      return changedCell(before, text, this.notebook);
    }
    const { text, notebook } = this;
    const edited = tools.doEdit(edit, { text, notebook, files: this.#files });
    if (!edited) return undefined;
    if (edited.text !== this.text) {
      this.#history.note(this.text, edited.of, Date.now());
      this.#set(edited.text);
    }
    return edited.focus;
  }

  /** Takes a text that another program or tab has made. It is a step of undo. */
  take(text: string): void {
    if (text !== this.text) this.#history.note(this.text, 'disk', Date.now());
    this.#set(text);
  }

  /** Takes a text that this tab had, or one that has ended, with the steps that led to it, where those were kept. */
  takeDraft(text: string): void {
    if (this.#history.restore(readStored(this.#name), text)) this.#set(text);
    else this.take(text);
  }

  /** Takes the dataset files as they are now. They count from the next reading on. */
  takeFiles({ files, fileErrors }: Pick<NotebookFile, 'files' | 'fileErrors'>): void {
    this.#files = files;
    this.#fileErrors = fileErrors;
  }

  /** Reads the text anew with the dataset files as they are now: as the server has, where it has the same text. */
  readFiles(file: NotebookFile): void {
    if (isSame(this.#files, file.files) && isSame(this.#fileErrors, file.fileErrors)) return;
    this.takeFiles(file);
    if (file.text === this.text && toolsNow() === null) this.notebook = file.notebook;
    else this.read();
  }

  /** Whether a file that a dataset names has not been read yet: its `src=` was just written. */
  get lacksFiles(): boolean {
    return this.notebook.cells.some(
      (cell) => cell.kind !== 'note' && cell.info['src'] !== undefined && !(cell.info['src'] in this.#files),
    );
  }

  /** What another text of this notebook says; null while what reads it is not here. */
  readingOf(text: string): Notebook | null {
    return toolsNow()?.parseNotebook(text, { files: this.#files }) ?? null;
  }

  /** Reads the text anew. */
  read(): void {
    const tools = toolsNow();
    if (!tools) {
      withTools(() => {
        this.read();
        this.#heard.read();
      });
      return;
    }
    const { notebook: previous, text } = this;
    const context = { files: this.#files, fileErrors: this.#fileErrors, previous };
    this.notebook = tools.parseNotebook(text, context);
    if (this.#places && text !== this.#readText) {
      const { cells } = this.notebook;
      const moved = tools.placesAfter({ text: this.#readText, cells: previous.cells }, { text, cells });
      this.#places = this.#places.map((at) => (at === null ? null : (moved[at] ?? null)));
    }
    this.#readText = text;
  }

  #set(text: string): void {
    this.text = text;
    this.read();
  }

  /** Keeps the steps over a reload. */
  keepSteps(): void {
    writeStored(this.#name, this.#history.toStored(this.text));
  }
}

/** Whether two records of texts say the same. */
function isSame(one: Record<string, string | Text>, other: Record<string, string | Text>): boolean {
  const said = (text: string | Text | undefined) => (typeof text === 'object' ? text.en : text);
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => said(one[name]) === said(other[name]))
  );
}
