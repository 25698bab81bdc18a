import type { Currency } from '../../core/money.ts';
import { Subject } from './subject.ts';

const STORED = 'gamut.currency';

/** In what a person gives amounts of money: what they chose last, in this browser. */
export class CurrencyChoice extends Subject {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  #currency: Currency;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    super();
    this.#storage = storage;
    this.#currency = storage?.getItem(STORED) === 'KRW' ? 'KRW' : 'USD';
  }

  /** The chosen one; dollars where there is no rate to reckon with. */
  of(rate: number | null): Currency {
    return rate === null ? 'USD' : this.#currency;
  }

  /** Keeps another one. */
  choose(currency: Currency): void {
    this.#currency = currency;
    try {
      this.#storage?.setItem(STORED, currency);
    } catch {
      // A browser that keeps nothing: it holds while the page is open.
    }
    this.notify();
  }
}

/** The one choice of this browser. */
export const currencyChoice = new CurrencyChoice(globalThis.localStorage ?? null);
