import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { LeanRecord, TrialFigures } from '../../core/result-api.ts';
import { NO_TOKEN_FIGURES } from '../../core/logprob.ts';
import { outputTokensPerS } from '../../core/metric.ts';
import { COST_PARTS, costPartsOf, type CostParts } from '../../core/cost-parts.ts';
import { formatKrw, formatUsd, formatUsdFine, toKrw } from '../../core/money.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatDecimal, formatMs } from '../look/locale.ts';
import { toFigures } from '../../core/trial-row.ts';
import { tokensWords } from '../look/count-words.ts';

function partName(part: keyof CostParts): string {
  switch (part) {
    case 'input':
      return msg('input');
    case 'cachedInput':
      return msg('cached input');
    case 'cacheWrite':
      return msg('written to the cache');
    case 'reasoning':
      return msg('reasoning');
    case 'output':
      return msg('output');
    case 'request':
      return msg('fee of the request');
    default:
      part satisfies never;
      return '';
  }
}

/** A record's usage, cost and times in detail. What is unknown is said. */
@customElement('gamut-record-figures')
@localized()
export class RecordFiguresElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        font-size: var(--text-m);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 2px 14px;
        margin: 0;
        line-height: 1.55;
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        margin: 0;
        text-align: right;
      }
      .part {
        padding-left: 12px;
      }
      .bar {
        display: flex;
        height: 8px;
        margin: 10px 0 4px;
        border-radius: 4px;
        overflow: hidden;
        gap: 1px;
        background: var(--sunken);
      }
      .bar i {
        min-width: 2px;
        forced-color-adjust: none;
      }
      .waiting {
        background: var(--line-strong);
      }
      .first {
        background: var(--series-2);
      }
      .rest {
        background: var(--series-1);
      }
      .times {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .times span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .times i {
        width: 8px;
        height: 8px;
        border-radius: 2px;
        forced-color-adjust: none;
      }
    `,
  ];

  @property({ attribute: false }) record!: LeanRecord;
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The day of that rate, ISO 8601. */
  @property() krwAsOf: string | null = null;
  /** What the vendor's cache has saved; null where it was not used or nothing is known. */
  @property({ type: Number }) cacheSavingUsd: number | null = null;

  #tokens(label: string, value: number | null, isPart: boolean) {
    // A part that the vendor does not report is no news; a whole is.
    if (isPart && !value) return nothing;
    return html`<dt class=${isPart ? 'part' : ''}>${label}</dt>
      <dd class="num">${value === null ? msg('unknown') : tokensWords(value)}</dd>`;
  }

  #cost(figures: TrialFigures) {
    const { outcome } = this.record;
    const { costUsd } = figures;
    const usd = costUsd === null ? null : formatUsdFine(costUsd, currentLocale());
    const krw = costUsd === 0 ? null : formatKrw(toKrw(costUsd, this.krwPerUsd), currentLocale());
    const asOf = outcome.status === 'done' ? outcome.priceAsOf : null;
    return html`<dt>${msg('cost')}</dt>
      <dd class="num">
        ${
          usd === null
            ? msg('unknown: no price for this model')
            : html`${usd}${krw ? html` <span class="meta">${krw}</span>` : nothing}`
        }
      </dd>
      ${this.#parts(figures)}
      ${
        asOf && usd !== null && costUsd !== 0
          ? html`<dt class="part">${msg('price as of')}</dt>
              <dd class="num">${asOf}</dd>`
          : nothing
      }
      ${
        krw && this.krwAsOf
          ? html`<dt class="part">${msg('won as of')}</dt>
              <dd class="num">${this.krwAsOf}</dd>`
          : nothing
      }
      ${this.#saving()}`;
  }

  #parts(figures: TrialFigures) {
    const parts = costPartsOf(figures, figures);
    const used = parts ? COST_PARTS.filter((part) => parts[part] > 0) : [];
    // What is all of one kind is what stands above.
    if (!parts || used.length < 2) return nothing;
    const locale = currentLocale();
    return used.map((part) => {
      const krw = formatKrw(toKrw(parts[part], this.krwPerUsd), locale);
      return html`<dt class="part">${partName(part)}</dt>
        <dd class="num">
          ${formatUsdFine(parts[part], locale)}${krw ? html` <span class="meta">${krw}</span>` : nothing}
        </dd>`;
    });
  }

  #saving() {
    const usd = this.cacheSavingUsd;
    if (usd === null || usd === 0) return nothing;
    const locale = currentLocale();
    const krw = formatKrw(toKrw(Math.abs(usd), this.krwPerUsd), locale);
    return html`<dt class="part">${usd > 0 ? msg('saved by the cache') : msg('spent on the cache')}</dt>
      <dd class="num">
        ${formatUsd(Math.abs(usd), locale)}${krw ? html` <span class="meta">${krw}</span>` : nothing}
      </dd>`;
  }

  #times() {
    const { queuedMs, ttftMs, totalMs } = this.record;
    if (totalMs === null) return nothing;
    const parts = [
      { name: 'waiting', label: msg('waiting'), ms: queuedMs },
      { name: 'first', label: msg('to the first token'), ms: ttftMs ?? 0 },
      { name: 'rest', label: msg('the rest'), ms: Math.max(0, totalMs - (ttftMs ?? 0)) },
    ].filter((part) => part.ms > 0);
    return html`<div class="bar" aria-hidden="true">
        ${parts.map(({ name, ms }) => html`<i class=${name} style=${styleMap({ flex: `${ms} 0 0` })}></i>`)}
      </div>
      <div class="times num">
        ${parts.map(
          ({ name, label, ms }) =>
            html`<span><i class=${name} aria-hidden="true"></i>${label} ${formatMs(ms)}</span>`,
        )}
      </div>`;
  }

  override render() {
    const { record } = this;
    const figures = toFigures(record, NO_TOKEN_FIGURES);
    const pace = outputTokensPerS(record);
    return html`<dl>
        ${this.#tokens(msg('input'), figures.inputTokens, false)}
        ${this.#tokens(msg('cached'), figures.cachedInputTokens, true)}
        ${this.#tokens(msg('written to the cache'), figures.cacheWriteTokens, true)}
        ${this.#tokens(msg('output'), figures.outputTokens, false)}
        ${this.#tokens(msg('reasoning'), figures.reasoningTokens, true)} ${this.#cost(figures)}
        ${
          figures.totalMs === null
            ? nothing
            : html`<dt>${msg('time')}</dt>
                <dd class="num">
                  ${formatMs(figures.totalMs)}${
                    pace === null
                      ? nothing
                      : html` <span class="meta"
                          >${msg(str`${formatDecimal(pace, pace < 10 ? 1 : 0)} tok/s`)}</span
                        >`
                  }
                </dd>`
        }
        ${
          figures.attempts > 1
            ? html`<dt>${msg('attempts')}</dt>
                <dd class="num">${figures.attempts}</dd>`
            : nothing
        }
      </dl>
      ${this.#times()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-record-figures': RecordFiguresElement;
  }
}
