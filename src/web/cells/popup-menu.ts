import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyle } from '../look/base-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { placeMenu } from '../look/place-menu.ts';

/** One thing that a menu offers. */
export interface MenuItem {
  id: string;
  label: string;
  isDisabled?: boolean;
}

/** An item of a {@link PopupMenuElement} was chosen. */
export class MenuChoiceEvent extends Event {
  static readonly type = 'gamut-menu-choice';
  readonly id: string;
  constructor(id: string) {
    super(MenuChoiceEvent.type, { bubbles: false });
    this.id = id;
  }
}

/**
 * A small button that opens a menu of what can be done: arrows go through it, Escape closes it.
 *
 * @fires gamut-menu-choice the item's id
 */
@customElement('gamut-popup-menu')
export class PopupMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .open.icon {
        width: 22px;
        height: 22px;
      }
      .open svg {
        width: 13px;
        height: 13px;
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 160px;
        padding: 5px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font: var(--text-m) var(--font-text);
      }
      .menu button {
        display: block;
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
    `,
  ];

  @property() label = '';
  @property() icon: IconName = 'chevronDown';
  /** What stands beside the icon, a part of the label; nothing for the icon alone. */
  @property() text = '';
  @property({ attribute: false }) items: MenuItem[] = [];
  /** Whether Tab reaches the button; in a grid the grid's own keys open the menu. */
  @property({ type: Boolean }) isTabStop = true;
  @query('.menu') private menu!: HTMLElement;
  @query('.open') private button!: HTMLElement;

  override focus(): void {
    this.button.focus();
  }

  /** Opens the menu with the focus on its first item. */
  show(): void {
    this.menu.showPopover();
    this.renderRoot.querySelector<HTMLButtonElement>('.menu button:not(:disabled)')?.focus();
  }

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    placeMenu(this.menu, this.button);
  }

  #onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this.menu.hidePopover();
      this.button.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button:not(:disabled)')];
    const at = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    items.at((at + step) % items.length)?.focus();
  }

  #choose(id: string): void {
    this.menu.hidePopover();
    this.dispatchEvent(new MenuChoiceEvent(id));
  }

  override render() {
    return html`<button
        class="btn quiet open ${this.text ? '' : 'icon'}"
        popovertarget="menu"
        aria-haspopup="true"
        tabindex=${this.isTabStop ? nothing : -1}
        aria-label=${this.label}
        title=${this.label}
      >
        ${icon(this.icon)}${this.text}
      </button>
      <div id="menu" class="menu" popover @toggle=${this.#place} @keydown=${this.#onKeyDown}>
        ${this.items.map(
          ({ id, label, isDisabled = false }) =>
            html`<button ?disabled=${isDisabled} @click=${() => this.#choose(id)}>${label}</button>`,
        )}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-popup-menu': PopupMenuElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-menu-choice': MenuChoiceEvent;
  }
}
