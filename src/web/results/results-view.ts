import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/api.ts';
import { axesOf } from '../../core/expand.ts';
import { STANDINGS } from '../../core/standing.ts';
import type { Axis, MatrixCell, Notebook, ViewCell } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { checksFor } from './check-results.ts';
import { icon, type IconName } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { hearNarrow } from './hear-narrow.ts';
import { variedAxes } from '../../core/pivot.ts';
import { countStandings, keepTrials, type ResultFilter } from './result-filter.ts';
import { STATUS_MARK, statusLabel } from './status-label.ts';
import { watch } from '../state/subject.ts';
import './csv-menu.ts';
import '../tokens/heat-legend.ts';
import './list-view.ts';
import './pivot-view.ts';

type Shown = 'pivot' | 'grid' | 'list';

/**
 * The results of a matrix: how to lay them out, what to narrow them to, and the way out as CSV. Every trial is in it,
 * done or not.
 *
 * @fires gamut-inspect
 */
@localized()
@customElement('gamut-results')
export class ResultsViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .bar {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-bottom: 8px;
      }
      .right {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px 12px;
        margin-left: auto;
      }
      .filters {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      .filters .btn {
        height: 26px;
        padding: 0 8px;
        gap: 5px;
        font-size: var(--text-s);
      }
      .filters .btn[aria-pressed='true'],
      .filters .btn[aria-pressed='true']:hover {
        background: var(--accent-soft);
        color: var(--accent);
      }
      .filters .btn[aria-pressed='true'] .mark {
        color: inherit;
      }
      .filters [aria-pressed='false'] .mark {
        color: var(--ink-3);
      }
      .filters [data-filter='error'] .mark {
        color: var(--bad);
      }
      .filters [data-filter='stale'] .mark {
        color: var(--warn);
      }
      .note {
        padding: 28px 16px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-l);
        color: var(--ink-2);
        text-align: center;
        font-size: var(--text-m);
      }
      .note.bad {
        color: var(--bad);
      }
    `,
  ];

  @state() private layout: Shown | null = null;
  @state() private filter: ResultFilter = 'all';
  @state() private heat: boolean | null = null;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) matrix!: MatrixCell;
  @property({ attribute: false }) view: ViewCell | null = null;
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The trial in the inspector. */
  @property() selected: string | null = null;

  #axes: Axis[] = [];
  #axesOfTrials: readonly TrialRow[] | null = null;

  constructor() {
    super();
    watch(this, () => this.results);
    hearNarrow(this, ({ matrix, filter }) => {
      if (matrix === this.matrix.id) this.filter = filter;
    });
    this.addEventListener('gamut-toggle-heat', (event) => {
      event.stopPropagation();
      this.heat = !this.#showsTokens;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('matrix') || this.#axesOfTrials !== this.results.trials) {
      this.#axesOfTrials = this.results.trials;
      const axes = variedAxes(this.results.trials, axesOf(this.matrix, this.notebook));
      // The same axes stay the same object, so that nothing below is laid out anew.
      if (JSON.stringify(axes) !== JSON.stringify(this.#axes)) this.#axes = axes;
    }
  }

  get #shown(): Shown {
    if (this.layout) return this.layout;
    const wished = this.view?.layout;
    return wished === 'grid' || wished === 'list' ? wished : 'pivot';
  }

  /** The filter that was chosen, as long as there is anything left that it keeps. */
  get #narrowed(): ResultFilter {
    const { filter } = this;
    if (filter === 'different') return this.#shown === 'list' ? 'all' : filter;
    return keepTrials(this.results.trials, filter).length > 0 ? filter : 'all';
  }

  /** Painted from the start where the matrix asks for the probabilities. */
  get #showsTokens(): boolean {
    return this.heat ?? 'top_logprobs' in this.matrix.params;
  }

  #layouts() {
    const layouts: [Shown, IconName, string][] = [
      ['pivot', 'pivot', msg('Pivot')],
      ['grid', 'grid', msg('Grid')],
      ['list', 'list', msg('List')],
    ];
    return html`<div class="segments" role="group" aria-label=${msg('Layout')}>
      ${layouts.map(
        ([layout, picture, name]) =>
          html`<button
            class="btn"
            data-layout=${layout}
            aria-pressed=${this.#shown === layout}
            @click=${() => (this.layout = layout)}
          >
            ${icon(picture)}<span>${name}</span>
          </button>`,
      )}
    </div>`;
  }

  #filters() {
    const { trials } = this.results;
    const counts = countStandings(trials);
    const current = this.#narrowed;
    const shown: [ResultFilter, string, string, number | null][] = [['all', '', msg('all'), trials.length]];
    for (const standing of STANDINGS) {
      const count = counts[standing];
      // With all of one kind there is nothing to narrow.
      if (count > 0 && count < trials.length)
        shown.push([standing, STATUS_MARK[standing], statusLabel(standing), count]);
    }
    if (counts.done > 1 && this.#shown !== 'list')
      shown.push(['different', '≠', msg('rows that differ'), null]);
    return html`<div class="filters" role="group" aria-label=${msg('Show')}>
      ${shown.map(
        ([filter, mark, name, count]) =>
          html`<button
            class="btn quiet"
            data-filter=${filter}
            aria-pressed=${current === filter}
            title=${filter === 'different' ? msg('Only rows whose responses are not all the same text') : name}
            @click=${() => (this.filter = current === filter ? 'all' : filter)}
          >
            ${mark ? html`<span class="mark" aria-hidden="true">${mark}</span>` : nothing}${name}
            ${count === null ? nothing : html`<span class="num">${formatCount(count)}</span>`}
          </button>`,
      )}
    </div>`;
  }

  #bar() {
    const isList = this.#shown === 'list';
    return html`<div class="bar" role="group" aria-label=${msg(str`Results of ${this.matrix.id}`)}>
      ${this.#layouts()} ${this.#filters()}
      <div class="right">
        ${isList || !this.#showsTokens ? nothing : html`<gamut-heat-legend></gamut-heat-legend>`}
        ${
          isList
            ? nothing
            : html`<button
                class="btn"
                data-heat
                aria-pressed=${this.#showsTokens}
                title=${msg('Paint each token by how unexpected it was (T)')}
                @click=${() => (this.heat = !this.#showsTokens)}
              >
                ${icon('heat')}<span>${msg('Tokens')}</span>
              </button>`
        }
        <gamut-csv-menu .notebook=${this.results.notebook} .matrix=${this.matrix.id}></gamut-csv-menu>
      </div>
    </div>`;
  }

  #body() {
    const { results } = this;
    const { trials, fault } = results;
    if (fault && trials.length === 0) {
      return html`<div class="note bad" role="alert">
        ${fault.message}${fault.hint ? html`<br /><span class="meta">${fault.hint}</span>` : nothing}
      </div>`;
    }
    if (trials.length === 0) {
      const isReading = results.plan === null;
      return html`<div class="note">
        ${isReading ? msg('Reading the results…') : msg('This matrix makes no trials yet: see what is wrong above.')}
      </div>`;
    }
    if (this.#shown === 'list') {
      return html`<gamut-list
        .results=${results}
        .trials=${keepTrials(trials, this.#narrowed)}
        .axes=${this.#axes}
        .live=${this.live}
        .notebook=${this.notebook}
        .hasChecks=${checksFor(this.notebook, this.matrix.id).length > 0}
        .krwPerUsd=${this.krwPerUsd}
        .selected=${this.selected}
      ></gamut-list>`;
    }
    return html`<gamut-pivot
      .layout=${this.#shown}
      .results=${results}
      .trials=${trials}
      .axes=${this.#axes}
      .live=${this.live}
      .notebook=${this.notebook}
      .view=${this.view}
      .filter=${this.#narrowed}
      .showsTokens=${this.#showsTokens}
      .krwPerUsd=${this.krwPerUsd}
      .selected=${this.selected}
    ></gamut-pivot>`;
  }

  override render() {
    return html`${this.results.trials.length > 0 ? this.#bar() : nothing} ${this.#body()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-results': ResultsViewElement;
  }
}
