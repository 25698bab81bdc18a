import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import type { ColumnSummary } from './column-summary.ts';
import { costFigure } from './figure-line.ts';
import { formatCount, formatMs } from '../look/locale.ts';

/** The foot of a column: how many answers, what they cost and took on average, how many passed. */
@customElement('gamut-column-summary')
@localized()
export class ColumnSummaryElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0 10px;
        padding: 6px 12px;
        font-size: var(--text-s);
        line-height: 20px;
        color: var(--ink-2);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) summary: ColumnSummary | null = null;
  @property({ type: Number }) krwPerUsd: number | null = null;

  override render() {
    const { summary } = this;
    if (!summary || summary.n === 0) return html`<span class="meta">n 0</span>`;
    const cost = costFigure({ costUsd: summary.meanCostUsd }, this.krwPerUsd);
    const total = formatMs(summary.meanTotalMs);
    return html`<span class="num" title=${msg('answers')}>n ${formatCount(summary.n)}</span>
      <span class="num" title=${msg('mean cost of an answer')}
        >⌀
        ${cost.short}${
          summary.unpriced > 0 && summary.meanCostUsd !== null
            ? ` (${msg(str`${summary.unpriced} unknown`)})`
            : nothing
        }</span
      >
      ${total ? html`<span class="num" title=${msg('mean time of an answer')}>⌀ ${total}</span>` : nothing}
      ${
        summary.passRate === null
          ? nothing
          : html`<span class="num">${msg(str`pass ${Math.round(summary.passRate * 100)}%`)}</span>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-column-summary': ColumnSummaryElement;
  }
}
