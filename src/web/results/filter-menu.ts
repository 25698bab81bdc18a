import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { RATINGS } from '../../core/annotation.ts';
import { isNoFilter, NO_FILTER, type ViewFilter } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { placeMenu } from '../look/place-menu.ts';
import { toFilterWords, type FilterWord } from './filter-words.ts';
import { ViewChangeEvent } from './result-events.ts';
import { shareWords, unsureChoice } from './unsure-choice.ts';

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
      .more {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 6px 10px;
        margin-top: 6px;
        padding: 8px 8px 4px;
        border-top: 1px solid var(--line);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .more .field {
        min-width: 0;
        height: 28px;
        color: var(--ink);
      }
      .more .field.set {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
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

  #rating() {
    const { minRating } = this.filter;
    const isRated = this.trials.some(({ annotation }) => (annotation?.rating ?? null) !== null);
    if (!isRated && minRating === null) return nothing;
    return html`<label for="rating">${msg('Rating')}</label>
      <select
        id="rating"
        class="field ${minRating === null ? '' : 'set'}"
        data-min-rating
        @change=${(event: Event) => {
          const value = Number((event.target as HTMLSelectElement).value);
          this.#change({ minRating: RATINGS.find((one) => one === value) ?? null });
        }}
      >
        <option value="0" .selected=${live(minRating === null)}>${msg('any rating')}</option>
        ${RATINGS.map(
          (one) =>
            html`<option value=${one} .selected=${live(one === minRating)}>
              ${one === 5 ? msg('rated 5') : msg(str`rated ${one} or more`)}
            </option>`,
        )}
      </select>`;
  }

  #tag() {
    const [current = ''] = this.filter.tags;
    const tags = [...new Set([...this.filter.tags, ...this.tags])];
    if (tags.length === 0) return nothing;
    return html`<label for="tag">${msg('Tag')}</label>
      <select
        id="tag"
        class="field ${current === '' ? '' : 'set'}"
        data-filter-tag
        @change=${(event: Event) => {
          const tag = (event.target as HTMLSelectElement).value;
          this.#change({ tags: tag === '' ? [] : [tag] });
        }}
      >
        <option value="" .selected=${live(current === '')}>${msg('any tag')}</option>
        ${tags.map((tag) => html`<option value=${tag} .selected=${live(tag === current)}>#${tag}</option>`)}
      </select>`;
  }

  override render() {
    const words = toFilterWords(this.trials, this.filter.show, { hasRows: this.hasRows });
    const isSet = !isNoFilter({ ...this.filter, text: '' });
    const unsure = unsureChoice(this.trials, this.filter, (chosen) => this.#change(chosen));
    const more = [this.#rating(), unsure, this.#tag()].filter((part) => part !== nothing);
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
        ${more.length === 0 ? nothing : html`<div class="more">${more}</div>`}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-filter-menu': FilterMenuElement;
  }
}
