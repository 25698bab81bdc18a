import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg } from '@lit/localize';
import '@lit-labs/virtualizer';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { ViewSort } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { InspectIntent } from '../state/events.ts';
import { takeFocusBack } from './focus-back.ts';
import { KeyReader } from '../keys/key-map.ts';
import { toGridMove } from '../keys/grid-move.ts';
import { obeyAnswerKey } from './answer-keys.ts';
import {
  hasMarks,
  shownColumns,
  toColumnName,
  toHead,
  toOrder,
  type ColumnHead,
  type ListShape,
} from './list-columns.ts';
import { sortResults, type ListColumn, type ListOrder } from './list-order.ts';
import { listStyle } from './list-style.ts';
import { FocusAnswerEvent, ShownOrderEvent, ViewChangeEvent, type AnswerPath } from './result-events.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { ReadAhead, REST_MS, type RowRange } from './read-ahead.ts';
import { edgeStyle } from './edge-style.ts';
import './more-columns.ts';
import type { MoreColumnsElement } from './more-columns.ts';
import { selectOnlyAnswers } from './second-press.ts';
import { reachRow } from './reach-row.ts';
import './column-chooser.ts';
import './result-row.ts';
import './sort-choice.ts';

/**
 * Every trial as a line, sorted by any column, with the columns that one chooses. One tab stop for the lines: up and down
 * move, Enter inspects, F shows one large; what else keys do to an answer is in answer-keys.ts.
 *
 * @fires gamut-inspect
 * @fires gamut-focus-answer
 * @fires gamut-view-change
 * @fires gamut-shown-order
 */
@customElement('gamut-list')
@localized()
export class ListViewElement extends LitElement {
  static override styles = [baseStyle, edgeStyle, listStyle];

  @query('.frame') private frame!: HTMLElement;
  @query('gamut-more-columns') private more!: MoreColumnsElement | null;
  @state() private row = 0;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: Axis[] = [];
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  /** Whether the matrix has checks. */
  @property({ type: Boolean }) hasChecks = false;
  /** The order that was chosen, by a column's name. */
  @property({ attribute: false }) sort: ViewSort | null = null;
  /** Names of the columns that were chosen; null for what there is something to show of. */
  @property({ attribute: false }) columns: readonly string[] | null = null;
  @property({ type: Number }) krwPerUsd: number | null = null;
  @property() selected: string | null = null;
  /** Whether the inspector goes through the answers as they stand here; nothing is rendered of it. */
  isFollowed = false;

  #sorted: readonly TrialRow[] = [];
  #told: readonly TrialRow[] | null = null;

  #keys = new KeyReader('grid');
  #ahead = new ReadAhead();
  #inPage: RowRange = { first: 0, last: 0 };
  #rest = 0;
  #order: ListOrder | null = null;
  #heads: ColumnHead[] = [];
  #widths = '';
  #measured = '';
  #scrolledTo = 0;
  #shown: ListColumn[] = [];

