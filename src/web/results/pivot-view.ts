import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { Shown, ViewSort } from '../../core/view-spec.ts';
import { firstPlaces } from '../../core/first-shown.ts';
import { axisLabel } from './axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { summarizeColumns, type ColumnSummary } from './column-summary.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { buildPivot, gridSpec, pivotSpec, type Pivot, type PivotSpec } from '../../core/pivot.ts';
import { orderPivot, ranksOf, trialsOf } from './grid-order.ts';
import { hearLevelHints } from './hear-level-hints.ts';
import { hasMarks, toOrder } from './list-columns.ts';
import { sortResults } from './list-order.ts';
import { ShownOrderEvent, ViewChangeEvent, type AnswerPins } from './result-events.ts';
import { keepRows } from './result-filter.ts';
import type { ViewState } from '../../core/view-state.ts';
import { freshText } from './result-figures.ts';
import './card-grid.ts';
import './sort-choice.ts';

type AxisRole = 'rows' | 'cols' | 'split';

const NO_WISH: Pick<ViewState, AxisRole> = { rows: null, cols: null, split: null };

/**
 * Cards laid out by axes. As `pivot`: any axis across, any down, one to split by; what is left over goes down too. As
 * `grid`: what was asked goes down, everything that is compared across, in the order that was chosen. In the slot stands what
 * is said beside the axes.
 *
 * @fires gamut-view-change
 * @fires gamut-shown-order
 */
@customElement('gamut-pivot')
@localized()
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
        align-items: center;
        gap: 6px 14px;
        min-height: 26px;
        margin-bottom: 8px;
      }
      .aside {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        margin-inline-start: auto;
      }
      @media (max-width: 520px) {
        .aside {
          margin-inline-start: 0;
        }
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
  /** The order of a grid; a pivot's is that of its axes. */
  @property({ attribute: false }) sort: ViewSort | null = null;
  /** Whether the matrix has checks. */
  @property({ type: Boolean }) hasChecks = false;
  /** Whether something stands in the slot. */
  @property({ type: Boolean }) hasAside = false;
  /** Narrows rows: see {@link keepRows}. */
  @property() show: Shown = 'all';
  @property({ attribute: false }) pins: AnswerPins = { a: null, b: null };
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  @property() selected: string | null = null;
  /** Whether the inspector goes through the answers as they stand here. */
  @property({ type: Boolean }) isFollowed = false;

  /** As the axes have it, and as it is shown. */
  #laid: Pivot = { rows: [], cols: [] };
  #pivot: Pivot = this.#laid;
  #told: Pivot | null = null;
  #ranks: { of: string; byTrial: ReadonlyMap<string, number> } | null = null;
  #madeOf: { spec: string; ids: string[] } = { spec: '', ids: [] };
  #summaries: ColumnSummary[] = [];

  #spec(): PivotSpec {
    return this.layout === 'grid' ? gridSpec(this.axes) : pivotSpec(this.axes, this.wish);
  }

  constructor() {
    super();
    hearLevelHints(this, () => ({ notebook: this.notebook, matrix: this.results.cellId }));
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
      this.#laid = { ...pivot, rows };
      this.#madeOf = { spec, ids };
    }
    const isReordered = this.#order(!isSame || isByText);
    // The texts that are seen first come while the cards are laid out.
    if (!isSame || isReordered) results.need(firstPlaces(this.#pivot));
    if (!isSame || isReordered || changed.has('trials')) {
      this.#summaries = summarizeColumns(this.#pivot, (id) => results.row(id));
    }
  }

  protected override updated(): void {
    const pivot = this.#pivot;
    if (this.#told === pivot) return;
    this.#told = pivot;
    this.dispatchEvent(new ShownOrderEvent(() => trialsOf(pivot)));
  }

  /** Puts a grid into its order, and gives whether it is another than before. While answers come in it stays as it is: nothing
   * moves under who reads. */
  #order(isLaidAnew: boolean): boolean {
    const order = this.layout === 'grid' ? toOrder(this.sort, this.axes) : null;
    const before = this.#pivot;
    if (!order) this.#ranks = null;
    else {
      const of = JSON.stringify([order, this.#madeOf.spec]);
      const phase = this.live.runOf(this.results.notebook, this.results.cellId)?.phase;
      const isRunning = phase === 'running' || phase === 'paused';
      if (this.#ranks?.of !== of || !isRunning)
        this.#ranks = { of, byTrial: ranksOf(sortResults(this.kept, order, this.axes)) };
    }
    const now = this.#ranks ? orderPivot(this.#laid, this.#ranks.byTrial) : this.#laid;
    if (!isLaidAnew && isSameOrder(before, now)) return false;
    this.#pivot = now;
    return true;
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
        ${role === 'split' ? html`<option value="" .selected=${live(current === null)}>${msg('none')}</option>` : nothing}
        ${names.map((name) => html`<option value=${name} .selected=${live(name === current)}>${axisLabel(name)}</option>`)}
      </select></label
    >`;
  }

  #axes() {
    const choices = this.layout === 'grid' ? this.#sortChoice() : this.#axisChoices();
    if (choices === nothing && !this.hasAside) return nothing;
    return html`<div class="axes">
      ${choices}${this.hasAside ? html`<span class="aside"><slot></slot></span>` : nothing}
    </div>`;
  }

  #sortChoice() {
    return html`<gamut-sort-choice
      .sort=${this.sort}
      .axes=${this.axes}
      .hasChecks=${this.hasChecks}
      .hasMarks=${hasMarks(this.trials)}
    ></gamut-sort-choice>`;
  }

  #axisChoices() {
    if (this.axes.length < 2) return nothing;
    const { rows, cols } = this.#spec();
    return html`${this.#select('rows', msg('Rows'), rows[0] ?? null)}
      ${this.#select('cols', msg('Columns'), cols[0] ?? null)}
      ${
        this.axes.length > 2
          ? this.#select('split', msg('Split'), this.wish.split !== cols[0] ? this.wish.split : null)
          : nothing
      }`;
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
        .isFollowed=${this.isFollowed}
        .label=${msg('Responses')}
      ></gamut-card-grid>`;
  }
}

function isSameOrder(one: Pivot, other: Pivot): boolean {
  const isSame = (a: readonly { key: string }[], b: readonly { key: string }[]) =>
    a.length === b.length && a.every(({ key }, at) => key === b[at]?.key);
  return one === other || (isSame(one.rows, other.rows) && isSame(one.cols, other.cols));
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pivot': PivotViewElement;
  }
}
