const GROUPS = new Intl.NumberFormat('en-US');

/** A whole number with a comma every three digits, as both languages write it. */
export function groupDigits(count: number): string {
  return Math.abs(count) < 1000 ? String(count) : GROUPS.format(count);
}