  #resize = new ResizeObserver(() => this.#measure());

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
    const isOther = (names: (keyof ListViewElement)[]) => names.some((name) => changed.has(name));
    if (isOther(['trials', 'sort', 'axes'])) {
      this.#order = toOrder(this.sort, this.axes);
      this.#sorted = this.#order ? sortResults(this.trials, this.#order, this.axes) : this.trials;
      this.row = Math.max(0, Math.min(this.row, this.#sorted.length - 1));
    }
    const shape: ListShape = {
      axes: this.axes,
      notebook: this.notebook,
      hasRepeats: this.#hasRepeats,
      hasChecks: this.hasChecks,
      hasMarks: hasMarks(this.trials),
    };
    const shown = shownColumns(this.columns, shape);
    if (shown.join(' ') !== this.#shown.join(' ')) this.#shown = shown;
    this.#heads = shown.map((by) => toHead(by, shape));
    this.#widths = this.#heads.map(({ width }) => width).join(' ');
  }

  protected override updated(changed: PropertyValues<this>): void {
    const sorted = this.#sorted;
    if (this.#told !== sorted) {
      this.#told = sorted;
      this.dispatchEvent(new ShownOrderEvent(() => sorted.map(({ trialId }) => trialId)));
    }
    if (this.#measured !== this.#widths) {
      this.#measured = this.#widths;
      requestAnimationFrame(() => this.#measure());
    }
    if (!changed.has('selected') || !this.isFollowed) return;
    const shown = this.selected ?? changed.get('selected') ?? null;
    const row = sorted.findIndex(({ trialId }) => trialId === shown);
    if (row < 0) return;
    // Once the inspector has taken its room, or given it back.
    if (this.selected !== null) requestAnimationFrame(() => void this.#reach(row));
    else takeFocusBack(() => void this.#reach(row, { withFocus: true }));
  }

  /** Down there is nothing to do. */
  #onScroll(): void {
    if (this.#scrolledTo !== this.frame.scrollLeft) this.#measure();
  }

  /** A head that is come to by keys is whole in sight; a browser leaves one that is seen in part. */
  #onHeadFocus({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    target.closest('.head')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Looks which columns the edge hides, in part or whole. */
  #measure(): void {
    if (!this.isConnected || !this.frame) return;
    const { scrollLeft, clientWidth } = this.frame;
    this.#scrolledTo = scrollLeft;
    this.more?.tell(this.frame, this.#ends(), { start: scrollLeft, width: clientWidth });
  }

  /** Where each column ends, CSS pixels from the first one's start. */
  #ends(): number[] {
    const heads = [...this.renderRoot.querySelectorAll<HTMLElement>('.head')];
    return heads.map(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth);
  }

  #onRange({ first = 0, last = 0 }: Event & { first?: number; last?: number }): void {
    const stop = () => Math.min(Math.max(this.row, this.#inPage.first), this.#inPage.last);
    const was = stop();
    this.#inPage = { first, last };
    const shown = { results: this.results, count: this.#sorted.length, perRow: 1, withTokens: false };
    this.#ahead.look(this.#inPage, shown, (at) =>
      this.#sorted.slice(at, at + 1).map(({ trialId }) => trialId),
    );
    // Only where the tab stop moves with it is there anything to render, and not while it goes by.
    if (stop() === was) return;
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.requestUpdate(), REST_MS);
  }

  get #hasRepeats(): boolean {
    return this.trials.some((trial) => trial.repeat > 1);
  }

  #sortBy(by: ListColumn): void {
    const order = this.#order;
    const isDescending = order?.by === by;
    const sort = isDescending && order?.isDescending ? null : { by: toColumnName(by), isDescending };
    this.dispatchEvent(new ViewChangeEvent({ sort }));
  }

  #inspect(result: TrialRow): void {
    this.dispatchEvent(new InspectIntent(this.results.cellId, result.trialId));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.localName !== 'gamut-result-row') return;
    const isMod = event.ctrlKey || event.metaKey;
    const size = { rows: this.#sorted.length, cols: 1 };
    // Of one column: Home and End go to the first and the last line.
    const isEnd = event.key === 'Home' || event.key === 'End';
    const to = toGridMove(event.key, isMod || isEnd, { row: this.row, col: 0 }, size);
    if (to && !event.altKey) {
      event.preventDefault();
      void this.#goTo(to.row);
      return;
    }
    if (event.key === 'Escape' && this.selected !== null) {
      event.stopPropagation();
      this.dispatchEvent(new InspectIntent(this.results.cellId, null));
      return;
    }
    const row = this.#sorted[this.row];
    if (!row) return;
    const command = this.#keys.read(event);
    const answer = { host: this, matrix: this.results.cellId, row, card: null };
    if (command === 'grid-inspect') this.#inspect(row);
    else if (command === 'grid-focus') this.dispatchEvent(new FocusAnswerEvent(this.#path()));
    else if (!obeyAnswerKey(command, event, answer)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The way through the answers from here, for who shows one of them large: left and up go back, right and down go on. */
  #path(): AnswerPath {
    const idsAt = (row: number) => this.#sorted.slice(row, row + 1).map(({ trialId }) => trialId);
    const KEYS: Record<string, string> = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' };
    // Of its own: closing a dialog puts the focus where it came from first.
    let at = this.row;
    return {
      trialIds: idsAt(at),
      shown: this.#sorted[at]?.trialId ?? '',
      step: (key, isMod) => {
        const isEnd = key === 'Home' || key === 'End';
        const size = { rows: this.#sorted.length, cols: 1 };
        const to = toGridMove(KEYS[key] ?? key, isMod || isEnd, { row: at, col: 0 }, size);
        if (to) at = to.row;
        return to && idsAt(to.row);
      },
      leave: () => void this.#goTo(at),
    };
  }

  async #goTo(row: number): Promise<void> {
    await this.#reach(row, { withFocus: true });
    const result = this.#sorted[row];
    if (this.selected !== null && result) this.#inspect(result);
  }

  /** Brings a line into sight. */
  async #reach(row: number, { withFocus = false } = {}): Promise<void> {
    this.row = row;
    await this.updateComplete;
    const line = await reachRow(this.frame, row, {
      count: this.#sorted.length,
      find: () => this.renderRoot.querySelector<HTMLElement>(`gamut-result-row[data-row="${row}"]`),
      inPage: () => this.#inPage,
    });
    if (withFocus) line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  }

  #head({ by, label, isFigure }: ColumnHead) {
    const order = this.#order;
    const sorted = order?.by === by ? (order.isDescending ? 'descending' : 'ascending') : null;
    return html`<div
      class=${classMap({ head: true, figure: isFigure })}
      role="columnheader"
      aria-sort=${sorted ?? nothing}
    >
      <button class="btn quiet" title=${label} @click=${() => this.#sortBy(by)}>
        <span class="label">${label}</span
        >${sorted ? html`<span aria-hidden="true">${sorted === 'ascending' ? '↑' : '↓'}</span>` : nothing}
      </button>
    </div>`;
  }

  #row = (row: TrialRow, index: number) => {
    const { first, last } = this.#inPage;
    const isStop = Math.min(Math.max(this.row, first), last) === index;
    const isSelected = row.trialId === this.selected;
    // A line that comes into sight has none of the others made anew.
    const madeOf: unknown[] = [row, index, isStop, isSelected, this.results, this.live, this.notebook];
    madeOf.push(this.trials, this.#shown, this.krwPerUsd);
    return html`${guard(madeOf, () => this.#line(row, index, { isStop, isSelected }))}`;
  };

  #line(row: TrialRow, index: number, { isStop, isSelected }: { isStop: boolean; isSelected: boolean }) {
    return html`<gamut-result-row
      class=${isSelected ? 'selected' : ''}
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${isSelected ? 'true' : nothing}
      tabindex=${isStop ? 0 : -1}
      data-row=${index}
      .row=${row}
      .results=${this.results}
      .live=${this.live}
      .notebook=${this.notebook}
      .columns=${this.#shown}
      .krwPerUsd=${this.krwPerUsd}
      @focus=${() => (this.row = index)}
      @dblclick=${() => this.#inspect(row)}
    ></gamut-result-row>`;
  }

  override render() {
    // Rendered anew when its lines have just become fewer, the virtualizer asks for those there were.
    const lineOf = (row: TrialRow | undefined, index: number) => (row ? this.#row(row, index) : nothing);
    const columns = this.#heads;
    const width = columns.reduce((sum, { least }) => sum + least, 14);
    return html`<div class="bar">
        <gamut-column-chooser
          .axes=${this.axes}
          .shown=${this.#shown}
          .isChosen=${this.columns !== null}
        ></gamut-column-chooser>
        ${
          this.#order && !this.#shown.includes(this.#order.by)
            ? html`<gamut-sort-choice
                .sort=${this.sort}
                .axes=${this.axes}
                .hasChecks=${this.hasChecks}
                .hasMarks=${hasMarks(this.trials)}
              ></gamut-sort-choice>`
            : nothing
        }
        <gamut-more-columns></gamut-more-columns>
      </div>
      <div class="edged">
      <div
      class="frame"
      role="grid"
      aria-label=${msg('Responses')}
      aria-rowcount=${this.#sorted.length + 1}
      aria-colcount=${columns.length}
      style=${styleMap({ '--columns': this.#widths })}
      @keydown=${this.#onKeyDown}
      @scroll=${this.#onScroll}
      @mousedown=${selectOnlyAnswers}
    >
      <div
        style=${styleMap({ minWidth: `${width}px` })}
        role="presentation"
      >
        <div class="heads" role="row" aria-rowindex="1" @focusin=${this.#onHeadFocus}>${columns.map((column) => this.#head(column))}</div>
        <lit-virtualizer
          role="rowgroup"
          .items=${this.#sorted}
          .keyFunction=${(row: TrialRow | undefined, index: number) => row?.trialId ?? index}
          .renderItem=${lineOf}
          @rangeChanged=${this.#onRange}
        ></lit-virtualizer>
      </div>
    </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-list': ListViewElement;
  }
}
