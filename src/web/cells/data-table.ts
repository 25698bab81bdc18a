import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg } from '@lit/localize';
import '@lit-labs/virtualizer';
import type { LitVirtualizer } from '@lit-labs/virtualizer';
import { baseStyle } from '../look/base-style.ts';
import { holdKeysUntil } from '../keys/hold-keys.ts';
import { reachRow } from '../results/reach-row.ts';
import { CommandIntent } from '../state/events.ts';
import type { DatasetCell, DatasetRow } from '../../core/notebook.ts';
import { isOtherCell } from './cell-change.ts';
import './column-head.ts';
import type { ColumnEvent, ColumnHeadElement } from './column-head.ts';
import { dataTableStyle } from './data-table-style.ts';
import { TableEdits } from './table-edits.ts';
import { pasteWords, tableFoot } from './table-foot.ts';
import { TableKeys } from './table-keys.ts';
import { takeAtEnd } from './take-at-end.ts';
import { tableHeads, tableRow } from './table-row.ts';
import {
  toColumnStyle,
  toRange,
  type TableKey,
  type TableMode,
  type TablePlace,
  type TableRange,
} from './table-place.ts';

/** More rows than this are made only while they are in sight. */
const MOST_WHOLE = 60;

/**
 * A dataset as a spreadsheet: one tab stop, arrows go from value to value, typing replaces, Enter and F2 edit, Tab goes on,
 * Escape leaves. The one text field that it has stands at the active place and always has the focus there, so that an input
 * method composes in a field from its first key on.
 *
 * @fires gamut-edit-table
 * @fires gamut-command undo and redo, while nothing is being typed
 * @slot - more buttons for the foot
 */
@customElement('gamut-data-table')
@localized()
export class DataTableElement extends LitElement {
  static override styles = [baseStyle, dataTableStyle];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: DatasetCell;
  /** Whether the rows stand in the notebook and can be changed. */
  @property({ type: Boolean }) isOwn = true;
  /** Columns that stay when a table goes over a dataset that is still as it began. */
  @property({ attribute: false }) asked: readonly string[] = [];

  @state() private at: TablePlace = { row: 0, col: 0 };
  /** The other corner of the selection; null where one place is selected. */
  @state() private anchor: TablePlace | null = null;
  /** Where all was selected from: it is, for as long as that is the active place. */
  @state() private wholeFrom: TablePlace | null = null;
  @state() private mode: TableMode = 'move';
  /** What the last deed did, in words. */
  @state() private news = '';
  @query('.frame') private frame!: HTMLElement;
  @query('lit-virtualizer') private virtualizer!: LitVirtualizer | null;

