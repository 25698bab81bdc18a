import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg } from '@lit/localize';
import type { Axis } from '../../core/notebook.ts';
import type { ViewSort } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { columnLabel, toColumn, toColumnName } from './list-columns.ts';
import type { ListColumn } from './list-order.ts';
import { ViewChangeEvent } from './result-events.ts';

/** What cards can be sorted by, always; what is said of answers and what checks find besides, where there is any. */
const FIGURES: readonly ListColumn[] = [
  'status',
  'text',
  'input',
  'output',
  'cost',
  'ttft',
  'total',
  'speed',
  'confidence',
  'unsure',
];
/** Of these the most comes first, until one turns it round. */
const MOST_FIRST: ReadonlySet<ListColumn> = new Set<ListColumn>(['rating', 'confidence', 'unsure']);

/**
 * In which order cards stand: by a figure, and which end first. What is chosen is the view's `sort`, as in the list.
 *
 * @fires gamut-view-change
 */
@customElement('gamut-sort-choice')
@localized()
export class SortChoiceElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .field {
        height: 26px;
        color: var(--ink);
      }
      .btn {
        width: 26px;
        height: 26px;
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) sort: ViewSort | null = null;
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ type: Boolean }) hasChecks = false;
  /** Whether anything is said of any answer. */
  @property({ type: Boolean }) hasMarks = false;

  #choose(name: string): void {
    const by = toColumn(name, this.axes);
    const sort = by === null ? null : { by: name, isDescending: MOST_FIRST.has(by) };
    this.dispatchEvent(new ViewChangeEvent({ sort }));
  }

  #turn(): void {
    const { sort } = this;
    if (sort)
      this.dispatchEvent(new ViewChangeEvent({ sort: { ...sort, isDescending: !sort.isDescending } }));
  }

  override render() {
    const { sort, axes, hasChecks, hasMarks } = this;
    const chosen = sort && toColumn(sort.by, axes);
    const offered = new Set<ListColumn>([
      ...FIGURES,
      ...(hasChecks ? (['checks'] as const) : []),
      ...(hasMarks ? (['rating', 'marks', 'note'] as const) : []),
      // A list can be sorted by more, and its order is kept.
      ...(chosen ? [chosen] : []),
    ]);
    const direction = sort?.isDescending
      ? msg('From the most down. Turn the order round')
      : msg('From the least up. Turn the order round');
    return html`<label
        >${msg('Order')}
        <select
          class="field"
          data-sort
          @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
        >
          <option value="" .selected=${live(!chosen)}>${msg('as in the matrix')}</option>
          ${[...offered].map(
            (column) =>
              html`<option value=${toColumnName(column)} .selected=${live(column === chosen)}>
                ${columnLabel(column)}
              </option>`,
          )}
        </select></label
      >
      ${
        chosen
          ? html`<button
              class="btn"
              aria-label=${direction}
              title=${direction}
              data-turn=${sort.isDescending ? 'descending' : 'ascending'}
              @click=${() => this.#turn()}
            >
              ${icon(sort.isDescending ? 'arrowDown' : 'arrowUp')}
            </button>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-sort-choice': SortChoiceElement;
  }
}
