import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { raisedLimitUsd, toBudgetText, type BudgetShort } from '../../core/budget.ts';
import type { RunPause, RunState } from '../../core/run-state.ts';
import { countWaiting } from '../../core/waiting.ts';
import '../cells/budget-field.ts';
import type { AmountEvent } from '../cells/budget-field.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount, inLocale } from '../look/locale.ts';
import { amountWords } from '../look/amount-words.ts';
import { currencyChoice } from '../state/currency-choice.ts';
import { RunIntent } from '../state/events.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import { formatUsd } from '../../core/money.ts';

/** Everything that a run waits for, or that ended it, each with how many trials it holds, and what sets them going again. */
@customElement('gamut-run-pauses')
@localized()
export class RunPausesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        align-items: flex-start;
        gap: 14px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-m);
        color: var(--ink);
      }
      .mark {
        display: inline-flex;
        align-items: center;
        height: 24px;
        color: var(--warn);
      }
      /* Beside its picture; buttons go below the words where there is no room beside them. */
      .rest {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 4px 14px;
        min-width: 0;
      }
      ul {
        flex: 1 1 min(330px, 100%);
        min-width: 0;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        padding: 3px 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .words {
        flex: 1 1 min(360px, 100%);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .count {
        color: var(--warn);
        white-space: nowrap;
      }
      .raise {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
      }
      .ends {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      b {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) run!: RunState;
  /** Limits that are being written, by run. */
  readonly #wanted = new Map<string, number>();

  constructor() {
    super();
    // What is counted changes in place.
    watch(this, () => this.workspace?.live);
    watch(this, () => currencyChoice);
  }

  get #rate(): number | null {
    return this.workspace.settings?.krwPerUsd?.rate ?? null;
  }

  #item({ reason, budget }: RunPause, count: number, isFirst: boolean) {
    return html`<li>
      <span class="words"
        >${isFirst ? html`<b>${this.run.cellId}</b> ` : nothing}${
          budget ? inLocale(toBudgetText(budget, this.#rate, { inPage: 'here' })) : inLocale(reason)
        }
        ${
          count > 0
            ? html`<span class="count num" data-waiting
                >${count === 1 ? msg('1 trial waits for this.') : msg(str`${formatCount(count)} trials wait for this.`)}</span
              >`
            : nothing
        }
        ${budget ? this.#unsettled() : nothing}</span
      >
      ${budget?.scope === 'run' && this.run.finishedAt === null ? this.#raise(budget) : nothing}
    </li>`;
  }

  /** A limit of the run itself: enough for the rest by the estimate, and at least for the next trial. */
  #raise(budget: BudgetShort) {
    const { run } = this;
    const least = raisedLimitUsd(budget);
    const wanted = this.#wanted.get(run.runId) ?? this.#written(Math.max(least, run.estimateUsd?.high ?? 0));
    return html`<span class="raise"
      ><gamut-budget-field
        label=${msg('Budget of the run')}
        .usd=${wanted}
        .rate=${this.#rate}
        .isLimited=${true}
        @gamut-amount=${({ usd }: AmountEvent) => {
          this.#wanted.set(run.runId, usd ?? least);
          this.requestUpdate();
        }}
      ></gamut-budget-field>
      <button
        class="btn"
        ?disabled=${wanted < least}
        @click=${() => void this.workspace.budgets.raise(run.runId, wanted)}
      >
        ${msg(str`Raise to ${amountWords(wanted, this.#rate)}`)}
      </button></span>`;
  }

  /** An amount that is enough as it is written: whole won, where won are chosen. */
  #written(usd: number): number {
    const rate = this.#rate;
    return rate === null || currencyChoice.of(rate) === 'USD' ? usd : Math.ceil(usd * rate - 1e-6) / rate;
  }

  /** What of today's spending nobody knows for certain, and a way to say that it was not billed. */
  #unsettled() {
    const usd = this.workspace.spend?.unsettledUsd ?? 0;
    if (usd === 0) return nothing;
    return html`<span
        >${msg(
          str`Up to ${formatUsd(usd, currentLocale()) ?? ''} of today’s spending is of requests whose end nobody saw.`,
        )}</span
      >
      <button class="link" @click=${() => void this.workspace.budgets.writeOff()}>
        ${msg('It was not billed')}
      </button>`;
  }

  /** Of a run that waits one press tries everything again; one that has ended is begun anew, or let go. */
  #ends() {
    const { run, workspace } = this;
    if (run.finishedAt !== null)
      return html`<span class="ends"
        ><button class="btn" @click=${() => this.dispatchEvent(new RunIntent(run.cellId, 'missing'))}>
          ${icon('refresh')}${msg('Run what is missing')}
        </button>
        <button
          class="btn quiet icon"
          aria-label=${msg('Dismiss')}
          @click=${() => workspace.live.forget(run.runId)}
        >
          ${icon('close')}
        </button></span
      >`;
    if (run.pauses.every(({ budget }) => budget?.scope === 'run')) return nothing;
    return html`<span class="ends"
      ><button class="btn" @click=${() => void workspace.runs.retry(run.runId)}>
        ${icon('refresh')}${msg('Try again')}
      </button></span
    >`;
  }

  override render() {
    const counts = [...countWaiting(this.run)];
    return html`<span class="mark">${icon('warning')}</span>
      <div class="rest">
        <ul role="list">
          ${counts.map(([pause, count], at) => this.#item(pause, count, at === 0))}
        </ul>
        ${this.#ends()}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-run-pauses': RunPausesElement;
  }
}
