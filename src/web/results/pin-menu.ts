import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { part } from '../state/load-part.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { placeMenu } from '../look/place-menu.ts';
import type { PinChoicesElement } from './pin-choices.ts';

const choices = part(() => import('./pin-choices.ts'));

/** Keeps the answers of a matrix in a file beside the notebook, so that they go wherever it goes. */
@customElement('gamut-pin-menu')
@localized()
export class PinMenuElement extends LitElement {
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
        padding: 12px 14px;
        width: min(330px, calc(100vw - 12px));
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
        line-height: 1.5;
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) results!: MatrixResults;
  @query('.menu') private menu!: HTMLElement;
  @query('button') private button!: HTMLElement;
  @query('gamut-pin-choices') private content!: PinChoicesElement;

  constructor() {
    super();
    watch(this, () => this.results);
  }

  #place(event: ToggleEvent): void {
    if (event.newState === 'open') void this.#begin();
  }

  async #begin(): Promise<void> {
    await choices.need();
    await this.content.begin();
    placeMenu(this.menu, this.button, 'end');
    this.content.focus();
  }

  override render() {
    const pinned = this.results.plan?.pinned ?? null;
    return html`<button
        class="btn"
        popovertarget="menu"
        aria-haspopup="dialog"
        title=${msg('Pin the answers beside the notebook')}
        data-pin=${pinned ? 'yes' : 'no'}
      >
        ${icon('pin')}<span>${pinned ? msg('Pinned') : msg('Pin')}</span>
      </button>
      <div
        id="menu"
        class="menu"
        popover
        role="dialog"
        aria-label=${msg('Pinned answers')}
        @toggle=${this.#place}
        @keydown=${(event: KeyboardEvent) => event.key !== 'Escape' && event.stopPropagation()}
      >
        <gamut-pin-choices .results=${this.results}></gamut-pin-choices>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pin-menu': PinMenuElement;
  }
}
