import { html, nothing, type TemplateResult } from 'lit';
import { isForFields, showKeys } from '../keys/chord.ts';
import { keyMap } from '../keys/key-map.ts';

/** Whether the keyboard is one of a Mac's, with ⌘ in the place of Ctrl. */
export const isMac = globalThis.navigator?.platform.startsWith('Mac') ?? false;

/** The keys of a command in words, as they are now: one way to press them that works in fields too, where there is one. Empty
 * where the command has no keys. */
export function keyWords(command: string): string {
  const all = keyMap.keysOf(command);
  const keys = all.find(isForFields) ?? all[0];
  return keys === undefined ? '' : showKeys(keys, isMac);
}

/** A name with the keys that do the same, as they are now: `Inspect (Enter)`. The name alone where there are none. */
export function withKeys(name: string, command: string): string {
  const words = keyWords(command);
  return words === '' ? name : `${name} (${words})`;
}

/** Keys as caps, each way to press them one; nothing where there are none. */
export function keyCaps(keys: readonly string[]): TemplateResult | typeof nothing {
  if (keys.length === 0) return nothing;
  return html`<span class="caps">${keys.map((one) => html`<kbd>${showKeys(one, isMac)}</kbd>`)}</span>`;
}
