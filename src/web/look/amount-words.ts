import { formatKrw, formatUsd, toKrw } from '../../core/money.ts';
import { currencyChoice } from '../state/currency-choice.ts';
import { currentLocale } from './locale.ts';

/** An amount in the currency that the person gives amounts in. */
export function amountWords(usd: number, rate: number | null): string {
  const locale = currentLocale();
  const won = currencyChoice.of(rate) === 'KRW' ? formatKrw(toKrw(usd, rate), locale) : null;
  return won ?? formatUsd(usd, locale) ?? '';
}
