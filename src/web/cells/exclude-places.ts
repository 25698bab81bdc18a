import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { toGridMove, type GridPlace } from '../keys/grid-move.ts';
import { toLatinKey } from '../keys/chord.ts';
import { axisLabel, levelLabel } from '../results/axis-label.ts';
import { levelData } from '../results/level-hint.ts';
import { EditKeyIntent } from '../state/events.ts';
import { axesOf } from '../../core/axes.ts';
import { canExclude } from '../../core/exclusion.ts';
import { fromMask, toMask, type Mask } from '../../core/exclusion-mask.ts';
import type { Axis, MatrixCell, Notebook } from '../../core/notebook.ts';

/** Counts what is done in grids, each of which is a step of undo of its own. */
let strokes = 0;

/** Two axes of a matrix, of which one is down the side of a grid. */
export interface AxisPair {
  rows: Axis;
  cols: Axis;
}

/** Put other axes on the grid, by their names. */
export class ChooseAxesEvent extends Event {
  static readonly type = 'gamut-choose-axes';
  readonly chosen: { rows: string; cols: string };
  constructor(chosen: { rows: string; cols: string }) {
    super(ChooseAxesEvent.type);
    this.chosen = chosen;
  }
}

/**
 * The combinations of two axes of a matrix, taken out and put back by mouse or keys: a place, a line, or a stroke over many.
 *
 * @fires gamut-edit-key
 * @fires gamut-choose-axes
 */
