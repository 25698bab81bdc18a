import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { RATINGS } from '../../core/annotation.ts';
import { NO_FILTER, type ViewFilter } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { ViewChangeEvent } from './result-events.ts';
import { unsureChoice } from './unsure-choice.ts';

/**
 * What a view is narrowed to besides its word: the least rating, the share of unsure tokens, a tag; each where answers have it.
 *
 * @fires gamut-view-change
 */
@customElement('gamut-filter-more')
@localized()
export class FilterMoreElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
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
    `,
  ];

  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) filter: ViewFilter = NO_FILTER;
  @property({ attribute: false }) tags: readonly string[] = [];

  #change(change: Partial<ViewFilter>): void {
    this.dispatchEvent(new ViewChangeEvent({ filter: { ...this.filter, ...change } }));
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
    const unsure = unsureChoice(this.trials, this.filter, (chosen) => this.#change(chosen));
    const more = [this.#rating(), unsure, this.#tag()].filter((part) => part !== nothing);
    return more.length === 0 ? nothing : html`<div class="more">${more}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-filter-more': FilterMoreElement;
  }
}
