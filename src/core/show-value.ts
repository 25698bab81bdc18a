/** The level of a parameter that sends nothing, so that the vendor's own default holds. */
export const DEFAULT_LEVEL = 'default';

/** A value in a message: texts in quotes, the rest as JSON, cut where it is long. */
export function showValue(value: unknown): string {
  const shown = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
