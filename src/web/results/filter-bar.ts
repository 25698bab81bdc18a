import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { RATINGS } from '../../core/annotation.ts';
import type { Notebook } from '../../core/notebook.ts';
import { STANDINGS } from '../../core/standing.ts';
import type { Variant } from '../../core/trial.ts';
import { NO_FILTER, type Shown, type ViewFilter } from '../../core/view-spec.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { FilterIntent } from '../state/events.ts';
import { variantLine } from './axis-label.ts';
import { ViewChangeEvent } from './result-events.ts';
import { countShown } from './result-filter.ts';
import { STATUS_MARK, statusLabel } from './status-label.ts';

/** A text is looked for when its writing pauses this long. */
const SEARCH_PAUSE_MS = 250;

/**
 * What a view is narrowed to: by one word, and besides by rating, tag, text, and levels that a chart has chosen. Words that
 * keep nothing or everything are not offered.
 *
 * @fires gamut-view-change
 * @fires gamut-filter
 */
@localized()
@customElement('gamut-filter-bar')
export class FilterBarElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 4px;
        min-width: 0;
      }
      [role='group'] {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      .btn {
        height: 26px;
        padding: 0 8px;
        gap: 5px;
        font-size: var(--text-s);
      }
      .btn[aria-pressed='true'],
      .btn[aria-pressed='true']:hover {
        background: var(--accent-soft);
        color: var(--accent);
      }
      .btn[aria-pressed='true'] .mark {
        color: inherit;
      }
      [aria-pressed='false'] .mark {
        color: var(--ink-3);
      }
      [aria-pressed='false'][data-filter='error'] .mark,
      [aria-pressed='false'][data-filter='failed-checks'] .mark {
        color: var(--bad);
      }
      [aria-pressed='false'][data-filter='stale'] .mark {
        color: var(--warn);
      }
      .field {
        height: 26px;
        padding: 0 6px;
        font-size: var(--text-s);
      }
      .field.set {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      select.field {
        max-width: 150px;
      }
      .search {
        position: relative;
        display: inline-flex;
      }
      .search .glyph {
        position: absolute;
        inset-inline-start: 7px;
        top: 6px;
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
    `,
  ];

  @query('input') private field!: HTMLInputElement;

  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) filter: ViewFilter = NO_FILTER;
  /** Levels that a chart has chosen. */
  @property({ attribute: false }) only: Variant = {};
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

  #onInput(event: InputEvent): void {
    clearTimeout(this.#timer);
    if (event.isComposing) return;
    this.#timer = window.setTimeout(() => this.#search(), SEARCH_PAUSE_MS);
  }

  #search(): void {
    clearTimeout(this.#timer);
    const text = this.field.value.trim();
    if (text !== this.filter.text) this.#change({ text });
  }

  #words(): [Shown, string, string, number | null, string][] {
    const { trials, filter } = this;
    const counts = countShown(trials);
    const words: [Shown, string, string, number | null, string][] = [
      ['all', '', msg('all'), trials.length, msg('all')],
    ];
    // With all of one kind there is nothing to narrow.
    const add = (show: Shown, mark: string, name: string, about: string): void => {
      const count = counts[show];
      if ((count > 0 && count < trials.length) || filter.show === show)
        words.push([show, mark, name, count, about]);
    };
    for (const standing of STANDINGS)
      add(standing, STATUS_MARK[standing], statusLabel(standing), statusLabel(standing));
    add('failed-checks', '✕', msg('checks failed'), msg('Answers that fail a check'));
    add('starred', '★', msg('starred'), msg('Answers that were given a star'));
    add(
      'low-confidence',
      '~',
      msg('low confidence'),
      msg('The quarter of the answers whose tokens had the lowest mean probability'),
    );
    if ((counts.done > 1 && this.hasRows) || filter.show === 'different')
      words.push([
        'different',
        '≠',
        msg('rows that differ'),
        null,
        msg('Only rows whose responses are not all the same text'),
      ]);
    return words;
  }

  #rating() {
    const { minRating } = this.filter;
    const isRated = this.trials.some(({ annotation }) => (annotation?.rating ?? null) !== null);
    if (!isRated && minRating === null) return nothing;
    return html`<select
      class="field ${minRating === null ? '' : 'set'}"
      aria-label=${msg('Rating at least')}
      data-min-rating
      @change=${(event: Event) => {
        const value = Number((event.target as HTMLSelectElement).value);
        this.#change({ minRating: RATINGS.find((one) => one === value) ?? null });
      }}
    >
      <option value="0" ?selected=${minRating === null}>${msg('any rating')}</option>
      ${RATINGS.map(
        (one) =>
          html`<option value=${one} ?selected=${one === minRating}>
            ${one === 5 ? msg('rated 5') : msg(str`rated ${one} or more`)}
          </option>`,
      )}
    </select>`;
  }

  #tag() {
    const [current = ''] = this.filter.tags;
    const tags = [...new Set([...this.filter.tags, ...this.tags])];
    if (tags.length === 0) return nothing;
    return html`<select
      class="field ${current === '' ? '' : 'set'}"
      aria-label=${msg('Tag')}
      data-filter-tag
      @change=${(event: Event) => {
        const tag = (event.target as HTMLSelectElement).value;
        this.#change({ tags: tag === '' ? [] : [tag] });
      }}
    >
      <option value="" ?selected=${current === ''}>${msg('any tag')}</option>
      ${tags.map((tag) => html`<option value=${tag} ?selected=${tag === current}>#${tag}</option>`)}
    </select>`;
  }

  #levels() {
    const names = Object.keys(this.only);
    if (names.length === 0) return nothing;
    const line = variantLine(this.notebook, this.only, names);
    return html`<button
      class="btn"
      aria-pressed="true"
      title=${msg('Show all levels again')}
      data-only
      @click=${() => this.dispatchEvent(new FilterIntent(this.matrix, {}))}
    >
      ${line} ${icon('close')}
    </button>`;
  }

  override render() {
    const { filter } = this;
    const isNarrowed = this.kept < this.trials.length;
    return html`<div role="group" aria-label=${msg('Show')}>
        ${this.#words().map(
          ([show, mark, name, count, about]) =>
            html`<button
              class="btn quiet"
              data-filter=${show}
              aria-pressed=${filter.show === show}
              title=${about}
              @click=${() => this.#change({ show: filter.show === show ? 'all' : show })}
            >
              ${mark ? html`<span class="mark" aria-hidden="true">${mark}</span>` : nothing}${name}
              ${count === null ? nothing : html`<span class="num">${formatCount(count)}</span>`}
            </button>`,
        )}
      </div>
      ${this.#levels()} ${this.#rating()} ${this.#tag()}
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

declare global {
  interface HTMLElementTagNameMap {
    'gamut-filter-bar': FilterBarElement;
  }
}
