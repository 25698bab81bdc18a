import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Cell, Problem } from '../../core/notebook.ts';
import { icon } from '../look/icons.ts';
import './cell-menu.ts';
import { cellTitle, cellView, hasFrame, resultsView, sourceView, type CellContext } from './cell-view.ts';
import { problemList } from './problem-list.ts';

/** How a cell stands in the list. */
export interface ItemState {
  /** As its form shows it. */
  cell: Cell;
  /** What it is as it is written. */
  kind: Cell['kind'];
  problems: Problem[];
  /** Its name, where it is only to be made later; null where it is there. */
  later: string | null;
  /** About how high it will be, in pixels; null where it need not be known. */
  likelyHeight: number | null;
  isFolded: boolean;
  /** Whether its source is shown in place of its form. */
  isSource: boolean;
  /** Whether Tab comes to it. */
  isStop: boolean;
  isLast: boolean;
  /** Whether the results of a matrix are shown below it: it has no view cell. */
  hasOwnView: boolean;
}

/** What is done on a cell of the list. */
export interface ItemActs {
  entered(): void;
  unfold(): void;
}

/** A cell as an item of the list, with its menu; below a matrix without a view cell its results. */
export function cellItem(item: ItemState, context: CellContext, acts: ItemActs): TemplateResult {
  const { cell, likelyHeight, isFolded } = item;
  const isWide = cell.kind === 'view' || cell.kind === 'chart';
  const isBlank = cell.kind === 'note' && cell.body.trim() === '';
  const style = isBlank ? 'blank' : isWide ? 'wide' : cell.kind === 'note' ? 'note' : 'narrow';
  return html`<li
      class="${isFolded ? 'folded' : ''} ${style}"
      data-cell=${cell.index}
      data-kind=${item.kind}
      data-results=${cell.kind === 'view' ? cell.of : nothing}
      tabindex=${item.isStop ? 0 : -1}
      aria-label=${cellTitle(cell)}
      style=${styleMap(likelyHeight === null ? {} : { '--likely-height': `${likelyHeight}px` })}
      @focusin=${acts.entered}
    >
      ${isFolded ? foldedView(cell, acts) : html`${hasFrame(cell) ? nothing : problemList(item.problems)} ${bodyView(item, context)}`}
      <gamut-cell-menu
        .cell=${cell}
        .name=${cellTitle(cell)}
        .isFirst=${cell.index === 0}
        .isLast=${item.isLast}
      ></gamut-cell-menu>
    </li>
    ${
      item.hasOwnView && cell.kind === 'matrix'
        ? html`<li class="wide" data-results=${cell.id}>${resultsView(cell.id, null, context)}</li>`
        : nothing
    }`;
}

function foldedView(cell: Cell, { unfold }: ItemActs): TemplateResult {
  return html`<button class="fold" aria-expanded="false" @click=${unfold}>
    ${icon('chevronRight')}<span>${cellTitle(cell)}</span>
    <span class="first">${firstWords(cell)}</span>
  </button>`;
}

function bodyView({ cell, later, isSource, problems }: ItemState, context: CellContext): TemplateResult {
  if (later !== null) return html`<div class="later" data-later=${later}>${firstWords(cell)}</div>`;
  return isSource ? sourceView(cell, problems) : cellView(cell, problems, context);
}

/** The beginning of what a cell holds. */
function firstWords({ body }: Cell): string {
  return body.trim().replace(/\s+/g, ' ').slice(0, 90);
}
