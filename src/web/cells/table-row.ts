import { html, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { formatCount } from '../look/locale.ts';
import type { DatasetRow } from '../../core/notebook.ts';
import './column-head.ts';
import type { ColumnEvent } from './column-head.ts';
import { isIn, type TablePlace, type TableRange } from './table-place.ts';

/** What a row of a table shows and does. */
export interface RowView {
  columns: readonly string[];
  isOwn: boolean;
  active: TablePlace;
  range: TableRange;
  /** Whether more than one place is selected. */
  isMany: boolean;
  rowHead: (row: number, isRange: boolean) => void;
  press: (event: PointerEvent, place: TablePlace) => void;
  enter: (event: PointerEvent, place: TablePlace) => void;
  edit: () => void;
  input: () => void;
}

/** A row of a table: its number, and its values, with the table's one field at the active place. */
export function tableRow(row: DatasetRow, at: number, view: RowView): TemplateResult {
  const { columns, isOwn, active, range, isMany } = view;
  return html`<div class="row" role="row" aria-rowindex=${at + 2} data-row=${at}>
    <div
      class="n num"
      role="rowheader"
      @pointerdown=${(event: PointerEvent) => view.rowHead(at, event.shiftKey)}
    >
      ${formatCount(at + 1)}
    </div>
    ${columns.map((name, col) => {
      const isActive = active.row === at && active.col === col;
      const isSelected = isIn(range, at, col);
      return html`<div
        class="cell ${isMany && isSelected ? 'in' : ''}"
        role="gridcell"
        aria-colindex=${col + 2}
        aria-selected=${isSelected}
        data-column=${name}
        @pointerdown=${(event: PointerEvent) => view.press(event, { row: at, col })}
        @pointerenter=${(event: PointerEvent) => view.enter(event, { row: at, col })}
        @dblclick=${view.edit}
      >${
        isActive
          ? html`<textarea
              rows="1"
              aria-label=${`${row.id} ${name}`}
              autocomplete="off"
              spellcheck="false"
              .defaultValue=${row.vars[name] ?? ''}
              ?readonly=${!isOwn}
              @input=${view.input}
            ></textarea>`
          : html`<span class="text">${row.vars[name] ?? ''}</span>`
      }</div>`;
    })}
  </div>`;
}

/** What the header of a table does. */
export interface HeadsView {
  isOwn: boolean;
  /** The column whose values name the rows; null for none. */
  label: string | null;
  active: TablePlace;
  column: (event: ColumnEvent, col: number) => void;
  reach: (col: number) => void;
}

/** The names of the columns; of rows of one's own, with what can be done with them. */
export function tableHeads(
  columns: readonly string[],
  { isOwn, label, active, column, reach }: HeadsView,
): TemplateResult {
  return html`<div class="heads" role="row" aria-rowindex="1">
    <div class="n" role="columnheader"><span class="sr-only">${msg('Row')}</span></div>
    ${columns.map(
      (name, col) =>
        html`<gamut-column-head
          role="columnheader"
          .name=${name}
          .columns=${columns}
          .isOwn=${isOwn}
          .isLabel=${name === label}
          .isActive=${active.row < 0 && active.col === col}
          @gamut-column=${(event: ColumnEvent) => column(event, col)}
          @focusin=${() => reach(col)}
        ></gamut-column-head>`,
    )}
  </div>`;
}
