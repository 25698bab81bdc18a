import { css, html, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { FigureTable } from './chart-table.ts';

/** The looks of a chart's figures as a table. */
export const figureTableStyle = css`
  .table {
    overflow-x: auto;
    margin-top: 8px;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text-m);
  }
  th,
  td {
    padding: 4px 0 4px 18px;
    border-bottom: 1px solid var(--line);
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  th {
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .text {
    text-align: left;
  }
  th:first-child {
    padding-left: 0;
  }
  tbody th {
    color: var(--ink);
    font-size: var(--text-m);
    font-weight: 400;
  }
`;

/** The figures of a chart as a table that can be scrolled by keys. `name` is the chart's. */
export function figureTable({ heads, rows }: FigureTable, name: string): TemplateResult {
  const styleOf = (at: number) => (heads[at]?.isText ? 'text' : '');
  return html`<div class="table" tabindex="0" role="region" aria-label=${msg(str`${name}, as a table`)}>
    <table>
      <thead>
        <tr>
          ${heads.map(({ head }, at) => html`<th scope="col" class=${styleOf(at)}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((words, at) =>
                at === 0
                  ? html`<th scope="row" class="text">${words}</th>`
                  : html`<td class=${styleOf(at)}>${words}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
