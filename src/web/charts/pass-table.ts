import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Notebook } from '../../core/notebook.ts';
import { toCanonicalJson, type Variant } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';
import { FilterIntent } from '../state/events.ts';
import { isSameFailed, type FailedCheck } from '../state/failed-check.ts';
import { axisHead, intervalWords, levelsLine, levelWords, percent } from './chart-terms.ts';
import type { Mean } from './measure.ts';
import type { PassModel, PassRow } from './pass-model.ts';

/** How strongly a rate tints its cell, in percent: text on it stays readable in both themes. */
export function tintOf(rate: number): number {
  return Math.round(rate * 42);
}

/**
 * Checks across variants as a table that is tinted by how many passed. A head of a column narrows the grid to its variant, a cell to
 * those of its answers that failed its check, or to all of them where none did; pressed again, all are shown. The cells are one stop
 * of the Tab key; arrows go on.
 *
 * @fires gamut-filter
 */
@customElement('gamut-pass-table')
@localized()
export class PassTableElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        overflow-x: auto;
        margin-top: 8px;
      }
      table {
        border-collapse: separate;
        border-spacing: 2px;
        font-size: var(--text-m);
      }
      th {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
        text-align: left;
        vertical-align: bottom;
      }
      thead th {
        padding: 0;
      }
      /* Those that are no buttons stand on the line of those that are. */
      thead th:not(:has(.head)) {
        padding: 3px 8px 4px;
      }
      /* The names of the axes: none is broken within. */
      thead th:first-child {
        padding-inline-start: 0;
        white-space: nowrap;
      }
      .group {
        border-radius: var(--radius) var(--radius) 0 0;
        box-shadow: inset 0 -1px var(--line-strong);
      }
      th[scope='row'] {
        position: sticky;
        left: 0;
        z-index: 1;
        min-width: 76px;
        max-width: 200px;
        padding: 4px 12px 4px 0;
        background: var(--surface);
        color: var(--ink);
        font-size: var(--text-m);
        font-weight: 400;
        vertical-align: middle;
        overflow-wrap: break-word;
      }
      tr.all th[scope='row'] {
        font-weight: 600;
      }
      tr.all > * {
        border-top: 1px solid var(--line-strong);
      }
      .head {
        display: block;
        width: 100%;
        min-height: 26px;
        padding: 3px 8px;
        border: 0;
        border-radius: var(--radius);
        background: transparent;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .head:hover {
        background: var(--hover);
      }
      .head[aria-pressed='true'] {
        background: var(--accent-soft);
        color: var(--accent);
      }
      td {
        position: relative;
        min-width: 84px;
        padding: 0;
        border-radius: 4px;
        background: color-mix(in srgb, var(--series-1) var(--tint, 0%), var(--sunken));
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      td::after {
        content: '';
        position: absolute;
        left: 4px;
        bottom: 3px;
        width: calc((100% - 8px) * var(--rate, 0));
        height: 3px;
        border-radius: 2px;
        background: var(--series-1);
        forced-color-adjust: none;
      }
      td > :is(button, span) {
        display: block;
        width: 100%;
        padding: 5px 8px 8px;
        border: 0;
        border-radius: inherit;
        background: transparent;
        color: inherit;
        font: inherit;
        text-align: left;
      }
      td button {
        cursor: pointer;
      }
      td button:hover {
        background: color-mix(in srgb, var(--ink) 6%, transparent);
      }
      td button[aria-pressed='true'] {
        box-shadow: inset 0 0 0 1.5px var(--accent);
      }
      @media (forced-colors: active) {
        td button[aria-pressed='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
      td b {
        font-weight: 600;
      }
      td small {
        margin-left: 5px;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      td.unknown {
        color: var(--ink-3);
        background: transparent;
        box-shadow: inset 0 0 0 1px var(--line);
      }
      td.sum {
        background: transparent;
      }
    `,
  ];

  @queryAll('td button') private buttons!: NodeListOf<HTMLButtonElement>;
  /** The cell that the Tab key comes to, `row column`. */
  @state() private at = '';
  @property({ attribute: false }) model!: PassModel;
  @property({ attribute: false }) notebook!: Notebook;
  @property() matrix = '';
  @property({ attribute: false }) only: Variant = {};
  /** The check that the answers shown have failed; null for all answers. */
  @property({ attribute: false }) failed: FailedCheck | null = null;
  /** What the table is called. */
  @property() override title = '';

  /** A head that narrows the grid to its levels; `words` are of its own axis alone. */
  #head(levels: Variant, words: string, { span = 1, isGroup = false } = {}) {
    const isPressed = Object.keys(levels).length > 0 && this.#isShown(levels, null);
    const isAll = Object.keys(levels).length === 0;
    return html`<th scope=${isGroup ? 'colgroup' : 'col'} colspan=${span}>
      ${
        isAll
          ? words
          : html`<button
              class="head ${isGroup ? 'group' : ''}"
              aria-pressed=${isPressed}
              title=${msg(str`Show ${levelsLine(this.notebook, levels)} in the grid`)}
              @click=${() => this.dispatchEvent(new FilterIntent(this.matrix, isPressed ? {} : levels))}
            >
              ${words}
            </button>`
      }
    </th>`;
  }

  #heads() {
    const { choice, columns } = this.model;
    const { by, split } = choice;
    const ofBy = (levels: Variant): Variant => (by === null ? {} : { [by.name]: levels[by.name] ?? null });
    const words = (levels: Variant, name: string | null) => levelWords(this.notebook, name, levels);
    const together = columns.length > 1;
    if (by === null || split === null)
      return html`<tr>
        <th scope="col">${axisHead(by)}</th>
        ${columns.map(({ levels }) => this.#head(levels, words(levels, by?.name ?? null)))}
        ${together ? html`<th scope="col">${msg('together')}</th>` : nothing}
      </tr>`;
    const groups = [...Map.groupBy(columns, ({ levels }) => toCanonicalJson(ofBy(levels))).values()];
    return html`<tr>
        <th scope="col" rowspan="2">${axisHead(by)}<br />${axisHead(split)}</th>
        ${groups.map((same) => {
          const levels = ofBy(same[0]?.levels ?? {});
          return this.#head(levels, words(levels, by.name), { span: same.length, isGroup: true });
        })}
        ${together ? html`<th scope="col" rowspan="2">${msg('together')}</th>` : nothing}
      </tr>
      <tr>
        ${columns.map(({ levels }) => this.#head(levels, words(levels, split.name)))}
      </tr>`;
  }

  #isShown(levels: Variant, failed: FailedCheck | null): boolean {
    return toCanonicalJson(levels) === toCanonicalJson(this.only) && isSameFailed(failed, this.failed);
  }

  #cell({ check }: PassRow, of: Mean, { place, levels }: { place: string; levels: Variant }) {
    const { mean, n, unknown, total, interval } = of;
    const isSum = Object.keys(levels).length === 0 && this.model.columns.length > 1;
    if (mean === null)
      return html`<td class="unknown">
        <span>${unknown > 0 ? msg(str`${formatCount(unknown)} unknown`) : '–'}</span>
      </td>`;
    const failures = n - (total ?? 0);
    const failed = failures > 0 ? { check } : null;
    const said = [
      msg(str`95% interval ${intervalWords(interval, percent)}`),
      unknown > 0 ? msg(str`${formatCount(unknown)} could not be told`) : '',
    ].filter(Boolean);
    const figures = html`<b>${percent(mean)}</b><small>${formatCount(total ?? 0)}/${formatCount(n)}</small>`;
    const style = styleMap({ '--rate': String(mean), '--tint': `${isSum ? 0 : tintOf(mean)}%` });
    const kind = isSum ? 'sum' : '';
    // Where none failed and all answers are meant, there is nothing to narrow to.
    if (failed === null && Object.keys(levels).length === 0)
      return html`<td class=${kind} title=${said.join(' · ')} style=${style}><span>${figures}</span></td>`;
    const isPressed = this.#isShown(levels, failed);
    const deed = failed
      ? msg(str`Show the ${formatCount(failures)} that failed in the grid`)
      : msg(str`Show ${levelsLine(this.notebook, levels)} in the grid`);
    const told = isPressed ? msg('Press to show all in the grid again') : deed;
    const passed = `${percent(mean)}, ${formatCount(total ?? 0)}/${formatCount(n)}`;
    return html`<td class=${kind} style=${style}>
      <button
        data-place=${place}
        tabindex=${place === this.at ? 0 : -1}
        aria-pressed=${isPressed}
        aria-label=${`${check ?? msg('all checks')}, ${levelsLine(this.notebook, levels)}: ${passed}. ${told}`}
        title=${[...said, told].join(' · ')}
        @focus=${() => (this.at = place)}
        @click=${() => this.dispatchEvent(new FilterIntent(this.matrix, isPressed ? {} : levels, isPressed ? null : failed))}
      >
        ${figures}
      </button>
    </td>`;
  }

  #row(row: PassRow, at: number) {
    const { check, cells, all } = row;
    const { columns } = this.model;
    return html`<tr class=${check === null ? 'all' : ''}>
      <th scope="row">${check ?? msg('all checks')}</th>
      ${cells.map((cell, column) =>
        this.#cell(row, cell, { place: `${at} ${column}`, levels: columns[column]?.levels ?? {} }),
      )}
      ${cells.length > 1 ? this.#cell(row, all, { place: `${at} ${cells.length}`, levels: {} }) : nothing}
    </tr>`;
  }

  /** Arrows go to the next cell that way that can be pressed. */
  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const from = (event.target as HTMLElement).dataset['place']?.split(' ').map(Number);
    if (!step || !from) return;
    const [down = 0, right = 0] = step;
    let [row = 0, column = 0] = from;
    const { rows, columns } = this.model;
    let next: HTMLElement | undefined;
    do {
      row += down;
      column += right;
      next = [...this.buttons].find(({ dataset }) => dataset['place'] === `${row} ${column}`);
    } while (!next && row >= 0 && row < rows.length && column >= 0 && column <= columns.length);
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  protected override updated(): void {
    // The one that had been the stop may have gone.
    const all = [...this.buttons];
    const [first] = all;
    if (first && !all.some(({ tabIndex }) => tabIndex === 0)) this.at = first.dataset['place'] ?? '';
  }

  override render() {
    const { rows } = this.model;
    return html`<table aria-label=${this.title}>
      <thead>
        ${this.#heads()}
      </thead>
      <tbody @keydown=${this.#onKeyDown}>
        ${rows.map((row, at) => this.#row(row, at))}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pass-table': PassTableElement;
  }
}
