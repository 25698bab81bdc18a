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

/**
 * Keys in a one-line field: Enter takes what was written and leaves; plain keys are text, so no shortcut of the page sees them. A
 * chord of the page takes what was written before it does what it does, and whoever typed it stays in the field; in the middle of a
 * syllable that is once the syllable is whole.
 */
export function onFieldKey(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof HTMLElement) {
    if (toPageKey(event) !== null) {
      if (event.isComposing)
        target.addEventListener('compositionend', () => takeWritten(target), { once: true });
      else takeWritten(target);
    } else if (event.key === 'Enter' && !event.isComposing) target.blur();
  }
  keepText(event);
}

/** Has a field say that it was changed, as when it is left. */
function takeWritten(field: HTMLElement): void {
  field.blur();
  field.focus({ preventScroll: true });
}
