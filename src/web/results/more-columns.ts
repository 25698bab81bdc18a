import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { scrollBehavior } from '../look/motion.ts';
import { columnsCut, nextSight } from './columns-edge.ts';

/** How many columns are beyond the edge of a sheet that scrolls sideways; pressed, it brings them in. */
@customElement('gamut-more-columns')
@localized()
export class MoreColumnsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      :host(:not([data-more])) {
        display: none;
      }
      button {
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
      }
      button:hover {
        background: var(--hover);
      }
      svg {
        width: 13px;
        height: 13px;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private count = 0;

  /** Whether it stands over the columns themselves, where there is little room. */
  @property({ type: Boolean }) brief = false;

  #frame: HTMLElement | null = null;
  #ends: readonly number[] = [];
  #sight = { start: 0, width: 0 };

  /** Takes what of `frame` is in sight, and where each of its columns ends; what holds the frame has `data-more` while there are
   * columns beyond. CSS pixels from the first column's start. */
  tell(frame: HTMLElement, ends: readonly number[], sight: { start: number; width: number }): void {
    this.#frame = frame;
    this.#ends = ends;
    this.#sight = sight;
    this.count = columnsCut(ends, sight.start + sight.width);
    this.toggleAttribute('data-more', this.count > 0);
    frame.parentElement?.toggleAttribute('data-more', this.count > 0);
  }

  /** Brings in as many columns as there are in sight. */
  #go(): void {
    this.#frame?.scrollTo({ left: nextSight(this.#ends, this.#sight), behavior: scrollBehavior() });
  }

  override render() {
    const { count, brief } = this;
    if (count === 0) return nothing;
    const name = count === 1 ? msg('1 more column') : msg(str`${formatCount(count)} more columns`);
    // The keys that go from column to column bring them into sight: it needs no stop of the Tab key.
    return html`<button
      tabindex="-1"
      aria-label=${brief ? name : nothing}
      title=${brief ? name : nothing}
      @click=${this.#go}
    >
      ${brief ? msg(str`${formatCount(count)} more`) : name}${icon('chevronRight')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-more-columns': MoreColumnsElement;
  }
}
