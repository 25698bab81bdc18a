import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { Axis } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { placeMenu } from '../look/place-menu.ts';
import { allColumns, columnLabel, toColumnName } from './list-columns.ts';
import type { ListColumn } from './list-order.ts';
import { ViewChangeEvent } from './result-events.ts';

/**
 * Which columns the list has, and in which order: a box for each, and arrows that move the ones that are shown.
 *
 * @fires gamut-view-change
 */
@customElement('gamut-column-chooser')
@localized()
export class ColumnChooserElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        width: 268px;
        max-height: min(70vh, 560px);
        overflow: auto;
        padding: 6px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        align-items: center;
        gap: 2px;
        min-height: 30px;
        padding-inline-start: 6px;
        border-radius: var(--radius);
      }
      li:hover {
        background: var(--hover);
      }
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 8px;
        min-width: 0;
        cursor: pointer;
      }
      input {
        accent-color: var(--accent);
      }
      li .btn {
        width: 26px;
        height: 26px;
        padding: 0;
      }
      li svg {
        width: 13px;
        height: 13px;
      }
      .up {
        rotate: 90deg;
      }
      .down {
        rotate: -90deg;
      }
      .foot {
        margin-top: 4px;
        padding-top: 4px;
        border-top: 1px solid var(--line);
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ];

  @query('.menu') private menu!: HTMLElement;
  @query('button') private button!: HTMLElement;

  @property({ attribute: false }) axes: readonly Axis[] = [];
  /** What is shown now, in order. */
  @property({ attribute: false }) shown: readonly ListColumn[] = [];
  /** Whether the columns were chosen, and are not the page's own choice. */
  @property({ type: Boolean }) isChosen = false;

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    placeMenu(this.menu, this.button);
    this.menu.querySelector('input')?.focus();
  }

  #choose(columns: readonly ListColumn[]): void {
    // A list without a column would be none.
    if (columns.length === 0) return;
    this.dispatchEvent(new ViewChangeEvent({ columns: columns.map(toColumnName) }));
  }

  #toggle(column: ListColumn): void {
    const { shown } = this;
    this.#choose(shown.includes(column) ? shown.filter((one) => one !== column) : [...shown, column]);
  }

  async #move(column: ListColumn, by: -1 | 1): Promise<void> {
    const at = this.shown.indexOf(column);
    const columns = this.shown.filter((one) => one !== column);
    columns.splice(at + by, 0, column);
    this.#choose(columns);
    await this.updateComplete;
    this.renderRoot
      .querySelector<HTMLElement>(
        `li[data-column="${CSS.escape(toColumnName(column))}"] .${by < 0 ? 'up' : 'down'}`,
      )
      ?.focus();
  }

  #item(column: ListColumn) {
    const { shown } = this;
    const at = shown.indexOf(column);
    const label = columnLabel(column);
    const arrow = (by: -1 | 1, name: string, isAtEnd: boolean) =>
      html`<button
        class="btn quiet ${by < 0 ? 'up' : 'down'}"
        aria-label=${name}
        title=${name}
        aria-disabled=${isAtEnd}
        @click=${() => (isAtEnd ? undefined : this.#move(column, by))}
      >
        ${icon('chevronLeft')}
      </button>`;
    return html`<li data-column=${toColumnName(column)}>
      <label
        ><input
          type="checkbox"
          .checked=${live(at >= 0)}
          ?disabled=${at >= 0 && shown.length === 1}
          @change=${() => this.#toggle(column)}
        />${label}</label
      >
      ${
        at >= 0
          ? html`${arrow(-1, msg(str`Move ${label} to the left`), at === 0)}${arrow(
              1,
              msg(str`Move ${label} to the right`),
              at === shown.length - 1,
            )}`
          : nothing
      }
    </li>`;
  }

  override render() {
    const others = allColumns(this).filter((column) => !this.shown.includes(column));
    return html`<button class="btn" popovertarget="menu" aria-haspopup="true" data-columns>
        ${icon('columns')}<span>${msg('Columns')}</span>
      </button>
      <div
        id="menu"
        class="menu"
        role="group"
        aria-label=${msg('Columns')}
        popover
        @toggle=${this.#place}
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      >
        <ul>
          ${repeat(
            [...this.shown, ...others],
            (column) => column,
            (column) => this.#item(column),
          )}
        </ul>
        ${
          this.isChosen
            ? html`<div class="foot">
                <button
                  class="btn quiet"
                  @click=${() => this.dispatchEvent(new ViewChangeEvent({ columns: null }))}
                >
                  ${msg('As they come')}
                </button>
              </div>`
            : nothing
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-column-chooser': ColumnChooserElement;
  }
}
