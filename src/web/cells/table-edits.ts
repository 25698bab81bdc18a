import { pasteIntoDataset, type Pasted } from '../../core/dataset-paste.ts';
import type { DatasetCell } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';
import type { TableDeed } from '../../core/table-deed.ts';
import { toPastedTable, toTabText } from '../../core/table-text.ts';
import { inLocale } from '../look/locale.ts';
import { EditInfoIntent } from '../state/events.ts';
import { EditTableIntent } from '../state/table-event.ts';
import type { ColumnDeed, NewColumn } from './column-head.ts';
import type { TablePlace, TableRange } from './table-place.ts';

const TAKE_AFTER_MS = 500;
const TAKE_LARGE_AFTER_MS = 1500;
const LARGE = 2000;
const STEM: Text = { en: 'column', ko: '열' };

/** What a column is called until it has a name, before its number. */
export function columnStem(): string {
  return inLocale(STEM);
}

/** Turns what is done in a table into deeds on its dataset, each reckoned from the table as the one before has left it. What is typed is
 * held back until typing pauses or the place is left, so that no key waits for a large table to be read. */
export class TableEdits {
  #host: EventTarget;
  #cell: () => DatasetCell;
  #asked: () => readonly string[];
  #draft: (TablePlace & { value: string }) | null = null;
  #timer = 0;
  #deeds = 0;
  /** Counts the values that were entered, so that each is a step of undo of its own. */
  #entered = 0;

  /** `asked`: columns that prompts ask for. */
  constructor(host: EventTarget, cell: () => DatasetCell, asked: () => readonly string[]) {
    this.#host = host;
    this.#cell = cell;
    this.#asked = asked;
  }

  /** A deed is a step of undo of its own, however soon the next one comes; typing on in one place is not. */
  #send(deed: TableDeed, part = `deed ${(this.#deeds += 1)}`): void {
    this.#host.dispatchEvent(new EditTableIntent(this.#cell(), deed, part));
  }

  /** Keeps what is typed at a place for a moment. An id is taken when it is left: half of one may be another row's. */
  write({ row, col }: TablePlace, value: string): void {
    this.#draft = { row, col, value };
    this.hold();
    if (this.#cell().columns[col] === 'id') return;
    const pause = this.#cell().rows.length > LARGE ? TAKE_LARGE_AFTER_MS : TAKE_AFTER_MS;
    this.#timer = window.setTimeout(() => this.#put(), pause);
  }

  /** Waits on: a syllable is being composed. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  /** Puts what was typed into the dataset: it is entered, or left. */
  take(): void {
    this.#put();
    this.#entered += 1;
  }

  #put(): void {
    this.hold();
    const draft = this.#draft;
    this.#draft = null;
    const cell = this.#cell();
    const column = draft && cell.columns[draft.col];
    if (!draft || column === undefined || column === null) return;
    if ((cell.rows[draft.row]?.vars[column] ?? '') === draft.value) return;
    const change = { row: draft.row, column: draft.col, value: draft.value };
    this.#send({ do: 'values', changes: [change] }, `value ${draft.row} ${draft.col} ${this.#entered}`);
  }

  /** Leaves what was typed unsaid. */
  drop(): void {
    this.hold();
    this.#draft = null;
  }

  /** Another table has come: what was typed for a place that it has not is dropped. */
  forget({ rows, columns }: DatasetCell): void {
    if (this.#draft && (this.#draft.row >= rows.length || this.#draft.col >= columns.length)) this.drop();
  }

  /** What is selected, as spreadsheets take it; one value is just its text. */
  copy({ top, bottom, left, right }: TableRange): string {
    const { columns, rows } = this.#cell();
    if (top < 0) return columns[left] ?? '';
    const values = rows
      .slice(top, bottom + 1)
      .map(({ vars }) => columns.slice(left, right + 1).map((name) => vars[name] ?? ''));
    return values.length === 1 && values[0]?.length === 1 ? (values[0][0] ?? '') : toTabText(values);
  }

  /** Puts the clipboard's text in: a table from the first place of the selection on, one value at every place of it. */
  paste(range: TableRange, text: string, isTable: boolean): Pasted | null {
    if (text === '' || range.top < 0) return null;
    const cell = this.#cell();
    const table = toPastedTable(text, { isTable });
    if (!table || (table.length === 1 && table[0]?.length === 1)) {
      this.#fill(range, table?.[0]?.[0] ?? text.replace(/\r\n?/g, '\n'));
      return null;
    }
    const at = { row: range.top, column: range.left };
    const asked = this.#asked();
    const stem = columnStem();
    const pasted = pasteIntoDataset(cell, at, table, { asked, stem });
    this.#send({ do: 'paste', at, table, asked, stem });
    return pasted;
  }

  /** Empties what is selected. */
  clear(range: TableRange): void {
    if (range.top >= 0) this.#fill(range, '');
  }

  #fill({ top, bottom, left, right }: TableRange, value: string): void {
    const changes = [];
    for (let row = Math.max(0, top); row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) changes.push({ row, column, value });
    this.#send({ do: 'values', changes });
  }

  /** Puts an empty row in before the one at an index, and says where it is. */
  addRows(at: number): number {
    this.#send({ do: 'insert-row', at });
    return at;
  }

  /** Takes rows out, ends included, and says which one is then at their place. */
  removeRows(top: number, bottom: number): number {
    const cell = this.#cell();
    this.#send({ do: 'remove-rows', at: top, count: bottom - top + 1 });
    return Math.max(0, Math.min(top, cell.rows.length - (bottom - top + 1) - 1));
  }

  /** Puts a column in before the one at an index. */
  addColumn(at: number): void {
    this.take();
    this.#send({ do: 'insert-column', at, stem: columnStem() });
  }

  /** Does what is asked of a column that is there; says where the keys then belong, null for where they are. */
  column(deed: Exclude<ColumnDeed, NewColumn>, at: number): number | null {
    const cell = this.#cell();
    switch (deed.do) {
      case 'rename':
        this.#send({ do: 'rename-column', at, name: deed.name });
        return null;
      case 'label':
        this.#host.dispatchEvent(
          new EditInfoIntent(cell, { label: deed.isLabel ? (cell.columns[at] ?? null) : null }),
        );
        return at;
      case 'move-left':
      case 'move-right': {
        const to = at + (deed.do === 'move-left' ? -1 : 1);
        if (to < 0 || to >= cell.columns.length) return null;
        this.#send({ do: 'move-column', at, to });
        return to;
      }
      case 'delete':
        this.#send({ do: 'remove-column', at });
        return Math.max(0, Math.min(at, cell.columns.length - 2));
      default:
        deed satisfies never;
        return null;
    }
  }
}
