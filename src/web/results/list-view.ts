import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg } from '@lit/localize';
import '@lit-labs/virtualizer';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import { axisLabel, levelLabel } from './axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { InspectIntent } from '../state/events.ts';
import { takeFocusBack } from './focus-back.ts';
import { toGridMove } from '../keys/grid-move.ts';
import { sortResults, type ListColumn, type ListOrder } from './list-order.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { reachRow } from './reach-row.ts';
import './result-row.ts';

interface ColumnHead {
  by: ListColumn;
  label: string;
  isFigure: boolean;
}

/** About how wide a label is, CSS pixels: Hangul and the like are twice as wide. */
function labelWidth(label: string): number {
  return Array.from(label).reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) >= 0x1100 ? 13 : 7.2), 0);
}

/**
 * Every trial as a line, sorted by any column. One tab stop for the lines: up and down move, Enter inspects.
 *
 * @fires gamut-inspect
 */
@localized()
@customElement('gamut-list')
export class ListViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
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
      gamut-result-row.selected {
        background: var(--accent-soft);
        box-shadow: inset 2px 0 0 var(--accent);
      }
    `,
  ];

  @query('.frame') private frame!: HTMLElement;
  @state() private order: ListOrder | null = null;
  @state() private row = 0;
  @state() private rowsInDom = { first: 0, last: 0 };

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: Axis[] = [];
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  /** Whether the matrix has checks. */
  @property({ type: Boolean }) hasChecks = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  @property() selected: string | null = null;

  #sorted: readonly TrialRow[] = [];

  protected override willUpdate(changed: PropertyValues<this> & Map<'order', unknown>): void {
    if (changed.has('trials') || changed.has('order')) {
      this.#sorted = this.order ? sortResults(this.trials, this.order, this.axes) : this.trials;
      this.row = Math.max(0, Math.min(this.row, this.#sorted.length - 1));
    }
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

  get #hasRepeats(): boolean {
    return this.trials.some((trial) => trial.repeat > 1);
  }

  #columns(): ColumnHead[] {
    return [
      { by: 'status', label: msg('status'), isFigure: false },
      ...this.axes.map(({ name }): ColumnHead => ({
        by: `axis:${name}`,
        label: axisLabel(name),
        isFigure: false,
      })),
      ...(this.#hasRepeats ? [{ by: 'repeat' as const, label: '#', isFigure: true }] : []),
      { by: 'text', label: msg('response'), isFigure: false },
      ...(this.hasChecks ? [{ by: 'checks' as const, label: msg('checks'), isFigure: false }] : []),
      { by: 'output', label: msg('tokens out'), isFigure: true },
      { by: 'cost', label: msg('cost'), isFigure: true },
      { by: 'ttft', label: msg('first token'), isFigure: true },
      { by: 'total', label: msg('time'), isFigure: true },
    ];
  }

  /** As wide as the longest level needs, within bounds; CSS pixels. */
  #axisWidths(): number[] {
    return this.axes.map(({ name, levels }) => {
      const labels = [axisLabel(name), ...levels.map((level) => levelLabel(this.notebook, name, level))];
      const widths = labels.map((label) => 24 + labelWidth(label));
      return Math.min(160, Math.max(72, ...widths));
    });
  }

  #template(): string {
    const axes = this.#axisWidths()
      .map((width) => `${width}px`)
      .join(' ');
    return `92px ${axes} ${this.#hasRepeats ? '48px' : ''} minmax(220px, 1fr) ${this.hasChecks ? '110px' : ''} 76px 92px 84px 70px`;
  }

  #sortBy(by: ListColumn): void {
    const { order } = this;
    if (order?.by !== by) this.order = { by, isDescending: false };
    else this.order = order.isDescending ? null : { by, isDescending: true };
  }

  #inspect(result: TrialRow): void {
    this.dispatchEvent(new InspectIntent(this.results.cellId, result.trialId));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.localName !== 'gamut-result-row' || event.altKey) return;
    const isMod = event.ctrlKey || event.metaKey;
    const size = { rows: this.#sorted.length, cols: 1 };
    // Of one column: Home and End go to the first and the last line.
    const isEnd = event.key === 'Home' || event.key === 'End';
    const to = toGridMove(event.key, isMod || isEnd, { row: this.row, col: 0 }, size);
    if (to) {
      event.preventDefault();
      void this.#goTo(to.row);
      return;
    }
    if (event.key === 'Escape' && this.selected !== null) {
      event.stopPropagation();
      this.dispatchEvent(new InspectIntent(this.results.cellId, null));
      return;
    }
    const result = this.#sorted[this.row];
    if (event.key !== 'Enter' || isMod || event.shiftKey || !result) return;
    event.preventDefault();
    event.stopPropagation();
    this.#inspect(result);
  }

  async #goTo(row: number): Promise<void> {
    this.row = row;
    await this.updateComplete;
    const line = await reachRow(this.frame, row, {
      count: this.#sorted.length,
      find: () => this.renderRoot.querySelector<HTMLElement>(`gamut-result-row[data-row="${row}"]`),
      inPage: () => this.rowsInDom,
    });
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
    const result = this.#sorted[row];
    if (this.selected !== null && result) this.#inspect(result);
  }

  #head({ by, label, isFigure }: ColumnHead) {
    const { order } = this;
    const sorted = order?.by === by ? (order.isDescending ? 'descending' : 'ascending') : null;
    return html`<div
      class=${classMap({ head: true, figure: isFigure })}
      role="columnheader"
      aria-sort=${sorted ?? nothing}
    >
      <button class="btn quiet" @click=${() => this.#sortBy(by)}>
        <span>${label}</span
        >${sorted ? html`<span aria-hidden="true">${sorted === 'ascending' ? '↑' : '↓'}</span>` : nothing}
      </button>
    </div>`;
  }

  #row = (row: TrialRow, index: number) => {
    const { first, last } = this.rowsInDom;
    const isStop = Math.min(Math.max(this.row, first), last) === index;
    const isSelected = row.trialId === this.selected;
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
      .axes=${this.axes}
      .hasRepeats=${this.#hasRepeats}
      .hasChecks=${this.hasChecks}
      .krwPerUsd=${this.krwPerUsd}
      @focus=${() => (this.row = index)}
      @dblclick=${() => this.#inspect(row)}
    ></gamut-result-row>`;
  };

  override render() {
    const columns = this.#columns();
    return html`<div
      class="frame"
      role="grid"
      aria-label=${msg('Responses')}
      aria-rowcount=${this.#sorted.length + 1}
      aria-colcount=${columns.length}
      style=${styleMap({ '--columns': this.#template() })}
      @keydown=${this.#onKeyDown}
    >
      <div
        style=${styleMap({ minWidth: `${634 + (this.#hasRepeats ? 48 : 0) + (this.hasChecks ? 110 : 0) + this.#axisWidths().reduce((sum, width) => sum + width, 14)}px` })}
        role="presentation"
      >
        <div class="heads" role="row" aria-rowindex="1">${columns.map((column) => this.#head(column))}</div>
        <lit-virtualizer
          role="rowgroup"
          .items=${this.#sorted}
          .keyFunction=${(row: TrialRow) => row.trialId}
          .renderItem=${(row: TrialRow, index: number) => this.#row(row, index)}
          @rangeChanged=${(event: Event & { first?: number; last?: number }) => {
            this.rowsInDom = { first: event.first ?? 0, last: event.last ?? 0 };
          }}
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
