import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { keepText, onFieldKey, toPageKey } from '../keys/run-key.ts';
import './popup-menu.ts';
import { icon } from '../look/icons.ts';
import type { MenuChoiceEvent, MenuItem, PopupMenuElement } from './popup-menu.ts';

/** What is asked of a column. */
export type ColumnDeed =
  | { do: 'rename'; name: string }
  /** Its values name the rows, or no longer do. */
  | { do: 'label'; isLabel: boolean }
  | { do: 'move-left' | 'move-right' | 'delete' }
  | NewColumn;

/** What is asked beside a column: another one, and once that has its name, a place for its values. */
export type NewColumn = { do: 'insert-left' } | { do: 'insert-right' } | { do: 'named' };

/** Something is asked of a column. */
export class ColumnEvent extends Event {
  static readonly type = 'gamut-column';
  readonly deed: ColumnDeed;
  constructor(deed: ColumnDeed) {
    super(ColumnEvent.type, { bubbles: false });
    this.deed = deed;
  }
}

/**
 * The name of a column, changed in place, with what can be done with the column in a menu.
 *
 * @fires gamut-column
 */
@customElement('gamut-column-head')
@localized()
export class ColumnHeadElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        align-items: center;
        min-width: 0;
        gap: 2px;
      }
      .name {
        flex: 1;
        min-width: 0;
        padding: 4px 0;
        border: 0;
        background: transparent;
        color: var(--ink-2);
        font: 600 var(--text-s) var(--font-mono);
        text-align: start;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        cursor: default;
      }
      .label {
        flex: none;
        color: var(--accent);
      }
      .label svg {
        display: block;
        width: 12px;
        height: 12px;
      }
      input {
        width: 100%;
        height: 22px;
        padding: 0 4px;
        font: 600 var(--text-s) var(--font-mono);
      }
      /* The table cuts off what stands out of it. */
      input:focus-visible {
        outline-offset: -2px;
      }
      gamut-popup-menu {
        opacity: 0;
      }
      :host(:hover) gamut-popup-menu,
      :host(:focus-within) gamut-popup-menu {
        opacity: 1;
      }
      @media (hover: none) {
        gamut-popup-menu {
          opacity: 1;
        }
      }
    `,
  ];

  @property() name = '';
  /** Names of all columns, in order. */
  @property({ attribute: false }) columns: readonly string[] = [];
  /** Whether the column can be changed, or only what its values are used for. */
  @property({ type: Boolean }) isOwn = true;
  /** Whether its values name the rows. */
  @property({ type: Boolean }) isLabel = false;
  /** Whether it is where the table's keys are. */
  @property({ type: Boolean }) isActive = false;
  @state() private isRenaming = false;
  /** Whether it is only now getting its first name. */
  #isNew = false;
  @state() private isWrong = false;
  @query('gamut-popup-menu') private menu!: PopupMenuElement;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.name')?.focus({ preventScroll: true });
  }

  /** Opens the menu. */
  showMenu(): void {
    this.menu.show();
  }

  /** Has the name written anew; of a new column, the first one. */
  async rename({ isNew = false } = {}): Promise<void> {
    this.isRenaming = true;
    this.isWrong = false;
    this.#isNew = isNew;
    await this.updateComplete;
    const field = this.renderRoot.querySelector('input');
    field?.focus({ preventScroll: true });
    field?.select();
    this.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #onKeyDown(event: KeyboardEvent): void {
    // What runs has the name.
    if (toPageKey(event) !== null) {
      onFieldKey(event);
      return;
    }
    keepText(event);
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') this.isRenaming = false;
    else this.#take(event);
    if (this.isRenaming) return;
    // Its values come next.
    if (this.#isNew && event.key === 'Enter') this.dispatchEvent(new ColumnEvent({ do: 'named' }));
    else void this.updateComplete.then(() => this.focus());
  }

  /** Takes the name, unless another column has it: then the field stays and says so. */
  #take(event: Event): void {
    if (!this.isRenaming) return;
    const name = (event.target as HTMLInputElement).value.trim();
    this.isWrong = name === '' || (name !== this.name && this.columns.includes(name));
    if (this.isWrong) return;
    this.isRenaming = false;
    if (name !== this.name) this.dispatchEvent(new ColumnEvent({ do: 'rename', name }));
  }

  #onLeave(event: Event): void {
    // Left by a key: that has said where to.
    if (!this.isRenaming) return;
    this.#take(event);
    if (this.isWrong) this.isRenaming = false;
    void this.updateComplete.then(() => {
      if (document.activeElement === document.body) this.focus();
    });
  }

  #onChoice({ id }: MenuChoiceEvent): void {
    if (id === 'rename') void this.rename();
    else if (id === 'label') this.dispatchEvent(new ColumnEvent({ do: 'label', isLabel: !this.isLabel }));
    else this.dispatchEvent(new ColumnEvent({ do: id } as ColumnDeed));
  }

  #items(): MenuItem[] {
    const at = this.columns.indexOf(this.name);
    const label = {
      id: 'label',
      label: this.isLabel ? msg("Do not use as the rows' name") : msg("Use as the rows' name"),
      // Without any other the ids name them.
      isDisabled: this.name === 'id' && !this.isLabel,
    };
    if (!this.isOwn) return [label];
    return [
      { id: 'rename', label: msg('Rename') },
      label,
      { id: 'insert-left', label: msg('Insert to the left') },
      { id: 'insert-right', label: msg('Insert to the right') },
      { id: 'move-left', label: msg('Move left'), isDisabled: at === 0 },
      { id: 'move-right', label: msg('Move right'), isDisabled: at === this.columns.length - 1 },
      { id: 'delete', label: msg('Delete'), isDisabled: this.columns.length === 1 },
    ];
  }

  override render() {
    if (this.isRenaming)
      return html`<input
          class="field"
          aria-label=${msg(str`Name of the column ${isolate(this.name)}`)}
          aria-invalid=${this.isWrong}
          title=${this.isWrong ? msg('Another column has this name, or it is empty.') : ''}
          .value=${this.name}
          @keydown=${this.#onKeyDown}
          @blur=${this.#onLeave}
        />
        ${this.isWrong ? html`<span class="sr-only" role="alert">${msg('Another column has this name, or it is empty.')}</span>` : nothing}`;
    return html`<button
        class="name"
        tabindex=${this.isActive ? 0 : -1}
        title=${this.name}
        @dblclick=${() => this.isOwn && void this.rename()}
      >
        ${this.name}
      </button>
      ${
        this.isLabel
          ? html`<span class="label" role="img" aria-label=${msg('names the rows')} title=${msg('names the rows')}
              >${icon('tag')}</span
            >`
          : nothing
      }
      <gamut-popup-menu
        label=${msg(str`Column ${isolate(this.name)}`)}
        .isTabStop=${false}
        .items=${this.#items()}
        @gamut-menu-choice=${this.#onChoice}
      ></gamut-popup-menu>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-column-head': ColumnHeadElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-column': ColumnEvent;
  }
}