  #edits = new TableEdits(
    this,
    () => this.cell,
    () => this.asked,
  );
  #inPage = { first: 0, last: 0 };
  #keys = new TableKeys({
    now: () => ({
      isOwn: this.isOwn,
      mode: this.mode,
      at: this.at,
      size: this.#size,
      field: this.#field,
    }),
    obey: (asked) => this.#do(asked),
    take: () => this.#edits.take(),
  });
  #isDragging = false;

  constructor() {
    super();
    takeAtEnd(this, () => this.#edits.take());
  }

  get #size() {
    return { rows: this.cell.rows.length, cols: this.cell.columns.length };
  }

  get #range(): TableRange {
    const { rows, cols } = this.#size;
    if (this.#isWhole) return toRange({ row: 0, col: 0 }, { row: rows - 1, col: cols - 1 });
    return toRange(this.at, this.anchor ?? this.at);
  }

  get #isWhole(): boolean {
    return this.wholeFrom === this.at && this.anchor === null;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #valueAt(row: number, col: number): string {
    return this.cell.rows[row]?.vars[this.cell.columns[col] ?? ''] ?? '';
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('cell')) return;
    const { rows, cols } = this.#size;
    const { row, col } = this.at;
    if (row >= rows || col >= cols)
      this.at = { row: Math.max(-1, Math.min(row, rows - 1)), col: Math.min(col, cols - 1) };
    this.#edits.forget(this.cell);
  }

  override updated(): void {
    this.#show();
  }

  /** Puts the value at the active place, or what was typed for it, into the field, unless somebody is typing in it. */
  #show(typed = ''): void {
    const field = this.#field;
    if (!field || this.mode !== 'move' || this.#keys.isComposing) return;
    const value = typed || this.#valueAt(this.at.row, this.at.col);
    if (field.value !== value) field.value = value;
    if (typed) this.#onInput();
    else if (this.shadowRoot?.activeElement === field) field.select();
  }

  async #go(to: TablePlace, isRange = false): Promise<void> {
    this.#edits.take();
    this.anchor = isRange ? (this.anchor ?? this.at) : null;
    this.mode = 'move';
    this.at = to;
    await this.#focus();
  }

  async #focus(): Promise<void> {
    const { row, col } = this.at;
    // A place that was just made comes with the dataset's next reading, still before the next key.
    for (let turn = 0; turn < 40 && (turn < 2 || (row >= 0 && !this.#field)); turn += 1) {
      await this.updateComplete;
      await this.virtualizer?.updateComplete;
    }
    if (row < 0) {
      this.#heads[col]?.focus();
      return;
    }
    const list = { count: this.#size.rows, find: () => this.#field, inPage: () => this.#inPage };
    // To a far place it is a few frames: what is typed meanwhile is for that place, and no key of the page.
    const [field, typed] = await holdKeysUntil(reachRow(this.frame, row, list));
    field?.focus({ preventScroll: true });
    field?.closest('.cell')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#show(this.isOwn ? typed : '');
  }

  #edit(): void {
    this.mode = 'edit';
    const end = this.#field?.value.length ?? 0;
    this.#field?.setSelectionRange(end, end);
  }

  #do(asked: NonNullable<TableKey>): void {
    switch (asked.do) {
      case 'go': {
        const isEnd = this.mode === 'edit' || this.mode === 'type';
        // At the edge there is nowhere to go: what was typed is taken all the same.
        if (isEnd && asked.to.row === this.at.row && asked.to.col === this.at.col) {
          this.mode = 'move';
          this.#edits.take();
          return;
        }
        void this.#go(asked.to, asked.isRange);
        return;
      }
      case 'edit':
        this.#edit();
        return;
      case 'menu':
        this.#heads[this.at.col]?.showMenu();
        return;
      case 'clear':
        this.#edits.clear(this.#range);
        return;
      case 'cancel':
        this.#edits.drop();
        this.mode = 'move';
        this.#show();
        return;
      case 'newline':
        this.#field?.setRangeText('\n', this.#field.selectionStart, this.#field.selectionEnd, 'end');
        this.#onInput();
        return;
      case 'all':
        // As in a spreadsheet the active place stays: it is where is typed.
        this.at = { row: Math.max(0, this.at.row), col: this.at.col };
        this.wholeFrom = this.at;
        this.anchor = null;
        void this.#focus();
        return;
      case 'undo':
      case 'redo':
        this.dispatchEvent(new CommandIntent(asked.do));
        return;
      default:
        asked satisfies never;
    }
  }

  #onInput(): void {
    const field = this.#field;
    if (!field || !this.isOwn) return;
    if (this.mode === 'move') this.mode = 'type';
    this.anchor = null;
    this.wholeFrom = null;
    if (this.#keys.isComposing) this.#edits.hold();
    else this.#edits.write(this.at, field.value);
  }

  #onCompositionStart(): void {
    this.#keys.begin();
    if (this.mode === 'move') this.mode = 'type';
  }

  #onFocusOut(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget)) return;
    this.#edits.take();
    this.mode = 'move';
  }

  /** While nothing is being typed the clipboard is of places, else of the field's text. */
  #onCopy(event: ClipboardEvent): void {
    if (this.mode !== 'move') return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', this.#edits.copy(this.#range));
    if (event.type === 'cut' && this.isOwn) this.#edits.clear(this.#range);
  }

  #onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (this.mode !== 'move' || !data || !this.isOwn) return;
    event.preventDefault();
    const isTable = /<table/i.test(data.getData('text/html'));
    const pasted = this.#edits.paste(this.#range, data.getData('text/plain'), isTable);
    if (!pasted) return;
    this.news = pasteWords(pasted);
    this.anchor = { row: pasted.row + pasted.rows - 1, col: pasted.column + pasted.columns - 1 };
    this.at = { row: pasted.row, col: pasted.column };
  }

  #onPointerDown = (event: PointerEvent, to: TablePlace): void => {
    if (event.button !== 0) return;
    const isHere = to.row === this.at.row && to.col === this.at.col;
    if (isHere && this.mode !== 'move') return;
    event.preventDefault();
    this.#isDragging = !event.shiftKey;
    void this.#go(to, event.shiftKey);
  };

  #onPointerEnter = (event: PointerEvent, to: TablePlace): void => {
    if (!this.#isDragging || event.buttons !== 1) return;
    this.anchor ??= this.at;
    this.at = to;
  };

  #onRowHead = (row: number, isRange: boolean): void => {
    this.#edits.take();
    this.anchor = { row: isRange ? (this.anchor ?? this.at).row : row, col: 0 };
    this.at = { row, col: this.#size.cols - 1 };
    this.mode = 'move';
    void this.#focus();
  };

  #onColumn({ deed }: ColumnEvent, col: number): void {
    this.news = '';
    if (deed.do === 'named') {
      void this.#go({ row: Math.min(0, this.#size.rows - 1), col });
    } else if (deed.do === 'insert-left' || deed.do === 'insert-right') {
      void this.#addColumn(deed.do === 'insert-left' ? col : col + 1);
    } else {
      const now = this.#edits.column(deed, col);
      if (now !== null) void this.#go({ row: this.at.row, col: now });
    }
  }

  /** A new column gets its name at once: the one that it has until then is selected. */
  async #addColumn(col: number): Promise<void> {
    const { cols } = this.#size;
    this.#edits.addColumn(col);
    this.mode = 'move';
    this.anchor = null;
    for (let turn = 0; turn < 40 && this.#size.cols === cols; turn += 1) await this.updateComplete;
    this.at = { row: -1, col };
    await this.updateComplete;
    await this.#heads[col]?.rename({ isNew: true });
  }

  get #heads(): NodeListOf<ColumnHeadElement> {
    return this.renderRoot.querySelectorAll('gamut-column-head');
  }

  #addRow(): void {
    const col = this.cell.columns.findIndex((name) => name !== 'id');
    void this.#go({ row: this.#edits.addRows(this.#size.rows), col: Math.max(0, col) });
  }

  #insertRow(): void {
    void this.#go({ row: this.#edits.addRows(Math.max(0, this.#range.top)), col: this.at.col });
  }

  #deleteRows(): void {
    const { top, bottom } = this.#range;
    this.news = '';
    void this.#go({ row: this.#edits.removeRows(Math.max(0, top), bottom), col: this.at.col });
  }

  #row = (row: DatasetRow, at: number): TemplateResult =>
    tableRow(row, at, {
      columns: this.cell.columns,
      isOwn: this.isOwn,
      active: this.at,
      range: this.#range,
      isMany: this.anchor !== null || this.#isWhole,
      rowHead: this.#onRowHead,
      press: this.#onPointerDown,
      enter: this.#onPointerEnter,
      edit: () => this.isOwn && this.#edit(),
      input: () => this.#onInput(),
    });

  override render() {
    const { cell, isOwn } = this;
    const { rows, cols } = this.#size;
    const { top, bottom } = this.#range;
    const { columns, minWidth } = toColumnStyle(cell.columns, cell.rows);
    return html`<div
        class="frame"
        role="grid"
        aria-label=${`${msg('dataset')} ${cell.id}`}
        aria-rowcount=${rows + 1}
        aria-colcount=${cols + 1}
        aria-readonly=${isOwn ? nothing : 'true'}
        aria-multiselectable="true"
        data-mode=${this.mode}
        style=${styleMap({ '--columns': columns })}
        @keydown=${(event: KeyboardEvent) => this.#keys.down(event)}
        @keyup=${() => this.#keys.up()}
        @focusout=${this.#onFocusOut}
        @compositionstart=${this.#onCompositionStart}
        @compositionend=${() => this.#keys.end(() => this.#onInput())}
        @copy=${this.#onCopy}
        @cut=${this.#onCopy}
        @paste=${this.#onPaste}
        @pointerup=${() => (this.#isDragging = false)}
      >
        <div role="presentation" style=${styleMap({ minWidth })}>
          ${tableHeads(cell.columns, {
            isOwn,
            label: cell.label,
            active: this.at,
            column: (event, col) => this.#onColumn(event, col),
            reach: (col) => (this.at = { row: -1, col }),
          })}
          ${
            rows > MOST_WHOLE
              ? html`<lit-virtualizer
                  role="rowgroup"
                  .items=${cell.rows}
                  .keyFunction=${(_row: DatasetRow, at?: number) => at}
                  .renderItem=${(row: DatasetRow, at: number) => this.#row(row, at)}
                  @rangeChanged=${(event: Event & { first?: number; last?: number }) => {
                    this.#inPage = { first: event.first ?? 0, last: event.last ?? 0 };
                  }}
                ></lit-virtualizer>`
              : html`<div role="rowgroup">${cell.rows.map(this.#row)}</div>`
          }
        </div>
      </div>
      ${tableFoot({
        isOwn,
        selected: this.at.row < 0 || rows === 0 ? 0 : bottom - top + 1,
        news: this.news,
        addRow: () => this.#addRow(),
        addColumn: () => void this.#addColumn(cols),
        insertRow: () => this.#insertRow(),
        deleteRows: () => this.#deleteRows(),
      })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-data-table': DataTableElement;
  }
}
