import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg } from '@lit/localize';
import { fromAmount, toAmount, type Currency } from '../../core/money.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { currencyChoice } from '../state/currency-choice.ts';
import { watch } from '../state/subject.ts';

/** The person has set an amount, US dollars; null for none. Only the element around the field hears it. */
export class AmountEvent extends Event {
  static readonly type = 'gamut-amount';
  readonly usd: number | null;
  constructor(usd: number | null) {
    super(AmountEvent.type);
    this.usd = usd;
  }
}

/** An amount of money, in dollars or, where a rate is known, in won. Sends {@link AmountEvent}. */
@customElement('gamut-budget-field')
@localized()
export class BudgetFieldElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        justify-content: end;
        align-items: center;
        gap: 6px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      input {
        width: 84px;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      input:user-invalid {
        border-color: var(--bad);
      }
      select {
        height: 24px;
        padding-inline-start: 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background-color: var(--surface);
        color: var(--ink-2);
        font: inherit;
      }
    `,
  ];

  /** What it is of, before the field. */
  @property() label = '';
  @property({ type: Number }) usd: number | null = null;
  /** Won a dollar; null: dollars alone. */
  @property({ type: Number }) rate: number | null = null;
  /** Whether other limits hold where it is left empty. */
  @property({ type: Boolean }) isLimited = false;

  constructor() {
    super();
    watch(this, () => currencyChoice);
  }

  get #currency(): Currency {
    return currencyChoice.of(this.rate);
  }

  #onAmount(event: Event): void {
    const { value, validity } = event.target as HTMLInputElement;
    if (!validity.valid) return;
    const usd = value.trim() === '' ? null : fromAmount(Number(value), this.#currency, this.rate);
    this.dispatchEvent(new AmountEvent(usd));
  }

  #onCurrency(event: Event): void {
    currencyChoice.choose((event.target as HTMLSelectElement).value === 'KRW' ? 'KRW' : 'USD');
  }

  override render() {
    const amount = this.usd === null ? '' : String(toAmount(this.usd, this.#currency, this.rate));
    return html`<label
        >${this.label}<input
          type="number"
          inputmode="decimal"
          min="0"
          step="any"
          placeholder=${this.isLimited ? msg('not set') : msg('no limit')}
          .value=${amount}
          @change=${this.#onAmount}
          @keydown=${onFieldKey}
      /></label>
      ${
        this.rate === null
          ? html`<span>USD</span>`
          : html`<select aria-label=${msg('Currency')} @change=${this.#onCurrency}>
              <option .selected=${live(this.#currency === 'USD')}>USD</option>
              <option .selected=${live(this.#currency === 'KRW')}>KRW</option>
            </select>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-budget-field': BudgetFieldElement;
  }
  interface HTMLElementEventMap {
    'gamut-amount': AmountEvent;
  }
}
