import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { PlanView } from '../../core/api.ts';
import { hasLimit, type BudgetLimits } from '../../core/budget.ts';
import type { Estimate } from '../../core/estimate.ts';
import { formatKrw, formatUsd, toKrw } from '../../core/money.ts';
import { baseStyle } from '../look/base-style.ts';
import { BudgetIntent } from '../state/events.ts';
import { part } from '../state/load-part.ts';
import './budget-field.ts';
import type { AmountEvent } from './budget-field.ts';
import { currentLocale } from '../look/locale.ts';

const figures = part(() => import('./estimate-figures.ts'));

/** The limit of what a run of a matrix may cost, and, opened on request, what it would take. */
@customElement('gamut-estimate')
@localized()
export class EstimateElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flow-root;
        margin-top: 8px;
        font-size: var(--text-s);
        color: var(--ink-2);
      }
      .budget {
        float: right;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: end;
        gap: 2px;
        max-width: max(70%, min(100%, 260px));
        text-align: end;
      }
      details > :not(summary) {
        clear: both;
      }
      summary {
        color: var(--ink-3);
      }
      summary:hover {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) plan!: PlanView;
  /** Won a dollar, and the day of that. */
  @property({ attribute: false }) krwPerUsd: { rate: number; asOf: string } | null = null;
  /** Models whose server can count tokens. */
  @property({ attribute: false }) countable: string[] = [];
  /** The limit of the next run, US dollars; null for none of its own. */
  @property({ attribute: false }) budgetUsd: number | null = null;

  /** What costs nothing needs no limit. */
  #budget({ calls, costUsd }: Estimate) {
    if (calls === 0 || (costUsd !== null && costUsd.high === 0)) return nothing;
    const { limits, matrix } = this.plan;
    const rate = this.krwPerUsd?.rate ?? null;
    const others = limitWords(limits, { rate, isOwnSet: this.budgetUsd !== null });
    return html`<div class="budget">
      <gamut-budget-field
        label=${msg('Budget of the run')}
        .usd=${this.budgetUsd}
        .rate=${rate}
        .isLimited=${limits === null || hasLimit(limits)}
        @gamut-amount=${({ usd }: AmountEvent) => this.dispatchEvent(new BudgetIntent(matrix, usd))}
      ></gamut-budget-field>
      ${others.length > 0 ? html`<span class="meta num">${others.join(' · ')}</span>` : nothing}
    </div>`;
  }

  override render() {
    const estimate = this.plan.estimates.missing;
    // Of what cannot be run there is nothing to reckon.
    if (estimate.byModel.length === 0) return this.#budget(estimate);
    return html`${this.#budget(estimate)}<details @toggle=${() => void figures.need()}>
      <summary>${msg('What a run takes')}</summary>
      <gamut-estimate-figures
        .plan=${this.plan}
        .krwPerUsd=${this.krwPerUsd}
        .countable=${this.countable}
      ></gamut-estimate-figures>
    </details>`;
  }
}

/** The limits that hold besides what is set for the run itself, and where each is set. */
function limitWords(
  limits: BudgetLimits | null,
  { rate, isOwnSet }: { rate: number | null; isOwnSet: boolean },
): string[] {
  if (!limits) return [];
  const money = (usd: number): string => {
    const dollars = formatUsd(usd, currentLocale()) ?? '';
    const won = formatKrw(toKrw(usd, rate), currentLocale());
    return won === null ? dollars : `${dollars} (${won})`;
  };
  const ofConfig = [
    ...(limits.run === null || isOwnSet ? [] : [msg(str`${money(limits.run)} a run`)]),
    ...(limits.day === null ? [] : [msg(str`${money(limits.day)} a day`)]),
  ];
  return [
    ...(ofConfig.length > 0 ? [msg(str`gamut.config.yaml allows ${ofConfig.join(', ')}`)] : []),
    ...(limits.notebook === null ? [] : [msg(str`this notebook allows ${money(limits.notebook)} in all`)]),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-estimate': EstimateElement;
  }
}
