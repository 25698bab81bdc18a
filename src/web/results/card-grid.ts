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
import { InspectIntent } from '../state/events.ts';
import { obeyAnswerKey } from './answer-keys.ts';
import { FocusAnswerEvent, type AnswerPath, type AnswerPins } from './result-events.ts';
import { isOnButton } from '../look/on-button.ts';
import { takeFocusBack } from './focus-back.ts';
import { CARD_WIDTH, columnPlace, columnVars, gridFoots, gridHeads, type GridShape } from './grid-heads.ts';
import { gridRow, type GridRowContext } from './grid-row.ts';
import { toGridMove, type GridPlace } from '../keys/grid-move.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { type Pivot, type PivotRow, type PivotSlot } from '../../core/pivot.ts';
import { columnsInSight, oneMore } from './pivot-model.ts';
import { Turns } from './in-turn.ts';
import { mostCharacters } from './result-figures.ts';
import { ReadAhead, REST_MS, type RowRange } from './read-ahead.ts';
import { reachRow } from './reach-row.ts';
import { KeyReader } from '../keys/key-map.ts';
import type { ColumnSummary } from './column-summary.ts';
import './column-foot.ts';
import './more-columns.ts';
import type { MoreColumnsElement } from './more-columns.ts';
import './response-card.ts';
import type { ResponseCardElement } from './response-card.ts';

/** Up to so many cards stand in the page as they are; more are made as they come into sight. */
const FEW_CARDS = 48;
/** Up to so many columns are all made. */
const FEW_COLUMNS = 8;

/**
 * Response cards in rows and columns, with heads that stay in sight. One tab stop: arrows move from card to card, Enter
 * inspects (as a double click does), F shows it large, Tab goes into the card, Escape comes back and then closes the
 * inspector. What else keys do to an answer is in answer-keys.ts.
 *
 * @fires gamut-inspect
 * @fires gamut-focus-answer
 */
@customElement('gamut-card-grid')
@localized()
export class CardGridElement extends LitElement {
  static override styles = [baseStyle, cardGridStyle];

  @query('.frame') private frame!: HTMLElement;
  @query('gamut-more-columns') private more!: MoreColumnsElement | null;
  @query('lit-virtualizer') private virtualizer!: LitVirtualizer | null;
  @state() private place: GridPlace = { row: 0, col: 0 };
  @state() private sight = { start: 0, end: FEW_COLUMNS };

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
  @property() label = '';

