import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized } from '@lit/localize';
import '@lit-labs/virtualizer';
// It would ask for its own layout only when the first rows are there.
import '@lit-labs/virtualizer/layouts/flow.js';
import type { LitVirtualizer } from '@lit-labs/virtualizer';
import type { TrialRow } from '../../core/result-api.ts';
import type { Notebook } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale } from '../look/locale.ts';
import { cardGridStyle } from './card-grid-style.ts';
import type { AnswerPins } from './result-events.ts';
import { edgeStyle } from './edge-style.ts';
import { ColumnSight, type GridSheet } from './column-sight.ts';
import { takeFocusBack } from './focus-back.ts';
import { columnPlace, columnVars, gridFoots, gridHeads, type GridShape } from './grid-heads.ts';
import { gridRow, type GridRowContext } from './grid-row.ts';
import { nearest, placeOf } from './grid-path.ts';
import { GridWays, type WalkedGrid } from './grid-ways.ts';
import type { GridPlace } from '../keys/grid-move.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import type { Pivot, PivotRow } from '../../core/pivot.ts';
import { Turns } from './in-turn.ts';
import { ReadAhead, REST_MS, type RowRange } from './read-ahead.ts';
import { reachRow } from './reach-row.ts';
import type { ColumnSummary } from './column-summary.ts';
import { selectOnlyAnswers } from './second-press.ts';
import './column-foot.ts';
import './more-columns.ts';
import type { MoreColumnsElement } from './more-columns.ts';
import './response-card.ts';

/** Up to so many cards stand in the page as they are; more are made as they come into sight. */
const FEW_CARDS = 48;

/**
 * Response cards in rows and columns, with heads that stay in sight. One tab stop; how one goes on from there is in
 * grid-ways.ts, which columns are made in column-sight.ts.
 *
 * @fires gamut-inspect
 * @fires gamut-focus-answer
 */
@customElement('gamut-card-grid')
@localized()
export class CardGridElement extends LitElement implements WalkedGrid {
  static override styles = [baseStyle, edgeStyle, cardGridStyle];

  @query('.frame') private frame!: HTMLElement;
  @query('gamut-more-columns') private more!: MoreColumnsElement | null;
  @query('lit-virtualizer') private virtualizer!: LitVirtualizer | null;
  /** The place that the Tab key comes to. */
  @state() place: GridPlace = { row: 0, col: 0 };

