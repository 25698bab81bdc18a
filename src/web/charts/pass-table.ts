import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Notebook } from '../../core/notebook.ts';
import { toCanonicalJson, type Variant } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';
import { FilterIntent } from '../state/events.ts';
import { axisHead, intervalWords, levelsLine, levelWords, percent } from './chart-terms.ts';
import type { Mean } from './measure.ts';
import type { PassModel, PassRow } from './pass-model.ts';

/** How strongly a rate tints its cell, in percent: text on it stays readable in both themes. */
export function tintOf(rate: number): number {
  return Math.round(rate * 42);
}

/**
 * Checks across variants as a table that is tinted by how many passed. A head of a column narrows the grid to its variant.
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
      thead th:first-child {
        padding-inline-start: 0;
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
        padding: 5px 8px 8px;
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

  @property({ attribute: false }) model!: PassModel;
  @property({ attribute: false }) notebook!: Notebook;
  @property() matrix = '';
  @property({ attribute: false }) only: Variant = {};
  /** What the table is called. */
  @property() override title = '';

  /** A head that narrows the grid to its levels; `words` are of its own axis alone. */
  #head(levels: Variant, words: string, { span = 1, isGroup = false } = {}) {
    const isPressed =
      Object.keys(levels).length > 0 && toCanonicalJson(levels) === toCanonicalJson(this.only);
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

  #cell({ mean, n, unknown, total, interval }: Mean, isSum = false) {
    if (mean === null)
      return html`<td class="unknown">${unknown > 0 ? msg(str`${formatCount(unknown)} unknown`) : '–'}</td>`;
    const said = [
      msg(str`95% interval ${intervalWords(interval, percent)}`),
      unknown > 0 ? msg(str`${formatCount(unknown)} could not be told`) : '',
    ];
    return html`<td
      class=${isSum ? 'sum' : ''}
      title=${said.filter(Boolean).join(' · ')}
      style=${styleMap({ '--rate': String(mean), '--tint': `${isSum ? 0 : tintOf(mean)}%` })}
    >
      <b>${percent(mean)}</b><small>${formatCount(total ?? 0)}/${formatCount(n)}</small>
    </td>`;
  }

  #row({ check, cells, all }: PassRow) {
    return html`<tr class=${check === null ? 'all' : ''}>
      <th scope="row">${check ?? msg('all checks')}</th>
      ${cells.map((cell) => this.#cell(cell))} ${cells.length > 1 ? this.#cell(all, true) : nothing}
    </tr>`;
  }

  override render() {
    const { rows } = this.model;
    return html`<table aria-label=${this.title}>
      <thead>
        ${this.#heads()}
      </thead>
      <tbody>
        ${rows.map((row) => this.#row(row))}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pass-table': PassTableElement;
  }
}
