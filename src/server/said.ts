import type { Text } from '../core/text.ts';

/** A route's one-sentence summary for the OpenAPI document: English where the standard has it, Korean as an extension. */
export function said(summary: Text): { summary: string; 'x-summary-ko': string } {
  return { summary: summary.en, 'x-summary-ko': summary.ko };
}
