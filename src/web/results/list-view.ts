import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
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
import { FocusAnswerEvent, ViewChangeEvent, type AnswerPath } from './result-events.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { ReadAhead, REST_MS, type RowRange } from './read-ahead.ts';
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
 */
@customElement('gamut-list')
@localized()
export class ListViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .bar {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        gap: 6px 14px;
        margin-bottom: 8px;
      }
      .frame {
        max-height: max(420px, calc(100dvh - 130px));
        overflow: auto;
        scroll-padding: 38px 0 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      @media print {
        .frame {
          max-height: none;
          overflow: visible;
        }
        .heads {
          position: static !important;
        }
        lit-virtualizer {
          min-height: 0 !important;
        }
        lit-virtualizer > * {
          position: static !important;
          transform: none !important;
        }
      }
      .heads {
        position: sticky;
        top: 0;
        z-index: 2;
        display: grid;
        grid-template-columns: var(--columns);
        background: var(--sunken);
        border-bottom: 1px solid var(--line);
      }
      .head {
        display: flex;
        min-width: 0;
      }
      .head .btn {
        width: 100%;
        height: 32px;
        padding: 0 10px;
        justify-content: flex-start;
        border-radius: 0;
        font-size: var(--text-s);
        font-weight: 600;
        gap: 4px;
        overflow: hidden;
      }
      .head .label {
        min-width: 0;
        overflow: hidden;
        line-height: 1.4;
        text-overflow: ellipsis;
      }
      .head.figure .btn {
        justify-content: flex-end;
      }
      .head .btn:focus-visible {
        outline-offset: -2px;
      }
      gamut-result-row {
        cursor: default;
        outline-offset: -2px;
      }
      gamut-result-row:focus:not(:focus-visible) {
        background: color-mix(in srgb, var(--accent-soft) 45%, var(--surface));
        box-shadow: inset 2px 0 0 color-mix(in srgb, var(--accent) 55%, transparent);
        outline: none;
      }
      gamut-result-row.selected {
        background: var(--accent-soft);
        box-shadow: inset 2px 0 0 var(--accent);
      }
    `,
  ];

  @query('.frame') private frame!: HTMLElement;
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

  #sorted: readonly TrialRow[] = [];

  #keys = new KeyReader('grid');
  #ahead = new ReadAhead();
  #inPage: RowRange = { first: 0, last: 0 };
  #rest = 0;
  #order: ListOrder | null = null;
  #heads: ColumnHead[] = [];
  #shown: ListColumn[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
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
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('selected');
    if (!before || this.selected !== null) return;
    takeFocusBack(() =>
      this.renderRoot
        .querySelector<HTMLElement>(`gamut-result-row[data-trial="${before}"]`)
        ?.focus({ preventScroll: true }),
    );
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
    this.row = row;
    await this.updateComplete;
    const line = await reachRow(this.frame, row, {
      count: this.#sorted.length,
      find: () => this.renderRoot.querySelector<HTMLElement>(`gamut-result-row[data-row="${row}"]`),
      inPage: () => this.#inPage,
    });
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
    const result = this.#sorted[row];
    if (this.selected !== null && result) this.#inspect(result);
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
      </div>
      <div
      class="frame"
      role="grid"
      aria-label=${msg('Responses')}
      aria-rowcount=${this.#sorted.length + 1}
      aria-colcount=${columns.length}
      style=${styleMap({ '--columns': columns.map((column) => column.width).join(' ') })}
      @keydown=${this.#onKeyDown}
    >
      <div
        style=${styleMap({ minWidth: `${width}px` })}
        role="presentation"
      >
        <div class="heads" role="row" aria-rowindex="1">${columns.map((column) => this.#head(column))}</div>
        <lit-virtualizer
          role="rowgroup"
          .items=${this.#sorted}
          .keyFunction=${(row: TrialRow) => row.trialId}
          .renderItem=${(row: TrialRow, index: number) => this.#row(row, index)}
          @rangeChanged=${this.#onRange}
        ></lit-virtualizer>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-list': ListViewElement;
  }
}
