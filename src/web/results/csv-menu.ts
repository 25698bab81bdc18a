import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized } from '@lit/localize';
import type { Standing } from '../../core/standing.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { placeMenu } from '../look/place-menu.ts';
import { part } from '../state/load-part.ts';
import type { CsvChoicesElement } from './csv-choices.ts';

const NONE: readonly never[] = [];
const choices = part(() => import('./csv-choices.ts'));

/** The ways to take a matrix's results away as CSV. */
@customElement('gamut-csv-menu')
@localized()
export class CsvMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-block;
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 4px;
        width: 290px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
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
  @query('gamut-csv-choices') private content!: CsvChoicesElement;

  @property() notebook = '';
  @property() matrix = '';
  /** The trials whose rows a CSV has, and how they stand. */
  @property({ attribute: false }) trials: readonly { standing: Standing }[] = [];

  /** What the file would lack is counted when the menu is opened: trials may be many. */
  @state() private isOpen = false;

  #place(event: ToggleEvent): void {
    if (event.newState === 'open') void this.#begin();
  }

  async #begin(): Promise<void> {
    await choices.need();
    await this.updateComplete;
    await this.content.updateComplete;
    placeMenu(this.menu, this.button, 'end');
    this.content.focus();
  }

  /** Closes the menu, and gives the focus to its button, also where the keys opened it from elsewhere. */
  #close(): void {
    this.menu.hidePopover();
    this.button.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    // To the notebook it would mean to go out of the results.
    event.stopPropagation();
    this.#close();
  }

  #onClick(event: Event): void {
    if (event.composedPath().some((one) => one instanceof HTMLAnchorElement)) this.#close();
  }

  override render() {
    return html`<button class="btn" popovertarget="menu" aria-haspopup="true" data-csv>
        ${icon('download')}<span>CSV</span>
      </button>
      <div
        id="menu"
        class="menu"
        popover
        @beforetoggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
        @toggle=${this.#place}
        @keydown=${this.#onKeyDown}
        @click=${this.#onClick}
      >
        <gamut-csv-choices
          .notebook=${this.notebook}
          .matrix=${this.matrix}
          .trials=${this.isOpen ? this.trials : NONE}
        ></gamut-csv-choices>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-csv-menu': CsvMenuElement;
  }
}
