import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditKeyIntent, TakeInIntent } from '../state/events.ts';
import { EditTableIntent } from '../state/table-event.ts';
import { toolsNow } from '../state/tools.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { pasteIntoDataset } from '../../core/dataset-paste.ts';
import { decodeText } from '../../core/decode-text.ts';
import type { Text } from '../../core/text.ts';
import { isWorkbook } from '../../core/workbook-mark.ts';
import type { DatasetCell, MatrixCell, Problem } from '../../core/notebook.ts';
import { afterDeed, type TableDeed } from '../../core/table-deed.ts';
import { readTableFile, toPastedTable, type TextTable } from '../../core/table-text.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import './cell-frame.ts';
import './data-table.ts';
import { columnStem } from './table-edits.ts';
import { renumberWords } from './table-foot.ts';
import { columnsWords, rowsWords } from '../look/count-words.ts';

/** A file that was given and waits for a word on where its rows go. */
interface Offer {
  file: string;
  /** How it was written: in which encoding, or on which sheet. */
  encoding: string;
  table: TextTable;
}

/** A line that begins or ends a cell of a notebook. */
const FENCE = /^(```|~~~)/m;

/** Rows of variables: a table that is edited in place and takes files; a file beside the notebook is shown and not changed. */
@customElement('gamut-dataset-cell')
@localized()
export class DatasetCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .drop {
        position: relative;
      }
      .drop.over::after {
        content: attr(data-over);
        position: absolute;
        inset: 0;
        z-index: 5;
        display: grid;
        place-items: center;
        border: 2px dashed var(--accent);
        border-radius: var(--radius);
        background: color-mix(in oklab, var(--accent-soft) 90%, transparent);
        color: var(--accent);
        font-weight: 600;
      }
      .offer {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 8px;
        align-items: center;
        margin-bottom: 8px;
        padding: 6px 10px;
        border-radius: var(--radius);
        background: var(--accent-soft);
        font-size: var(--text-m);
      }
      .offer .space {
        flex: 1;
      }
      .how {
        margin-bottom: 8px;
        max-width: 84ch;
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      .elsewhere,
      .fault {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 10px;
        align-items: center;
        margin-bottom: 8px;
        font-size: var(--text-m);
        color: var(--ink-2);
      }
      .fault {
        color: var(--bad);
      }
      .told:not(:empty) {
        margin-bottom: 8px;
        color: var(--ink-2);
        font-size: var(--text-m);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: DatasetCell;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];

  /** Whether there are matrices and none of them takes these rows. */
  @property({ type: Boolean }) isUnused = false;
  /** A matrix that asks for no rows yet. */
  @property({ attribute: false, hasChanged: isOtherCell }) taker: MatrixCell | null = null;
  /** Names of the variables that prompts ask for. */
  @property({ attribute: false, hasChanged: isOtherList }) variables: readonly string[] = [];

  /** The dataset with what was done to it while what does it is still on its way; null where that is nothing. */
  @state() private ahead: DatasetCell | null = null;
  @state() private isOver = false;
  @state() private offer: Offer | null = null;
  @state() private fault = '';
  /** What putting rows in has done besides. */
  @state() private told = '';
  @query('input[type=file]') private picker!: HTMLInputElement;

  async #take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.fault = this.told = '';
    const read = await readGiven(file);
    if ('fault' in read) {
      this.fault = `${file.name}: ${inLocale(read.fault)}`;
      return;
    }
    this.offer = { file: file.name, ...read };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.offer button')?.focus();
  }

  /** Puts a spreadsheet's rows after those that are there; false where the text is none, or the rows are a file's. */
  takeRows(text: string): boolean {
    const cell = this.#shown;
    const table = cell.src === null && !FENCE.test(text) ? toPastedTable(text) : null;
    if (!table) return false;
    const at = isBlank(cell) ? { row: 0, column: 0 } : null;
    const asked = this.#asked;
    const stem = columnStem();
    const pasted = pasteIntoDataset(cell, at ?? { row: cell.rows.length, column: 0 }, table, { asked, stem });
    const { row, rows } = pasted;
    const deed: TableDeed = { do: 'paste', at, table, asked, stem };
    this.dispatchEvent(new EditTableIntent(cell, deed, `rows ${row}-${row + rows}`));
    this.told = renumberWords(pasted);
    return true;
  }

  constructor() {
    super();
    this.addEventListener('gamut-edit-table', ({ deed }) => {
      this.told = '';
      if (!toolsNow()) this.ahead = afterDeed(this.#shown, deed);
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('cell')) this.ahead = null;
  }

  /** What the next deed is done on. */
  get #shown(): DatasetCell {
    return this.ahead ?? this.cell;
  }

  /** The columns that are wanted, even while they are empty. */
  get #asked(): readonly string[] {
    const { label } = this.cell;
    return label === null ? this.variables : [...this.variables, label];
  }

  #onDrag(event: DragEvent): void {
    if (this.cell.src !== null || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    this.isOver = true;
  }

  #onDrop(event: DragEvent): void {
    if (!this.isOver) return;
    event.preventDefault();
    event.stopPropagation();
    this.isOver = false;
    void this.#take(event.dataTransfer?.files[0]);
  }

  #onDragLeave(event: DragEvent): void {
    const { relatedTarget } = event;
    if (!(relatedTarget instanceof Node) || !this.renderRoot.contains(relatedTarget)) this.isOver = false;
  }

  #accept(how: 'replace' | 'append'): void {
    const { offer, cell } = this;
    if (!offer) return;
    const { columns, rows } = offer.table;
    const deed: TableDeed =
      how === 'replace'
        ? { do: 'replace', columns, rows }
        : {
            do: 'paste',
            at: null,
            table: [columns, ...rows],
            isNamed: true,
            asked: this.#asked,
            stem: columnStem(),
          };
    const told = deed.do === 'paste' ? this.#renumbered(cell, deed.table) : '';
    this.dispatchEvent(new EditTableIntent(cell, deed, `file ${offer.file} ${how}`));
    this.told = told;
    this.offer = null;
  }

  /** What is said of ids that are there already where rows are put after those that there are, under named columns. */
  #renumbered(cell: DatasetCell, table: string[][]): string {
    const at = { row: cell.rows.length, column: 0 };
    return renumberWords(pasteIntoDataset(cell, at, table, { header: true, asked: this.#asked }));
  }

  /** Puts the rows of the file into the notebook, and lets the file be. */
  #takeIn(): void {
    this.dispatchEvent(new TakeInIntent(this.cell));
  }

  /** The button goes as the matrix takes the rows: the focus goes to the cell. */
  #use(taker: MatrixCell): void {
    this.closest<HTMLElement>('li[data-cell]')?.focus({ preventScroll: true });
    this.dispatchEvent(new EditKeyIntent(taker, 'data', this.cell.id));
  }

  /** Has the matrix that asks for no rows yet ask for these. */
  #useIn(): TemplateResult | typeof nothing {
    const { taker } = this;
    if (!taker) return nothing;
    return html`<button
      slot="meta"
      class="btn quiet use"
      @click=${() => this.#use(taker)}
    >
      ${msg(str`Use them in ${taker.id}`)}
    </button>`;
  }

  #offerBar(): TemplateResult | typeof nothing {
    const { offer } = this;
    if (!offer) return nothing;
    const { columns, rows } = offer.table;
    return html`<div class="offer" role="group" aria-label=${offer.file}>
      <span
        ><b>${offer.file}</b> · ${`${rowsWords(rows.length)}, ${columnsWords(columns.length)}`}
        <span class="meta">(${offer.encoding}) ${columns.slice(0, 8).join(', ')}${columns.length > 8 ? ', …' : ''}</span></span
      >
      <span class="space"></span>
      <button class="btn" @click=${() => this.#accept('replace')}>${msg('Replace the rows')}</button>
      <button class="btn" @click=${() => this.#accept('append')}>${msg('Add to them')}</button>
      <button class="btn quiet" @click=${() => (this.offer = null)}>${msg('Cancel')}</button>
    </div>`;
  }

  /** What to do with a table that holds nothing yet. */
  #how(): TemplateResult {
    return html`<p class="how">
      ${msg('Type in the first row below, paste rows from a spreadsheet, or drop a CSV, TSV, JSONL or Excel file here.')}
      ${msg('Each column is a {{variable}} of the prompt; a matrix asks once for each row.')}
    </p>`;
  }

  override render() {
    const cell = this.#shown;
    const isOwn = cell.src === null;
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('dataset')}
      icon="table"
      cellId=${cell.id}
      .hasForm=${true}
      .problems=${this.problems}
    >
      ${
        this.isUnused
          ? html`<span slot="meta" class="meta">${msg('no matrix asks for these rows yet')}</span>${this.#useIn()}`
          : nothing
      }
      <span slot="meta" class="meta num"
        >${rowsWords(cell.rows.length)}${isOwn ? nothing : ` · ${cell.src}`}</span
      >
      <div
        class="drop ${this.isOver ? 'over' : ''}"
        data-over=${msg('Drop a CSV, TSV, JSONL or Excel file')}
        @dragenter=${this.#onDrag}
        @dragover=${this.#onDrag}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        ${this.#offerBar()}
        ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
        <p class="told" role="status">${this.told}</p>
        ${
          isOwn
            ? nothing
            : html`<p class="elsewhere">
                <span>${msg(str`These rows are read from ${cell.src ?? ''}: change that file to change them.`)}</span>
                <button class="btn quiet" @click=${this.#takeIn}>${msg('Put them into the notebook')}</button>
              </p>`
        }
        ${isOwn && isBlank(cell) ? this.#how() : nothing}
        <gamut-data-table .cell=${cell} .isOwn=${isOwn} .asked=${this.#asked}>
          ${
            isOwn
              ? html`<button class="btn quiet" @click=${() => this.picker.click()}>
                    ${icon('download')}${msg('From a file…')}
                  </button>
                  <input
                    type="file"
                    hidden
                    tabindex="-1"
                    aria-label=${msg('From a file…')}
                    accept=".csv,.tsv,.tab,.txt,.jsonl,.ndjson,.xlsx"
                    @change=${(event: Event) => {
                      const input = event.target as HTMLInputElement;
                      void this.#take(input.files?.[0]);
                      input.value = '';
                    }}
                  />`
              : nothing
          }
        </gamut-data-table>
      </div>
    </gamut-cell-frame>`;
  }
}

function isOtherList(now: readonly string[], before: readonly string[] | undefined): boolean {
  return now.join('\n') !== before?.join('\n');
}

/** Whether nothing has been written into a dataset's rows but their names. */
function isBlank({ rows, columns }: DatasetCell): boolean {
  return rows.every(({ vars }) => columns.every((name) => name === 'id' || !vars[name]));
}

/** A file's table, and how it was written; or why it is none. What reads workbooks is loaded with the first one. */
async function readGiven(file: File): Promise<Omit<Offer, 'file'> | { fault: Text }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isWorkbook(bytes)) {
    const { readWorkbookTable } = await import('../../core/workbook.ts');
    const table = await readWorkbookTable(bytes);
    return 'fault' in table ? table : { table, encoding: msg(str`sheet ${table.sheet}`) };
  }
  const { text, encoding } = decodeText(bytes);
  const table = readTableFile(file.name, text);
  return 'fault' in table ? table : { table, encoding };
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-dataset-cell': DatasetCellElement;
  }
}
