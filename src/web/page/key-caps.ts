import { html, nothing, type TemplateResult } from 'lit';
import { showKeys } from '../keys/chord.ts';

/** Whether the keyboard is one of a Mac's, with ⌘ in the place of Ctrl. */
export const isMac = globalThis.navigator?.platform.startsWith('Mac') ?? false;

/** Keys as caps, each way to press them one; nothing where there are none. */
export function keyCaps(keys: readonly string[]): TemplateResult | typeof nothing {
  if (keys.length === 0) return nothing;
  return html`<span class="caps">${keys.map((one) => html`<kbd>${showKeys(one, isMac)}</kbd>`)}</span>`;
}
