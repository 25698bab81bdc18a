/** US dollars as whole nano-dollars, nearest: sums of them are exact. */
export function toNano(usd: number): number {
  return Math.round(usd * 1e9);
}

/** At least so many nano-dollars. A millionth of one is the error of the multiplication, and not money. */
export function toNanoCeiling(usd: number): number {
  return Math.ceil(usd * 1e9 - 1e-6);
}

/** Nano-dollars as US dollars. */
export function toUsd(nano: number): number {
  return nano / 1e9;
}
