import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { ArrangeIntent, InsertCellIntent, ToggleSourceIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { showKeys } from '../keys/chord.ts';
import { keyMap } from '../keys/key-map.ts';
import { isMac } from '../page/key-caps.ts';
import { placeMenu } from '../look/place-menu.ts';
import { newCellName, NEW_CELL_KINDS } from './new-cell.ts';
import type { CellSource } from '../../core/notebook.ts';

/** What can be done with a cell as a whole: move, duplicate, delete it, put another below it. */
@customElement('gamut-cell-menu')
@localized()
export class CellMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .open {
        width: 22px;
        height: 24px;
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 190px;
        padding: 5px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
      }
      .menu button {
        display: flex;
        justify-content: space-between;
        gap: 24px;
        width: 100%;
        padding: 5px 9px;
        border: 0;
        border-radius: var(--radius);
        background: transparent;
        text-align: start;
        cursor: pointer;
      }
      .menu button:hover:not(:disabled),
      .menu button:focus-visible {
        background: var(--hover);
      }
      .menu button:disabled {
        color: var(--ink-3);
        cursor: default;
      }
      kbd {
        color: var(--ink-3);
        font: var(--text-s) var(--font-mono);
      }
      .title {
        padding: 7px 9px 3px;
        color: var(--ink-3);
        font-size: var(--text-s);
        border-top: 1px solid var(--line);
        margin-top: 5px;
      }
    `,
  ];

  @property({ attribute: false }) cell!: CellSource;
  @property() name = '';
  @property({ type: Boolean }) isFirst = false;
  @property({ type: Boolean }) isLast = false;
  /** Whether what is put in comes above the cell: there is none before the first one to put it below. */
  @state() private isAbove = false;
  /** Whether it has ever been open: until then nobody has seen what is in it, of which a large notebook has thousands. */
  @state() private hasItems = false;
  @query('.menu') private menu!: HTMLElement;
  @query('.open') private button!: HTMLElement;

  /** Opens the menu; with `insert`, at the kinds of cell that can be put in below, or else above. */
  show(at: 'first' | 'insert' | 'insert-above' = 'first'): void {
    this.isAbove = at === 'insert-above';
    this.menu.showPopover();
    const items = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button:not(:disabled)')];
    (at !== 'first' ? items.find((item) => item.dataset['insert']) : items[0])?.focus();
  }

  /** Before it is shown: it is placed by its size. Its keys may be others by now. */
  #fill(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    this.hasItems = true;
    this.requestUpdate();
    this.performUpdate();
  }

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') {
      this.isAbove = false;
      return;
    }
    placeMenu(this.menu, this.button, 'end');
  }

  #onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this.menu.hidePopover();
      this.closest('li')?.focus({ preventScroll: true });
    }
    if (step === undefined) return;
    event.preventDefault();
    const items = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button:not(:disabled)')];
    const active = this.shadowRoot?.activeElement;
    const at = items.findIndex((item) => item === active);
    items.at((at + step) % items.length)?.focus();
  }

  #send(intent: Event): void {
    this.menu.hidePopover();
    this.dispatchEvent(intent);
  }

  #arrange(what: ArrangeIntent['what'], label: string, isDisabled = false) {
    return html`<button ?disabled=${isDisabled} @click=${() => this.#send(new ArrangeIntent(this.cell, what))}>
      ${label}${firstKey(what)}
    </button>`;
  }

  #items() {
    return html`${this.#arrange('up', msg('Move up'), this.isFirst)}
      ${this.#arrange('down', msg('Move down'), this.isLast)}
      ${this.#arrange('duplicate', msg('Duplicate'))} ${this.#arrange('delete', msg('Delete'))}
      <button @click=${() => this.#send(new ToggleSourceIntent(this.cell, true))}>
        ${msg('Source')}${firstKey('source')}
      </button>
      <div class="title">${this.isAbove ? msg('Insert above') : msg('Insert below')}</div>
      ${NEW_CELL_KINDS.map(
        (kind) =>
          html`<button
            data-insert=${kind}
            @click=${() => this.#send(new InsertCellIntent(this.cell.index + (this.isAbove ? 0 : 1), kind))}
          >
            ${newCellName(kind)}
          </button>`,
      )}`;
  }

  override render() {
    return html`<button
        class="btn quiet icon open"
        popovertarget="menu"
        aria-haspopup="true"
        tabindex="-1"
        aria-label=${msg(str`Actions on ${isolate(this.name)}`)}
        title=${msg('Move, copy, delete, insert')}
      >
        ${icon('more')}
      </button>
      <div
        id="menu"
        class="menu"
        popover
        @beforetoggle=${this.#fill}
        @toggle=${this.#place}
        @keydown=${this.#onKeyDown}
      >
        ${this.hasItems ? this.#items() : nothing}
      </div>`;
  }
}

/** The keys that do the same, as they are now. */
function firstKey(command: string) {
  const [keys] = keyMap.keysOf(command);
  return keys === undefined ? nothing : html`<kbd>${showKeys(keys, isMac)}</kbd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-cell-menu': CellMenuElement;
  }
}
