import type { Rates } from '../core/trial.ts';

const NAMES = ['input', 'cachedInput', 'cacheWrite', 'output', 'reasoning', 'request'] as const;

/** Rates as a short JSON list: they are beside every record. */
export function toRatesText(rates: Rates): string {
  return JSON.stringify(NAMES.map((name) => rates[name]));
}

/** The rates of a text of {@link toRatesText}; null where it is none. */
export function fromRatesText(text: string): Rates | null {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(list) || list.length !== NAMES.length) return null;
  const [input, cachedInput, cacheWrite, output, reasoning, request]: unknown[] = list;
  const rates = { input, cachedInput, cacheWrite, output, reasoning, request };
  return Object.values(rates).every((rate) => typeof rate === 'number' && rate >= 0)
    ? (rates as Rates)
    : null;
}