@customElement('gamut-exclude-places')
@localized()
export class ExcludePlacesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      .axes {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
        margin: 6px 0;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .axes select {
        height: 24px;
        font-size: var(--text-s);
      }
      .scroll {
        overflow: auto;
        max-width: 100%;
        max-height: 340px;
      }
      table {
        border-collapse: separate;
        border-spacing: 2px;
        font-size: var(--text-s);
      }
      th {
        padding: 0;
        font-weight: 450;
      }
      th button {
        max-width: 150px;
        padding: 3px 7px;
        border: 0;
        border-radius: 4px;
        background: transparent;
        color: var(--ink-2);
        font-size: var(--text-s);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        cursor: pointer;
      }
      th[scope='row'] button {
        text-align: end;
        width: 100%;
      }
      th button:hover {
        background: var(--hover);
      }
      td {
        padding: 0;
        min-width: 44px;
      }
      td button {
        display: grid;
        place-items: center;
        width: 100%;
        height: 26px;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--accent-soft);
        color: var(--accent);
        font-size: var(--text-s);
        cursor: pointer;
        touch-action: none;
      }
      td button svg {
        width: 13px;
        height: 13px;
      }
      td button[aria-pressed='true'] {
        background: repeating-linear-gradient(-45deg, var(--sunken) 0 4px, transparent 4px 7px);
        color: var(--ink-3);
      }
      td button:hover {
        border-color: var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) cell!: MatrixCell;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) pair!: AxisPair;
  /** All axes that can be on the grid. */
  @property({ attribute: false }) axes: readonly Axis[] = [];

  @state() private at: GridPlace = { row: 0, col: 0 };
  /** What a stroke of the mouse makes of every place that it meets; null for no stroke. */
  #stroke: { isOut: boolean; x: number; y: number } | null = null;

  #put(places: readonly GridPlace[], isOut: boolean): void {
    const { cell, pair } = this;
    const { out } = toMask(cell.exclude, pair.rows, pair.cols);
    for (const { row, col } of places) {
      const line = out[row];
      if (line) line[col] = isOut;
    }
    const rules = fromMask(out, cell.exclude, pair.rows, pair.cols);
    const part = `exclude ${strokes}`;
    this.dispatchEvent(new EditKeyIntent(cell, 'exclude', [...rules], { part, isByLine: true }));
  }

  /** A line of the grid goes out as a whole, or comes back where all of it is out. */
  #putLine(mask: Mask, row: number | null, col: number | null): void {
    const places = mask.out.flatMap((line, r) =>
      line.flatMap((_, c) => ((row ?? r) === r && (col ?? c) === c ? [{ row: r, col: c }] : [])),
    );
    strokes += 1;
    this.#put(places, !places.every(({ row: r, col: c }) => mask.out[r]?.[c]));
  }

  #onPress(event: PointerEvent, place: GridPlace, isOut: boolean): void {
    if (event.button !== 0) return;
    if (event.target instanceof Element) event.target.releasePointerCapture(event.pointerId);
    strokes += 1;
    this.#stroke = { isOut: !isOut, x: event.clientX, y: event.clientY };
    // What is pressed after that, elsewhere, and drawn over the grid is no stroke.
    addEventListener('pointerup', () => (this.#stroke = null), { once: true });
    this.at = place;
    this.#put([place], !isOut);
  }

  #onEnter(event: PointerEvent, place: GridPlace, isOut: boolean): void {
    const stroke = this.#stroke;
    if (event.buttons !== 1 || stroke === null || isOut === stroke.isOut) return;
    // A place that comes under a pointer that rests was moved there by something above the grid.
    if (event.clientX === stroke.x && event.clientY === stroke.y) return;
    this.#put([place], stroke.isOut);
  }

  /** A press of the keys alone comes here: one of the mouse has done its work already. */
  #onClick(event: MouseEvent, place: GridPlace, isOut: boolean): void {
    if (event.detail > 0) return;
    strokes += 1;
    this.#put([place], !isOut);
  }

  #onKeyDown(event: KeyboardEvent, size: { rows: number; cols: number }): void {
    const isMod = event.ctrlKey || event.metaKey;
    const to = toGridMove(toLatinKey(event), isMod, this.at, size);
    if (!to || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.at = to;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('td button[tabindex="0"]')?.focus();
    });
  }

  #axisField(which: 'rows' | 'cols'): TemplateResult {
    const { pair } = this;
    const other = which === 'rows' ? pair.cols : pair.rows;
    const label = which === 'rows' ? msg('Rows of the grid') : msg('Columns of the grid');
    return html`<select
      class="field"
      aria-label=${label}
      @change=${(event: Event) => {
        const name = (event.target as HTMLSelectElement).value;
        const now = { rows: pair.rows.name, cols: pair.cols.name };
        // The axis that the other side has changes places with this one's.
        const chosen = name === other.name ? { rows: now.cols, cols: now.rows } : { ...now, [which]: name };
        this.dispatchEvent(new ChooseAxesEvent(chosen));
        this.at = { row: 0, col: 0 };
      }}
    >
      ${this.axes.map(
        ({ name }) =>
          html`<option value=${name} .selected=${live(name === pair[which].name)}>${axisLabel(name)}</option>`,
      )}
    </select>`;
  }

  override render() {
    const { cell } = this;
    const { rows, cols } = this.pair;
    // A rule of what the matrix no longer has leaves nothing out.
    const axes = axesOf(cell, this.notebook);
    const mask = toMask(
      cell.exclude.filter((rule) => canExclude(rule, cell, axes)),
      rows,
      cols,
    );
    const label = (axis: Axis, at: number) => levelLabel(this.notebook, axis.name, axis.levels[at] ?? null);
    const level = (axis: Axis, at: number) => levelData(axis.name, axis.levels[at] ?? null);
    const size = { rows: rows.levels.length, cols: cols.levels.length };
    const here = { row: Math.min(this.at.row, size.rows - 1), col: Math.min(this.at.col, size.cols - 1) };
    return html`<div class="axes">
        ${this.#axisField('rows')}<span aria-hidden="true">×</span>${this.#axisField('cols')}
        <span>${msg('Press a combination to leave it out, a name for its whole line.')}</span>
      </div>
      <div class="scroll">
        <table
          role="grid"
          aria-label=${msg('Combinations that run')}
          @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, size)}
        >
          <thead>
            <tr>
              <td></td>
              ${cols.levels.map(
                (_, col) =>
                  html`<th scope="col">
                    <button tabindex="-1" data-level=${level(cols, col)} @click=${() => this.#putLine(mask, null, col)}>
                      ${label(cols, col)}
                    </button>
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.levels.map(
              (_, row) =>
                html`<tr>
                  <th scope="row">
                    <button tabindex="-1" data-level=${level(rows, row)} @click=${() => this.#putLine(mask, row, null)}>
                      ${label(rows, row)}
                    </button>
                  </th>
                  ${cols.levels.map((__, col) => {
                    const isOut = mask.out[row]?.[col] ?? false;
                    const isPart = !isOut && (mask.parts[row]?.[col] ?? 0) > 0;
                    const state = isOut ? msg('left out') : isPart ? msg('partly left out') : msg('runs');
                    const place = { row, col };
                    return html`<td role="gridcell">
                      <button
                        aria-pressed=${isOut}
                        aria-label=${`${label(rows, row)} × ${label(cols, col)}: ${state}`}
                        tabindex=${here.row === row && here.col === col ? 0 : -1}
                        @pointerdown=${(event: PointerEvent) => this.#onPress(event, place, isOut)}
                        @pointerenter=${(event: PointerEvent) => this.#onEnter(event, place, isOut)}
                        @click=${(event: MouseEvent) => this.#onClick(event, place, isOut)}
                        @focus=${() => (this.at = place)}
                      >
                        ${isOut ? icon('close') : isPart ? '½' : icon('check')}
                      </button>
                    </td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

declare global {
  interface HTMLElementEventMap {
    'gamut-choose-axes': ChooseAxesEvent;
  }
  interface HTMLElementTagNameMap {
    'gamut-exclude-places': ExcludePlacesElement;
  }
}
