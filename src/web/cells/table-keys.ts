import { toLatinKey } from '../keys/chord.ts';
import { toPageKey } from '../keys/run-key.ts';
import { EndingKey } from './ending-key.ts';
import { toReadOnlyKey, toTableKey, type TableKey, type TableMode, type TablePlace } from './table-place.ts';

/** What the keys of a table depend on. */
interface KeyedState {
  isOwn: boolean;
  mode: TableMode;
  at: TablePlace;
  size: { rows: number; cols: number };
  /** The one text field that it has, at the active place. */
  field: HTMLElement | null;
}

/** The table whose keys are read. */
export interface KeyedTable {
  now(): KeyedState;
  /** Does what a key asks for. */
  obey(asked: NonNullable<TableKey>): void;
  /** Takes what is typed: the table is left, or the page is to do something with what it holds. */
  take(): void;
}

/** Reads the keys of a table: which are the table's, which the field's, and which the page's. In the middle of a syllable a key that
 * ends it waits until it is whole. */
export class TableKeys {
  readonly #table: KeyedTable;
  readonly #ending = new EndingKey();
  #isComposing = false;
  /** Whether the page is to do something once the syllable is whole. */
  #isAsked = false;

  constructor(table: KeyedTable) {
    this.#table = table;
  }

  /** Whether a syllable is being composed: nothing writes into the field then. */
  get isComposing(): boolean {
    return this.#isComposing;
  }

  /** A composition has begun. */
  begin(): void {
    this.#isComposing = true;
  }

  /** A composition has ended; the field's text has been taken by then. */
  end(take: () => void): void {
    this.#isComposing = false;
    take();
    if (this.#isAsked) this.#table.take();
    this.#isAsked = false;
    this.#ending.settle((key) => {
      const { mode, at, size } = this.#table.now();
      const asked = toTableKey({ key, shift: false, mod: false, alt: false }, mode, at, size);
      if (asked) this.#table.obey(asked);
    });
  }

  /** A key was let go. */
  up(): void {
    this.#ending.release();
  }

  /** A key was pressed. */
  down(event: KeyboardEvent): void {
    const { field, mode } = this.#table.now();
    const [target] = event.composedPath();
    const isHead = target instanceof HTMLElement && target.matches('button.name');
    if (target !== field && !isHead) return;
    const key = toLatinKey(event);
    if (this.#ending.isAgain(key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const isInSyllable = event.isComposing || this.#isComposing;
    if (toPageKey(event) !== null && !(event.altKey && mode !== 'move')) {
      // What runs, and what is saved, is what is seen.
      if (isInSyllable) this.#isAsked = true;
      else this.#table.take();
      return;
    }
    if (isInSyllable) {
      const isEnd = /^(Enter|Tab)$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isEnd) {
        event.preventDefault();
        this.#ending.begin(key);
      }
      event.stopPropagation();
      return;
    }
    this.#read(key, event);
  }

  #read(key: string, event: KeyboardEvent): void {
    const { isOwn, mode, at, size } = this.#table.now();
    const { shiftKey: shift, altKey: alt } = event;
    const press = { key, shift, alt, mod: event.ctrlKey || event.metaKey };
    const asked = (isOwn ? toTableKey : toReadOnlyKey)(press, mode, at, size);
    if (asked === null) {
      if (key === 'Tab') this.#table.take();
      // Text is for the field alone; what has a modifier may be the page's, and Escape leaves.
      if (key !== 'Escape' && key !== 'Tab' && !press.mod) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#table.obey(asked);
  }
}
