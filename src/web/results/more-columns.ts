import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { scrollBehavior } from '../look/motion.ts';
import { columnsBeyond, columnsTogether } from './pivot-model.ts';

/** Over the edge of a sheet behind which there are more columns: a shadow, and how many; pressed, it brings them in. */
@customElement('gamut-more-columns')
@localized()
export class MoreColumnsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        position: absolute;
        inset: 1px 1px 1px auto;
        z-index: 4;
        width: 26px;
        border-radius: 0 var(--radius-l) var(--radius-l) 0;
        background: linear-gradient(to left, light-dark(rgb(20 20 30 / 13%), rgb(0 0 0 / 55%)), transparent);
        pointer-events: none;
      }
      :host(:not([data-more])) {
        display: none;
      }
      button {
        position: absolute;
        top: 5px;
        right: 6px;
        display: inline-flex;
        align-items: center;
        gap: 3px;
        height: 24px;
        padding: 0 6px 0 9px;
        border: 1px solid var(--line-strong);
        border-radius: 12px;
        background: var(--surface);
        box-shadow: var(--shadow);
        color: var(--ink);
        font-size: var(--text-s);
        font-weight: 550;
        white-space: nowrap;
        cursor: pointer;
        pointer-events: auto;
      }
      button:hover {
        background: var(--hover);
      }
      svg {
        width: 13px;
        height: 13px;
      }
      @media (forced-colors: active) {
        :host {
          border-inline-end: 3px solid Highlight;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private count = 0;

  #scroller: HTMLElement | null = null;
  #together = 0;
  #step = 0;

  /** Takes what of `scroller` is in sight, and its columns; tells it, as `--together`, how many have room. Widths in CSS pixels. */
  tell(
    scroller: HTMLElement,
    view: { scrollLeft: number; width: number; firstWidth: number },
    columns: { count: number; width: number },
  ): void {
    this.#scroller = scroller;
    const whole = Math.max(1, Math.floor((view.width - view.firstWidth) / Math.max(1, columns.width)));
    this.#step = whole * columns.width;
    const together = columnsTogether(view);
    if (together !== this.#together) scroller.style.setProperty('--together', String(together));
    this.#together = together;
    this.count = columnsBeyond(view, columns);
    this.toggleAttribute('data-more', this.count > 0);
  }

  /** Brings in as many columns as there are in sight. */
  #go(): void {
    this.#scroller?.scrollBy({ left: this.#step, behavior: scrollBehavior() });
  }

  override render() {
    if (this.count === 0) return nothing;
    // The arrows among the answers go there too: it needs no stop of the Tab key.
    return html`<button tabindex="-1" @click=${this.#go}>
      ${msg(str`${formatCount(this.count)} more`)}${icon('chevronRight')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-more-columns': MoreColumnsElement;
  }
}