  #keys = new KeyReader('grid');
  #ahead = new ReadAhead();
  #turns = new Turns();
  #most = Infinity;
  #scrolledTo = 0;
  #measuring = 0;
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
    const { rows, cols } = this.pivot;
    this.place = {
      row: Math.max(0, Math.min(this.place.row, rows.length - 1)),
      col: Math.max(0, Math.min(this.place.col, cols.length - 1)),
    };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('selected')) {
      const before = changed.get('selected');
      const place = this.#placeOf(this.selected ?? before ?? null);
      // Once the inspector has taken its room, or given it back.
      if (place && this.selected !== null) requestAnimationFrame(() => void this.#reach(place));
      if (place && this.selected === null) takeFocusBack(() => void this.#reach(place, { withFocus: true }));
    }
    if (changed.has('pivot')) requestAnimationFrame(() => this.#measure());
  }

  /** Down there is nothing to do. Sideways once a frame, when what the scrolling has brought is in the page: to ask before
   * would cost a layout of its own. */
  #onScroll(): void {
    this.#turns.scrolled();
    const { scrollLeft } = this.frame;
    if (this.#scrolledTo === scrollLeft) return;
    this.#scrolledTo = scrollLeft;
    cancelAnimationFrame(this.#measuring);
    this.#measuring = requestAnimationFrame(() => this.#measure());
  }

  /** As the inspector takes its room the columns get another width: the answer that it is of stays in sight. */
  #onResize(): void {
    this.#measure();
    const place = this.#placeOf(this.selected);
    const { clientWidth } = this.frame;
    if (place && clientWidth !== this.#width) void this.#reach(place);
    this.#width = clientWidth;
  }

  /** Which columns are in sight: of many only they are made. */
  #measure(): void {
    if (!this.frame || !this.isConnected) return;
    const { cols } = this.pivot;
    const { scrollLeft, clientWidth } = this.frame;
    this.frame.toggleAttribute('data-aside', scrollLeft > 0);
    const first = this.renderRoot.querySelector<HTMLElement>('.heads .first')?.offsetWidth ?? 0;
    const width = this.renderRoot.querySelector<HTMLElement>('.heads .head')?.offsetWidth || CARD_WIDTH;
    const view = { scrollLeft, width: clientWidth, firstWidth: first };
    const inSight = columnsInSight(view, { count: cols.length, width });
    this.#turns.see(inSight);
    this.more?.tell(this.frame, view, { count: cols.length, width });
    this.#most = mostCharacters(width);
    const sight = cols.length <= FEW_COLUMNS ? { start: 0, end: cols.length } : oneMore(inSight, cols.length);
    if (sight.start !== this.sight.start || sight.end !== this.sight.end) this.sight = sight;
  }

  #onRange(event: Event & { first?: number; last?: number }): void {
    const { first = 0, last = 0 } = event;
    const { row } = this.place;
    const was = this.#inPage;
    this.#inPage = { first, last };
    const { rows } = this.pivot;
    const { start, end } = this.sight;
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

  #cardOf(cell: Element | null): ResponseCardElement | null {
    return cell?.querySelector('gamut-card') ?? null;
  }

  /** Where a trial stands; null where it does not. */
  #placeOf(trialId: string | null): GridPlace | null {
    if (trialId === null) return null;
    const holds = (slot: PivotSlot | null) => slot?.trialIds.includes(trialId) ?? false;
    const row = this.pivot.rows.findIndex(({ slots }) => slots.some(holds));
    return row < 0 ? null : { row, col: this.pivot.rows[row]?.slots.findIndex(holds) ?? 0 };
  }

  #cellAt({ row, col }: GridPlace): HTMLElement | null {
    return this.renderRoot.querySelector(`.cell[data-row="${row}"][data-col="${col}"]`);
  }

  #onFocusIn(event: FocusEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (!cell) return;
    const place = { row: Number(cell.dataset['row']), col: Number(cell.dataset['col']) };
    if (place.row === this.place.row && place.col === this.place.col) return;
    this.place = place;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (!cell) return;
    const isInside = event.composedPath()[0] !== cell;
    if (isInside) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        cell.focus();
      }
      return;
    }
    const isMod = event.ctrlKey || event.metaKey;
    const { rows, cols } = this.pivot;
    const to = toGridMove(event.key, isMod, this.place, { rows: rows.length, cols: cols.length });
    if (to && !event.altKey) {
      event.preventDefault();
      void this.#goTo(to);
      return;
    }
    if (event.key === 'Escape') {
      if (this.selected === null) return;
      event.stopPropagation();
      this.dispatchEvent(new InspectIntent(this.results.cellId, null));
      return;
    }
    const card = this.#cardOf(cell);
    const command = this.#keys.read(event);
    const answer = { host: this, matrix: this.results.cellId, row: card?.shown ?? null, card };
    if (command === 'grid-inspect') card?.inspect();
    else if (command === 'grid-focus') this.dispatchEvent(new FocusAnswerEvent(this.#path()));
    else if (!obeyAnswerKey(command, event, answer)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The way through the answers from here, for who shows one of them large. */
  #path(): AnswerPath {
    const idsAt = ({ row, col }: GridPlace) => this.pivot.rows[row]?.slots[col]?.trialIds ?? [];
    // Of its own: closing a dialog puts the focus where it came from first.
    let { place } = this;
    return {
      trialIds: idsAt(place),
      shown: this.#cardOf(this.#cellAt(place))?.shown?.trialId ?? '',
      step: (key, isMod) => {
        const { rows, cols } = this.pivot;
        const size = { rows: rows.length, cols: cols.length };
        let to = toGridMove(key, isMod, place, size);
        // Places that the matrix excludes are gone over.
        while (to && idsAt(to).length === 0) {
          const on = toGridMove(key, isMod, to, size);
          if (!on || (on.row === to.row && on.col === to.col)) return idsAt(place);
          to = on;
        }
        if (to) place = to;
        return to && idsAt(to);
      },
      leave: (trialId) => {
        void this.#reach(place, { withFocus: true }).then((cell) => this.#cardOf(cell)?.turnTo(trialId));
      },
    };
  }

  /** What was pressed inside a card, but no button, makes its cell the active one: the keys are then the cell's. */
  #onClick(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (!cell || isOnButton(event)) return;
    cell.focus({ preventScroll: true });
  }

  #onDoubleClick(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (cell && !isOnButton(event)) this.#cardOf(cell)?.inspect();
  }

  async #goTo(place: GridPlace): Promise<void> {
    const cell = await this.#reach(place, { withFocus: true });
    // With the inspector open, it follows.
    if (this.selected !== null) this.#cardOf(cell)?.inspect();
  }

  /** Brings a place into sight, and gives its cell. */
  async #reach(place: GridPlace, { withFocus = false } = {}): Promise<HTMLElement | null> {
    this.place = place;
    const { start, end } = this.sight;
    if (place.col < start || place.col >= end) {
      const head = this.renderRoot.querySelector<HTMLElement>('.heads .head');
      this.frame.scrollLeft = place.col * (head?.offsetWidth ?? CARD_WIDTH);
      this.#measure();
    }
    await this.updateComplete;
    const cell = await reachRow(this.frame, place.row, {
      count: this.pivot.rows.length,
      find: () => this.#cellAt(place),
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
    return { pivot: this.pivot, notebook: this.notebook, sight: this.sight };
  }

  /** What a row is made of besides itself. */
  get #context(): GridRowContext {
    const { pivot, notebook, sight, results, live, pins, showsTokens, krwPerUsd, isWhole, selected } = this;
    const { first, last } = this.#inPage;
    const row = this.virtualizer ? Math.min(Math.max(this.place.row, first), last) : this.place.row;
    const col = Math.min(Math.max(this.place.col, sight.start), sight.end - 1);
    const turns = this.#isMany ? { turns: this.#turns, most: this.#most } : null;
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
    return html`<div
      class=${classMap({ frame: true, inspecting: this.#placeOf(this.selected) !== null })}
      role="grid"
      aria-label=${this.label}
      aria-rowcount=${rows.length + 1 + (this.summaries.length > 0 ? 1 : 0)}
      aria-colcount=${columnPlace(this.pivot, cols.length - 1)}
      @scroll=${this.#onScroll}
      @focusin=${this.#onFocusIn}
      @keydown=${this.#onKeyDown}
      @click=${this.#onClick}
      @dblclick=${this.#onDoubleClick}
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
    <gamut-more-columns></gamut-more-columns>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-card-grid': CardGridElement;
  }
}
