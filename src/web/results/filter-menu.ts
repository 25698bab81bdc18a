import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { isNoFilter, NO_FILTER, type ViewFilter } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { placeMenu } from '../look/place-menu.ts';
import { part } from '../state/load-part.ts';
import type { FilterMoreElement } from './filter-more.ts';
import { toFilterWords, type FilterWord } from './filter-words.ts';
import { ViewChangeEvent } from './result-events.ts';
import { shareWords } from './share-words.ts';

const choices = part(() => import('./filter-more.ts'));

const NONE: readonly TrialRow[] = [];

/**
 * What a view is narrowed to by one word, by rating and by tag: a button that says it, over a menu of what there is to narrow
 * to, each with how many it keeps.
 *
 * @fires gamut-view-change
 */
@customElement('gamut-filter-menu')
@localized()
export class FilterMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .opener {
        max-width: 260px;
        height: 30px;
        padding: 0 8px 0 10px;
      }
      .opener .label {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .opener .arrow svg {
        width: 13px;
        height: 13px;
        color: var(--ink-3);
      }
      .opener.set {
        border-color: var(--accent);
        border-start-end-radius: 0;
        border-end-end-radius: 0;
        background: var(--accent-soft);
        color: var(--accent);
      }
      .opener.set .num {
        color: inherit;
      }
      .clear {
        width: 28px;
        height: 30px;
        padding: 0;
        border-color: var(--accent);
        border-inline-start: 0;
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        color: var(--accent);
      }
      .clear svg {
        width: 13px;
        height: 13px;
      }
      .num {
        color: var(--ink-3);
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        width: 250px;
        max-height: min(80vh, 620px);
        overflow: auto;
        padding: 6px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
      }
      .word {
        display: flex;
        width: 100%;
        height: 30px;
        padding: 0 8px;
        gap: 8px;
        justify-content: flex-start;
        color: var(--ink);
      }
      .word .name {
        flex: 1;
        text-align: start;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .word .mark {
        width: 1.1em;
        text-align: center;
        color: var(--ink-3);
      }
      .word[data-filter='error'] .mark,
      .word[data-filter='failed-checks'] .mark {
        color: var(--bad);
      }
      .word[data-filter='stale'] .mark,
      .word[data-filter='starred'] .mark {
        color: var(--warn);
      }
      .word[aria-pressed='true'],
      .word[aria-pressed='true']:hover:not(:disabled) {
        background: var(--accent-soft);
        color: var(--accent);
      }
      .word[aria-pressed='true'] :is(.mark, .num) {
        color: inherit;
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ];

  @query('.menu') private menu!: HTMLElement;
  @query('.opener') private button!: HTMLElement;
  @query('gamut-filter-more') private content!: FilterMoreElement;

  /** What is chosen by rating and by tag is made when the menu is opened: trials may be many. */
  @state() private isOpen = false;

  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) filter: ViewFilter = NO_FILTER;
  @property({ attribute: false }) tags: readonly string[] = [];
  /** Whether there are rows that can differ. */
  @property({ type: Boolean }) hasRows = false;

  #change(change: Partial<ViewFilter>): void {
    this.dispatchEvent(new ViewChangeEvent({ filter: { ...this.filter, ...change } }));
  }

  #choose({ show }: FilterWord): void {
    this.menu.hidePopover();
    this.#change({ show });
  }

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    placeMenu(this.menu, this.button);
    this.menu.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    void this.#placeWhole();
  }

  /** What is chosen by rating and by tag comes below the words, which stay where they are. */
  async #placeWhole(): Promise<void> {
    if (!choices.isHere) await choices.need();
    await this.updateComplete;
    await this.content.updateComplete;
    placeMenu(this.menu, this.button);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const words = [...this.menu.querySelectorAll<HTMLElement>('.word')];
    const at = words.indexOf(event.composedPath()[0] as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    words[(at + step + words.length) % words.length]?.focus();
  }

  /** What the view is narrowed to, in few words. */
  #label(words: readonly FilterWord[]) {
    const { show, minRating, minUnsure, tags } = this.filter;
    const word = words.find((one) => one.show === show);
    const more = [
      ...(minRating === null ? [] : [minRating === 5 ? '★5' : `★${minRating}+`]),
      ...(minUnsure === null ? [] : [msg(str`unsure ${shareWords(minUnsure)}+`)]),
      ...tags.map((tag) => `#${tag}`),
    ];
    const isPlain = show === 'all' && more.length > 0;
    const count = word?.count ?? null;
    return html`<span class="label"
      >${isPlain ? nothing : (word?.name ?? show)}${
        isPlain || count === null || more.length > 0
          ? nothing
          : html` <span class="num">${formatCount(count)}</span>`
      }${more.length > 0 ? `${isPlain ? '' : ' · '}${more.join(' · ')}` : nothing}</span
    >`;
  }

  override render() {
    const words = toFilterWords(this.trials, this.filter.show, { hasRows: this.hasRows });
    const isSet = !isNoFilter({ ...this.filter, text: '' });
    return html`<button
        class="btn opener ${isSet ? 'set' : ''}"
        popovertarget="menu"
        aria-haspopup="dialog"
        title=${msg('What is shown')}
        data-filters
      >
        ${icon('filter')}<span class="sr-only">${msg('Show')}</span>${this.#label(words)}<span class="arrow"
          >${icon('chevronDown')}</span
        >
      </button>
      ${
        isSet
          ? html`<button
              class="btn clear"
              aria-label=${msg('Show all')}
              title=${msg('Show all')}
              data-show-all
              @click=${() => this.#change({ ...NO_FILTER, text: this.filter.text })}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
      <div
        id="menu"
        class="menu"
        popover
        role="dialog"
        aria-label=${msg('What is shown')}
        @beforetoggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
        @toggle=${this.#place}
        @keydown=${this.#onKeyDown}
      >
        <div role="group" aria-label=${msg('Show')}>
          ${words.map(
            (word) =>
              html`<button
                class="btn quiet word"
                data-filter=${word.show}
                aria-pressed=${this.filter.show === word.show}
                title=${word.about}
                @click=${() => this.#choose(word)}
              >
                <span class="mark" aria-hidden="true">${word.mark}</span><span class="name">${word.name}</span>
                ${word.count === null ? nothing : html`<span class="num">${formatCount(word.count)}</span>`}
              </button>`,
          )}
        </div>
        <gamut-filter-more
          .trials=${this.isOpen ? this.trials : NONE}
          .filter=${this.filter}
          .tags=${this.tags}
        ></gamut-filter-more>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-filter-menu': FilterMenuElement;
  }
}
