import { KeyReader } from './key-map.ts';

const page = new KeyReader('page');
// A press goes through several hands on its way up; it is one press all the same.
const read = new WeakMap<KeyboardEvent, string | null>();

/** The command that a key press asks for wherever the focus is; null for any other key. Works during composition, where
 * `key` may be `Process`. */
export function toPageKey(event: KeyboardEvent): string | null {
  let id = read.get(event);
  if (id === undefined) read.set(event, (id = page.read(event)));
  return id;
}

/** Keys in a field of several lines are text, but for the chords that run, save and stop, and Escape. */
export function keepText(event: KeyboardEvent): void {
  if (toPageKey(event) === null && event.key !== 'Escape') event.stopPropagation();
}

/** Keys in a one-line field: Enter takes what was written; plain keys are text, so no shortcut of the page sees them. In the
 * middle of a syllable a chord of the page takes what was written once the syllable is whole, before it does what it does. */
export function onFieldKey(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof HTMLElement) {
    if (event.key === 'Enter' && !event.isComposing) target.blur();
    else if (event.isComposing && toPageKey(event) !== null)
      target.addEventListener('compositionend', () => target.blur(), { once: true });
  }
  keepText(event);
}
