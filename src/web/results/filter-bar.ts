import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Notebook } from '../../core/notebook.ts';
import type { Variant } from '../../core/trial.ts';
import { NO_FILTER, type ViewFilter } from '../../core/view-spec.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { FilterIntent } from '../state/events.ts';
import type { FailedCheck } from '../state/failed-check.ts';
import { variantLine } from './axis-label.ts';
import { failedWords } from './filter-words.ts';
import { ViewChangeEvent } from './result-events.ts';
import './filter-menu.ts';

/** A text is looked for when its writing pauses this long. */
const SEARCH_PAUSE_MS = 250;

/**
 * What a view is narrowed to: by one word, by rating and by tag in a menu, and besides by text and by levels that a chart has
 * chosen.
 *
 * @fires gamut-view-change
 * @fires gamut-filter
 */
@customElement('gamut-filter-bar')
@localized()
export class FilterBarElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .levels {
        max-width: 190px;
        height: 30px;
        padding: 0 8px;
        gap: 5px;
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
        font-size: var(--text-s);
      }
      .levels:hover:not(:disabled) {
        background: var(--accent-soft);
      }
      .levels span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .levels svg {
        width: 13px;
        height: 13px;
      }
      .field {
        height: 30px;
        padding: 0 6px;
        font-size: var(--text-s);
      }
      .field.set {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      .search {
        position: relative;
        display: inline-flex;
      }
      .search .glyph {
        position: absolute;
        inset-inline-start: 7px;
        top: 8px;
        color: var(--ink-3);
        pointer-events: none;
      }
      .search svg {
        width: 13px;
        height: 13px;
      }
      .search .field {
        width: 132px;
        padding-inline-start: 25px;
      }
      /* It stays, so that what comes into it is told; its gap does not. */
      .meta:empty {
        margin-inline-start: -6px;
      }
      @media (max-width: 960px) {
        .search .field {
          width: 104px;
        }
      }
    `,
  ];

  @query('input') private field!: HTMLInputElement;

  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) filter: ViewFilter = NO_FILTER;
  /** Levels that a chart has chosen. */
  @property({ attribute: false }) only: Variant = {};
  /** The check that a press on a chart has chosen; null for none. */
  @property({ attribute: false }) failed: FailedCheck | null = null;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) tags: readonly string[] = [];
  @property() matrix = '';
  /** Whether there are rows that can differ. */
  @property({ type: Boolean }) hasRows = false;
  /** How many trials are left. */
  @property({ type: Number }) kept = 0;

  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    // What is being written is not written over.
    const isWriting = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.field;
    if (!isWriting && this.field && this.field.value !== this.filter.text)
      this.field.value = this.filter.text;
  }

  #change(change: Partial<ViewFilter>): void {
    this.dispatchEvent(new ViewChangeEvent({ filter: { ...this.filter, ...change } }));
  }

  /** Also in the middle of a syllable, as the last one is until something follows it: the field itself is left alone. */
  #onInput(event: Event): void {
    clearTimeout(this.#timer);
    const isComposing = event instanceof InputEvent && event.isComposing;
    this.#timer = window.setTimeout(() => this.#search(isComposing), SEARCH_PAUSE_MS);
  }

  #search(isComposing = false): void {
    clearTimeout(this.#timer);
    const typed = this.field.value;
    const text = (isComposing ? withoutLoneLetter(typed) : typed).trim();
    if (text !== this.filter.text) this.#change({ text });
  }

  #levels() {
    const names = Object.keys(this.only);
    if (names.length === 0 && !this.failed) return nothing;
    const line = [
      ...(this.failed ? [failedWords(this.failed)] : []),
      ...(names.length === 0 ? [] : [variantLine(this.notebook, this.only, names)]),
    ].join(' · ');
    return html`<button
      class="btn levels"
      aria-pressed="true"
      title=${`${line}: ${msg('Show all levels again')}`}
      data-only
      @click=${() => this.dispatchEvent(new FilterIntent(this.matrix, {}))}
    >
      <span>${line}</span>${icon('close')}
    </button>`;
  }

  override render() {
    const { filter } = this;
    const isNarrowed = this.kept < this.trials.length;
    return html`<gamut-filter-menu
        .trials=${this.trials}
        .filter=${filter}
        .tags=${this.tags}
        .hasRows=${this.hasRows}
      ></gamut-filter-menu>
      ${this.#levels()}
      <span class="search"
        >${icon('search')}<input
          class="field ${filter.text === '' ? '' : 'set'}"
          type="search"
          aria-label=${msg('Find in answers and notes')}
          placeholder=${msg('Find')}
          maxlength="200"
          @input=${this.#onInput}
          @compositionend=${this.#onInput}
          @change=${() => this.#search()}
          @keydown=${onFieldKey}
      /></span>
      <span class="meta num" role="status">${isNarrowed ? msg(str`${formatCount(this.kept)} shown`) : nothing}</span>`;
  }
}

/** A text without the letter that a Hangul syllable is being begun with: no answer has it alone. */
function withoutLoneLetter(text: string): string {
  return text.replace(/[ㄱ-ㅣ]$/u, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-filter-bar': FilterBarElement;
  }
}
