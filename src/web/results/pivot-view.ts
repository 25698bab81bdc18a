import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { Shown } from '../../core/view-spec.ts';
import { axisLabel } from './axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { summarizeColumns, type ColumnSummary } from './column-summary.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { buildPivot, gridSpec, pivotSpec, type Pivot, type PivotSpec } from '../../core/pivot.ts';
import { ViewChangeEvent, type AnswerPins } from './result-events.ts';
import { keepRows } from './result-filter.ts';
import type { ViewState } from '../../core/view-state.ts';
import { freshText } from './result-figures.ts';
import './card-grid.ts';

type AxisRole = 'rows' | 'cols' | 'split';

const NO_WISH: Pick<ViewState, AxisRole> = { rows: null, cols: null, split: null };

/**
 * Cards laid out by axes. As `pivot`: any axis across, any down, one to split by; what is left over goes down too. As
 * `grid`: what was asked goes down, everything that is compared across.
 *
 * @fires gamut-view-change
 */
@localized()
@customElement('gamut-pivot')
export class PivotViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .axes {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        gap: 6px 14px;
        margin-bottom: 8px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .none {
        padding: 20px 12px;
        text-align: center;
      }
      .field {
        height: 26px;
        color: var(--ink);
      }
    `,
  ];

  @property() layout: 'pivot' | 'grid' = 'pivot';
  @property({ attribute: false }) results!: MatrixResults;
  /** The trials of `results`: another list after every change. */
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: Axis[] = [];
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  /** The axes that are wished for. */
  @property({ attribute: false }) wish: Pick<ViewState, AxisRole> = NO_WISH;
  /** `trials` that a filter keeps. */
  @property({ attribute: false }) kept: readonly TrialRow[] = [];
  /** Narrows rows: see {@link keepRows}. */
  @property() show: Shown = 'all';
  @property({ attribute: false }) pins: AnswerPins = { a: null, b: null };
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  @property() selected: string | null = null;

  #pivot: Pivot = { rows: [], cols: [] };
  #madeOf: { spec: string; ids: string[] } = { spec: '', ids: [] };
  #summaries: ColumnSummary[] = [];

  #spec(): PivotSpec {
    return this.layout === 'grid' ? gridSpec(this.axes) : pivotSpec(this.axes, this.wish);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { results } = this;
    const { kept, show } = this;
    const spec = JSON.stringify([this.#spec(), show === 'different', this.axes]);
    const ids = kept.map((trial) => trial.trialId);
    const before = this.#madeOf;
    // Where every trial stands depends on nothing that a run changes: it is reckoned anew only when the matrix is.
    const isSame =
      before.spec === spec &&
      before.ids.length === ids.length &&
      ids.every((id, at) => id === before.ids[at]);
    const isByText = show === 'different' && changed.has('trials');
    if (!isSame || isByText) {
      const pivot = buildPivot(kept, this.#spec(), this.axes);
      const rows = keepRows(pivot.rows, show, (id) => freshText(results.row(id)));
      this.#pivot = { ...pivot, rows };
      this.#madeOf = { spec, ids };
    }
    if (!isSame || changed.has('trials')) {
      this.#summaries = summarizeColumns(this.#pivot, (id) => results.row(id));
    }
  }

  #choose(role: AxisRole, name: string): void {
    const { rows, cols } = this.#spec();
    const { wish } = this;
    const chosen: Partial<Pick<ViewState, AxisRole>> = { [role]: name === '' ? null : name };
    // Two places asking for one axis change places.
    const [first = null] = rows;
    const [across = null] = cols;
    if (role === 'rows' && name === across) chosen.cols = first;
    if (role === 'cols' && name === first) chosen.rows = across;
    if (role !== 'split' && name === wish.split) chosen.split = null;
    if (role === 'split' && name === first) chosen.rows = rows.find((row) => row !== name) ?? null;
    this.dispatchEvent(new ViewChangeEvent(chosen));
  }

  #select(role: AxisRole, label: string, current: string | null) {
    const { cols } = this.#spec();
    const names = this.axes
      .map((axis) => axis.name)
      .filter((name) => role !== 'split' || !cols.includes(name));
    return html`<label
      >${label}
      <select
        class="field"
        data-axis=${role}
        @change=${(event: Event) => this.#choose(role, (event.target as HTMLSelectElement).value)}
      >
        ${role === 'split' ? html`<option value="" ?selected=${current === null}>${msg('none')}</option>` : nothing}
        ${names.map((name) => html`<option value=${name} ?selected=${name === current}>${axisLabel(name)}</option>`)}
      </select></label
    >`;
  }

  #axes() {
    if (this.layout === 'grid' || this.axes.length < 2) return nothing;
    const { rows, cols } = this.#spec();
    return html`<div class="axes">
      ${this.#select('rows', msg('Rows'), rows[0] ?? null)}
      ${this.#select('cols', msg('Columns'), cols[0] ?? null)}
      ${
        this.axes.length > 2
          ? this.#select('split', msg('Split'), this.wish.split !== cols[0] ? this.wish.split : null)
          : nothing
      }
    </div>`;
  }

  override render() {
    if (this.show === 'different' && this.#pivot.rows.length === 0) {
      return html`${this.#axes()}
        <p class="meta none">${msg('No rows differ: in each all responses are the same text.')}</p>`;
    }
    return html`${this.#axes()}
      <gamut-card-grid
        .pivot=${this.#pivot}
        .summaries=${this.#summaries}
        .results=${this.results}
        .trials=${this.trials}
        .live=${this.live}
        .notebook=${this.notebook}
        .pins=${this.pins}
        .showsTokens=${this.showsTokens}
        .krwPerUsd=${this.krwPerUsd}
        .isWhole=${this.kept === this.trials}
        .selected=${this.selected}
        .label=${msg('Responses')}
      ></gamut-card-grid>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pivot': PivotViewElement;
  }
}