  @property({ attribute: false }) pivot: Pivot = { rows: [], cols: [] };
  @property({ attribute: false }) results!: MatrixResults;
  /** Changes with every change of the results. */
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) summaries: ColumnSummary[] = [];
  @property({ attribute: false }) pins: AnswerPins = { a: null, b: null };
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** Whether every trial of the matrix is laid out: then an empty place is one that the matrix excludes. */
  @property({ type: Boolean }) isWhole = true;
  /** The trial in the inspector. */
  @property() selected: string | null = null;
  isFollowed = false;
  @property() label = '';

  #ways = new GridWays(this);
  #ahead = new ReadAhead();
  #turns = new Turns();
  #columns = new ColumnSight(() => this.#sheet(), {
    seen: (columns) => this.#turns.see(columns),
    made: () => this.requestUpdate(),
  });
  #rest = 0;
  #inPage: RowRange = { first: 0, last: 0 };
  #width = 0;
  #resize = new ResizeObserver(() => this.#onResize());

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      if (this.isConnected && this.frame) this.#resize.observe(this.frame);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearTimeout(this.#rest);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('pivot')) return;
    this.place = nearest(this.pivot, this.place);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('selected')) {
      const place = this.isFollowed
        ? placeOf(this.pivot, this.selected ?? changed.get('selected') ?? null)
        : null;
      // Once the inspector has taken its room, or given it back.
      if (place && this.selected !== null) requestAnimationFrame(() => void this.reach(place));
      if (place && this.selected === null) takeFocusBack(() => void this.reach(place, { withFocus: true }));
    }
    if (changed.has('pivot')) requestAnimationFrame(() => this.#columns.measure());
  }

  #onScroll(): void {
    this.#turns.scrolled();
    this.#columns.scrolled(this.frame);
  }

  /** As the inspector takes its room the columns get another width: the answer that it is of stays in sight. */
  #onResize(): void {
    this.#columns.measure();
    const place = this.isFollowed ? placeOf(this.pivot, this.selected) : null;
    const { clientWidth } = this.frame;
    if (place && clientWidth !== this.#width) void this.reach(place);
    this.#width = clientWidth;
  }

  #sheet(): GridSheet | null {
    const { frame, more, pivot } = this;
    return frame && this.isConnected ? { frame, more, count: pivot.cols.length } : null;
  }

  #onRange(event: Event & { first?: number; last?: number }): void {
    const { first = 0, last = 0 } = event;
    const { row } = this.place;
    const was = this.#inPage;
    this.#inPage = { first, last };
    const { rows } = this.pivot;
    const { start, end } = this.#columns.made;
    const shown = {
      results: this.results,
      count: rows.length,
      perRow: Math.min(end, this.pivot.cols.length) - start,
      withTokens: this.showsTokens,
    };
    this.#ahead.look(this.#inPage, shown, (at) =>
      (rows[at]?.slots.slice(start, end) ?? []).flatMap((slot) => slot?.trialIds[0] ?? []),
    );
    // Only where the tab stop moves with it is there anything to render, and not while it goes by.
    const stop = (range: { first: number; last: number }) => Math.min(Math.max(row, range.first), range.last);
    if (stop(was) === stop(this.#inPage)) return;
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.requestUpdate(), REST_MS);
  }

  #onVisibility({ first = 0, last = 0 }: Event & { first?: number; last?: number }): void {
    this.#turns.see({ first, last });
  }

  /** The cell of a place, where that is in the page. */
  cellAt({ row, col }: GridPlace): HTMLElement | null {
    return this.renderRoot.querySelector(`.cell[data-row="${row}"][data-col="${col}"]`);
  }

  /** Brings a place into sight, and gives its cell. */
  async reach(place: GridPlace, { withFocus = false } = {}): Promise<HTMLElement | null> {
    this.place = place;
    this.#columns.bring(place.col);
    await this.updateComplete;
    const cell = await reachRow(this.frame, place.row, {
      count: this.pivot.rows.length,
      find: () => this.cellAt(place),
      inPage: () => this.#inPage,
    });
    if (withFocus) cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return cell;
  }

  /** Whether only the rows near the window are in the page. */
  get #isMany(): boolean {
    return this.pivot.rows.length * this.pivot.cols.length > FEW_CARDS;
  }

  get #shape(): GridShape {
    return { pivot: this.pivot, notebook: this.notebook, sight: this.#columns.made };
  }

  /** What a row is made of besides itself. */
  get #context(): GridRowContext {
    const { pivot, notebook, results, live, pins, showsTokens, krwPerUsd, isWhole, selected } = this;
    const { made: sight, most } = this.#columns;
    const { first, last } = this.#inPage;
    const row = this.virtualizer ? Math.min(Math.max(this.place.row, first), last) : this.place.row;
    const col = Math.min(Math.max(this.place.col, sight.start), sight.end - 1);
    const turns = this.#isMany ? { turns: this.#turns, most } : null;
    return {
      pivot,
      notebook,
      sight,
      results,
      live,
      pins,
      showsTokens,
      krwPerUsd,
      isWhole,
      selected,
      stop: { row, col },
      turns,
    };
  }

  #rowOf = (row: PivotRow, index: number) => {
    const context = this.#context;
    const { stop, sight, pins, selected } = context;
    // A row that comes into sight has none of the others made anew.
    const madeOf: unknown[] = [row, index, this.pivot, this.results, this.trials, this.live, this.notebook];
    madeOf.push(pins, selected, sight.start, sight.end, this.showsTokens, this.krwPerUsd, this.isWhole);
    madeOf.push(currentLocale(), stop.row === index ? stop.col : -1);
    return html`${guard(madeOf, () => gridRow(context, row, index))}`;
  };

  override render() {
    const { rows, cols } = this.pivot;
    return html`<div class="edged"><div
      class=${classMap({ frame: true, inspecting: placeOf(this.pivot, this.selected) !== null })}
      role="grid"
      aria-label=${this.label}
      aria-rowcount=${rows.length + 1 + (this.summaries.length > 0 ? 1 : 0)}
      aria-colcount=${columnPlace(this.pivot, cols.length - 1)}
      @scroll=${this.#onScroll}
      @focusin=${this.#ways.onFocusIn}
      @keydown=${this.#ways.onKeyDown}
      @click=${this.#ways.onClick}
      @dblclick=${this.#ways.onDoubleClick}
      @mousedown=${selectOnlyAnswers}
    >
      <div class="sheet" role="presentation" style=${styleMap(columnVars(this.pivot))}>
        ${gridHeads(this.#shape)}
        ${
          this.#isMany
            ? html`<lit-virtualizer
                role="rowgroup"
                .items=${rows}
                .keyFunction=${(row: PivotRow) => row.key}
                .renderItem=${(row: PivotRow, index: number) => this.#rowOf(row, index)}
                @rangeChanged=${this.#onRange}
                @visibilityChanged=${this.#onVisibility}
              ></lit-virtualizer>`
            : html`<div role="rowgroup">
                ${repeat(
                  rows,
                  (row) => row.key,
                  (row, index) => this.#rowOf(row, index),
                )}
              </div>`
        }
        ${gridFoots(this.#shape, this.summaries, this.krwPerUsd)}
      </div>
    </div>
    <gamut-more-columns brief></gamut-more-columns></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-card-grid': CardGridElement;
  }
}
