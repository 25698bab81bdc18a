import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../../look/base-style.ts';
import { dialogStyle } from '../../look/dialog-style.ts';
import { icon } from '../../look/icons.ts';
import { formatCount } from '../../look/locale.ts';
import { part } from '../../state/load-part.ts';
import { keyCaps } from '../key-caps.ts';
import { keyCapStyle } from '../key-cap-style.ts';
import type { CommandPage } from '../command.ts';
import type { PaletteItem, PaletteKind } from './palette-item.ts';

const allItems = part(() => import('./palette-items.ts'));
const search = part(() => import('./palette-search.ts'));

/** More than this nobody reads: they type on. */
const MOST_SHOWN = 60;

/** One field that finds commands, cells, personas, result filters, notebooks and models, in both languages. */
@customElement('gamut-palette')
@localized()
export class PaletteElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    keyCapStyle,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        margin-top: min(12vh, 96px);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        max-height: min(70dvh, 560px);
      }
      input {
        flex: none;
        width: 100%;
        height: 48px;
        padding: 0 18px;
        border: 0;
        border-bottom: 1px solid var(--line);
        background: transparent;
        font-size: 16px;
      }
      input:focus-visible {
        outline: none;
        border-radius: 0;
        border-bottom-color: var(--accent);
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
        text-overflow: ellipsis;
      }
      .list {
        /* As high as what is in it: of a share in a height that nothing gives, Safari makes none. */
        flex: 1 1 auto;
        min-height: 0;
        padding: 6px;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .kind {
        padding: 10px 12px 3px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .item {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 34px;
        padding: 4px 12px;
        border-radius: var(--radius);
        font-size: var(--text-l);
        line-height: 1.4;
        cursor: pointer;
        scroll-margin: 6px;
      }
      .item[aria-selected='true'] {
        background: var(--accent-soft);
      }
      .glyph,
      .none {
        flex: none;
        width: 16px;
        color: var(--ink-3);
      }
      .title {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .detail {
        flex: 1;
        min-width: 40px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .empty,
      .more {
        padding: 18px;
        color: var(--ink-2);
        font-size: var(--text-m);
        text-align: center;
      }
      .more {
        padding: 8px;
        color: var(--ink-3);
      }
      /* A phone: a title is read whole, beside its keys; what is said of it stands below. */
      @media (max-width: 520px) {
        input {
          padding: 0 14px;
        }
        .item {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr) fit-content(112px);
          gap: 0 10px;
          align-items: start;
          min-height: 0;
          padding: 7px 8px;
          line-height: 1.35;
        }
        .title {
          white-space: normal;
          overflow-wrap: anywhere;
        }
        .caps {
          grid-area: 1 / 3;
          justify-content: end;
        }
        .glyph {
          margin-top: 2px;
        }
        .detail {
          grid-area: 2 / 2 / auto / -1;
        }
        .detail:empty {
          display: none;
        }
      }
      @media (forced-colors: active) {
        .item[aria-selected='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) page!: CommandPage;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;
  @state() private found: readonly PaletteItem[] = [];
  @state() private at = 0;
  @state() private isSearching = false;
  /** Whether what can be found is here. */
  @state() private isReady = false;
  /** Whether what fits best was chosen before it was here. */
  #isChosen = false;
  #items: PaletteItem[] = [];
  #search: (query: string) => number[] = () => [];

  /** What can be found comes after the field, which is there at once, so that an input method composes in it from the first key on.
   * What finds with slips and by half-typed syllables comes a moment later; until then it is the text as it is typed. */
  async #prepare(): Promise<void> {
    const { paletteItems } = await allItems.need();
    const items = (this.#items = paletteItems(this.page));
    this.isReady = true;
    const texts = items.map(({ title, detail, words }) => `${title} ${detail} ${words}`);
    this.#search = (typed) => {
      const wanted = typed.trim().toLowerCase();
      return texts.flatMap((text, index) => (text.toLowerCase().includes(wanted) ? [index] : []));
    };
    this.#find();
    const { createSearch } = await search.need();
    if (items !== this.#items) return;
    this.#search = createSearch(texts);
    if (!this.dialog.open) return;
    const at = this.at === 0 ? undefined : this.#shown[this.at];
    this.#find();
    // Who has gone through the list stays where they are.
    if (at) this.at = Math.max(0, this.#shown.indexOf(at));
    if (this.#isChosen) this.#chooseShown();
  }

  /** Opens the palette, with all that there is now; `typed` is searched for. */
  show(typed = ''): void {
    if (this.dialog.open) return;
    this.field.value = typed;
    this.#isChosen = this.isReady = false;
    void this.#prepare();
    this.dialog.showModal();
    this.field.focus();
  }

  #find(): void {
    this.isSearching = this.field.value.trim() !== '';
    this.found = this.#search(this.field.value).flatMap((index) => this.#items[index] ?? []);
    this.at = 0;
  }

  get #shown(): readonly PaletteItem[] {
    return this.found.slice(0, MOST_SHOWN);
  }

  #onKeyDown(event: KeyboardEvent): void {
    // Enter and the arrows belong to the input method until the syllable is whole.
    if (event.isComposing || event.keyCode === 229) return;
    const last = this.#shown.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        this.at = this.at >= last ? 0 : this.at + 1;
        break;
      case 'ArrowUp':
        this.at = this.at <= 0 ? last : this.at - 1;
        break;
      case 'PageDown':
        this.at = Math.min(last, this.at + 8);
        break;
      case 'PageUp':
        this.at = Math.max(0, this.at - 8);
        break;
      case 'Enter':
        this.#chooseShown();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** Chooses what is marked; before anything can be found, what will be. */
  #chooseShown(): void {
    const item = this.isReady ? this.#shown[this.at] : undefined;
    this.#isChosen = !this.isReady;
    if (item) this.#choose(item);
  }

  #choose(item: PaletteItem): void {
    // Closing gives the focus back first, so that a command meets the page as it was.
    this.dialog.close();
    item.choose(this.page);
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('at') && !changed.has('found')) return;
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #item(item: PaletteItem, index: number) {
    return html`<div
      id="item-${index}"
      class="item"
      role="option"
      data-kind=${item.kind}
      aria-selected=${index === this.at}
      @mousemove=${() => (this.at = index)}
      @click=${() => this.#choose(item)}
    >
      ${item.icon ? icon(item.icon) : html`<span class="none"></span>`}
      <span class="title">${item.title}</span>
      <span class="detail">${item.detail || (this.isSearching ? kindName(item.kind) : nothing)}</span>
      ${keyCaps(item.keys)}
    </div>`;
  }

  /** All there is by kinds; what was searched for by how well it fits. */
  #list() {
    const shown = this.#shown;
    if (this.isSearching) return shown.map((item, index) => this.#item(item, index));
    const kinds = [...new Set(shown.map(({ kind }) => kind))];
    return kinds.map(
      (kind) =>
        html`<div role="group" aria-label=${kindName(kind)}>
          <div class="kind" role="presentation">${kindName(kind)}</div>
          ${shown.map((item, index) => (item.kind === kind ? this.#item(item, index) : nothing))}
        </div>`,
    );
  }

  override render() {
    const { found } = this;
    const more = found.length - MOST_SHOWN;
    return html`<dialog aria-label=${msg('Search')} @click=${this.#onBackdrop}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="list"
        aria-autocomplete="list"
        aria-activedescendant=${found.length > 0 ? `item-${this.at}` : nothing}
        aria-label=${msg('Search commands, cells, personas, models, notebooks')}
        placeholder=${msg('Search commands, cells, personas, models, notebooks')}
        autocomplete="off"
        spellcheck="false"
        @input=${this.#find}
        @keydown=${this.#onKeyDown}
      />
      <div class="list" id="list" role="listbox" aria-label=${msg('What was found')} tabindex="-1">
        ${this.#list()}
      </div>
      ${found.length === 0 && this.isReady ? html`<p class="empty" role="status">${msg('Nothing is called that.')}</p>` : nothing}
      ${
        more > 0
          ? html`<p class="more">${msg(str`${formatCount(more)} more: type on to narrow them.`)}</p>`
          : nothing
      }
    </dialog>`;
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

function kindName(kind: PaletteKind): string {
  switch (kind) {
    case 'command':
      return msg('Commands');
    case 'cell':
      return msg('Cells');
    case 'persona':
      return msg('Personas');
    case 'filter':
      return msg('Results');
    case 'notebook':
      return msg('Notebooks');
    case 'model':
      return msg('Models');
    default:
      kind satisfies never;
      return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-palette': PaletteElement;
  }
}
