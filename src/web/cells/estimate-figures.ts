import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { PlanView } from '../../core/api.ts';
import type { Estimate, ModelEstimate, Range } from '../../core/estimate.ts';
import { formatKrwRange, formatUsdRange } from '../../core/money.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatCount, inLocale } from '../look/locale.ts';
import { CountIntent } from '../state/events.ts';

/**
 * What running a matrix would take: by model calls, what is stored and free, tokens and cost; why trials are skipped; what the
 * ranges rest on. Sends {@link CountIntent} where a vendor is to count.
 */
@customElement('gamut-estimate-figures')
@localized()
export class EstimateFiguresElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .table {
        overflow-x: auto;
        margin: 6px 0;
      }
      table {
        border-collapse: collapse;
        white-space: nowrap;
      }
      th {
        color: var(--ink-3);
        font-weight: 450;
        text-align: right;
      }
      th:first-child {
        text-align: left;
      }
      th,
      td {
        padding: 2px 14px 2px 0;
        text-align: right;
      }
      th:last-child,
      td:last-child {
        padding-right: 0;
      }
      td,
      tbody th {
        vertical-align: top;
      }
      tbody th {
        color: var(--ink);
      }
      .won {
        display: block;
        color: var(--ink-3);
      }
      /* Where it is narrow, each model is a list of its figures. */
      @container (width < 520px) {
        thead {
          position: absolute;
          clip-path: inset(50%);
        }
        table,
        tbody,
        tfoot,
        tr,
        tr > * {
          display: block;
        }
        tr {
          padding: 5px 0;
          border-top: 1px solid var(--line);
        }
        tr > *,
        tfoot tr > * {
          padding: 0;
          border: 0;
          white-space: normal;
        }
        tr > th[scope='row'] {
          text-align: left;
          overflow-wrap: anywhere;
        }
        td:empty {
          display: none;
        }
        td::before {
          content: attr(data-name);
          float: left;
          color: var(--ink-3);
        }
        .won {
          display: inline;
        }
      }
      tfoot td,
      tfoot th {
        border-top: 1px solid var(--line);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        line-height: 1.6;
      }
      .btn {
        height: 24px;
        margin-top: 6px;
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) plan!: PlanView;
  /** Won a dollar, and the day of that. */
  @property({ attribute: false }) krwPerUsd: { rate: number; asOf: string } | null = null;
  /** Models whose server can count tokens. */
  @property({ attribute: false }) countable: string[] = [];

  /** Until it has come to an end: a plan that comes meanwhile is not of it. */
  @state() private isCounting = false;

  #onCount(): void {
    this.isCounting = true;
    const settled = () => (this.isCounting = false);
    this.dispatchEvent(new CountIntent(this.plan.matrix, settled));
  }

  #cost(range: Range | null) {
    const locale = currentLocale();
    const usd = formatUsdRange(range, locale);
    if (range === null || usd === null) return msg('price unknown');
    if (range.high === 0) return msg('free');
    const rate = this.krwPerUsd?.rate;
    if (rate === undefined) return usd;
    const won = formatKrwRange({ low: range.low * rate, high: range.high * rate }, locale);
    return html`${usd} <span class="won">${won}</span>`;
  }

  #figures(one: Estimate | ModelEstimate) {
    const tokens = ({ low, high }: Range) => msg(str`${formatCount(low)} – ${formatCount(high)}`);
    const [, ...names] = headNames();
    const figures = [
      formatCount(one.calls),
      formatCount(one.stored),
      formatCount(one.skipped),
      ...(one.calls
        ? [tokens(one.inputTokens), tokens(one.outputTokens), this.#cost(one.costUsd)]
        : [null, null, null]),
    ];
    return figures.map((figure, at) =>
      figure === null ? html`<td></td>` : html`<td class="num" data-name=${names[at] ?? ''}>${figure}</td>`,
    );
  }

  #table(estimate: Estimate) {
    return html`<div class="table" tabindex="0" role="region" aria-label=${msg('Estimate by model')}>
      <table>
        <thead>
          <tr>
            ${headNames().map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${estimate.byModel.map(
            (one) =>
              html`<tr>
                <th scope="row" class="mono">${one.model}</th>
                ${this.#figures(one)}
              </tr>`,
          )}
        </tbody>
        ${
          estimate.byModel.length > 1
            ? html`<tfoot>
                <tr>
                  <th scope="row">${msg('all')}</th>
                  ${this.#figures(estimate)}
                </tr>
              </tfoot>`
            : nothing
        }
      </table>
    </div>`;
  }

  /** What the figures rest on, a sentence each. */
  #notes({ byModel, unpriced, unbounded }: Estimate): string[] {
    const notes: string[] = [];
    const learnt = byModel.reduce((sum, one) => sum + one.learntFrom, 0);
    const counted = byModel.reduce((sum, one) => sum + one.counted, 0);
    const days = [...new Set(byModel.flatMap((one) => (one.costUsd?.high ? (one.priceAsOf ?? []) : [])))];
    if (learnt > 0) notes.push(msg(str`Learnt from ${formatCount(learnt)} earlier answers.`));
    if (counted > 0)
      notes.push(msg(str`The input of ${formatCount(counted)} calls was counted by its vendor.`));
    if (unbounded > 0)
      notes.push(
        msg(
          str`${formatCount(unbounded)} calls have no max_tokens; a long page was taken as the most they write.`,
        ),
      );
    if (unpriced > 0)
      notes.push(
        msg(
          str`${formatCount(unpriced)} calls are of unknown price: set it under prices in gamut.config.yaml.`,
        ),
      );
    if (days.length > 0) notes.push(msg(str`Prices as of ${days.join(', ')}.`));
    if (this.krwPerUsd && days.length > 0)
      notes.push(msg(str`₩${formatCount(this.krwPerUsd.rate)} a dollar, as of ${this.krwPerUsd.asOf}.`));
    return notes;
  }

  override render() {
    const estimate = this.plan.estimates.missing;
    const canCount = estimate.byModel.some(
      ({ model, counted, calls }) => counted < calls && this.countable.includes(model),
    );
    return html`${this.#table(estimate)}
      <ul>
        ${estimate.skippedBecause.map(
          ({ reason, trials }) =>
            html`<li>${msg(str`${formatCount(trials)} skipped:`)} ${inLocale(reason)}</li>`,
        )}
        ${this.#notes(estimate).map((note) => html`<li>${note}</li>`)}
      </ul>
      ${
        canCount
          ? html`<button class="btn" ?disabled=${this.isCounting} @click=${this.#onCount}>
              ${this.isCounting ? msg('Counting…') : msg('Have the vendor count the input (free)')}
            </button>`
          : nothing
      }`;
  }
}

/** What the columns of the estimate are called. */
function headNames(): string[] {
  return [
    msg('model'),
    msg('calls'),
    msg('stored, free'),
    msg('skipped'),
    msg('input tokens'),
    msg('output tokens'),
    msg('cost'),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-estimate-figures': EstimateFiguresElement;
  }
}
