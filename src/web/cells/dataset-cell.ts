import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { keepText } from '../keys/run-key.ts';
import { addDatasetColumn, removeDatasetRow, setDatasetValue } from '../../core/dataset-body.ts';
import type { DatasetCell, Problem } from '../../core/notebook.ts';
import './cell-frame.ts';

const SHOWN_ROWS = 100;

/** Rows of variables as a table that is edited in place; a file beside the notebook is shown and not changed. */
@localized()
@customElement('gamut-dataset-cell')
export class DatasetCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow: auto;
        max-height: 340px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
        width: 100%;
        font-size: var(--text-m);
      }
      th {
        position: sticky;
        top: 0;
        padding: 4px 10px;
        background: var(--sunken);
        color: var(--ink-2);
        font: 600 var(--text-s) var(--font-mono);
        text-align: start;
        white-space: nowrap;
        z-index: 1;
      }
      td {
        padding: 0;
        border-top: 1px solid var(--line);
        vertical-align: top;
      }
      td + td,
      th + th {
        border-inline-start: 1px solid var(--line);
      }
      textarea,
      .text {
        display: block;
        width: 100%;
        min-width: 8ch;
        padding: 5px 10px;
        border: 0;
        background: transparent;
        resize: none;
        field-sizing: content;
        line-height: 1.5;
        border-radius: 0;
        white-space: pre-wrap;
        word-break: inherit;
        overflow-wrap: anywhere;
      }
      textarea:focus {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
        border-radius: 4px;
      }
      td.act,
      th.act {
        width: 30px;
        border-inline-start: 0;
      }
      td.act .btn {
        width: 28px;
        opacity: 0;
      }
      tr:hover td.act .btn,
      td.act .btn:focus-visible {
        opacity: 1;
      }
      .foot {
        display: flex;
        gap: 6px;
        margin-top: 6px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) cell!: DatasetCell;
  @property({ attribute: false }) problems: Problem[] = [];

  #edit(body: string): void {
    this.dispatchEvent(new EditBodyIntent(this.cell, body));
  }

  /** Values are written as they are typed; an id only when it is left, since half an id may be another row's. */
  #onValue(row: number, column: string, event: Event): void {
    if (event instanceof InputEvent && (event.isComposing || column === 'id')) return;
    const { value } = event.target as HTMLTextAreaElement;
    if (value === (this.cell.rows[row]?.vars[column] ?? '')) return;
    this.#edit(setDatasetValue(this.cell, row, column, value));
  }

  #onAddRow(): void {
    const { cell } = this;
    const first = cell.columns[0];
    if (first === undefined) return;
    const ids = new Set(cell.rows.map((row) => row.id));
    let n = cell.rows.length + 1;
    while (ids.has(`row-${n}`)) n += 1;
    this.#edit(setDatasetValue(cell, cell.rows.length, first, first === 'id' ? `row-${n}` : ''));
  }

  #onAddColumn(): void {
    let n = this.cell.columns.length;
    while (this.cell.columns.includes(`column${n}`)) n += 1;
    this.#edit(addDatasetColumn(this.cell, `column${n}`));
  }

  override render() {
    const { cell } = this;
    const isOwn = cell.src === null;
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('dataset')}
      icon="table"
      cellId=${cell.id}
      .hasForm=${isOwn}
      .problems=${this.problems}
    >
      <span slot="meta" class="meta num"
        >${msg(str`${formatCount(cell.rows.length)} rows`)}${cell.src === null ? nothing : ` · ${cell.src}`}</span
      >
      <div class="scroll" tabindex="0" role="region" aria-label=${`${msg('dataset')} ${cell.id}`}>
        <table>
          <thead>
            <tr>
              ${cell.columns.map((column) => html`<th scope="col">${column}</th>`)}
              ${isOwn ? html`<th class="act"><span class="sr-only">${msg('Actions')}</span></th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${cell.rows.slice(0, SHOWN_ROWS).map(
              (row, at) =>
                html`<tr>
                  ${cell.columns.map((column) =>
                    isOwn
                      ? html`<td>
                          <textarea
                            rows="1"
                            aria-label=${`${row.id} ${column}`}
                            .value=${row.vars[column] ?? ''}
                            @input=${(event: Event) => this.#onValue(at, column, event)}
                            @compositionend=${(event: Event) => this.#onValue(at, column, event)}
                            @change=${(event: Event) => this.#onValue(at, column, event)}
                            @keydown=${keepText}
                          ></textarea>
                        </td>`
                      : html`<td><span class="text">${row.vars[column] ?? ''}</span></td>`,
                  )}
                  ${
                    isOwn
                      ? html`<td class="act">
                          <button
                            class="btn quiet icon"
                            aria-label=${msg(str`Delete row ${row.id}`)}
                            @click=${() => this.#edit(removeDatasetRow(cell, at))}
                          >
                            ${icon('trash')}
                          </button>
                        </td>`
                      : nothing
                  }
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div class="foot">
        ${
          isOwn
            ? html`<button class="btn quiet" @click=${this.#onAddRow}>${icon('plus')}${msg('Row')}</button>
                <button class="btn quiet" @click=${this.#onAddColumn}>
                  ${icon('plus')}${msg('Column')}
                </button>`
            : nothing
        }
        ${
          cell.rows.length > SHOWN_ROWS
            ? html`<span class="meta">${msg(str`The first ${SHOWN_ROWS} rows are shown.`)}</span>`
            : nothing
        }
      </div>
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-dataset-cell': DatasetCellElement;
  }
}
