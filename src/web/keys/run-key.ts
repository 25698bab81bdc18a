/** What a key chord asks for, wherever the focus is. */
export type RunKey = 'run' | 'run-next' | 'save' | 'stop' | 'palette';

/** The letter of a key press whatever the layout: `event.key` when it is Latin, else the key's place. */
export function toLatinKey(event: KeyboardEvent): string {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  const place = /^(?:Key([A-Z])|Digit([0-9])|(Period))$/.exec(event.code);
  if (place) return place[3] ? '.' : (place[1] ?? place[2] ?? '').toLowerCase();
  return event.key;
}

/** The command of a chord; null for any other key. Works during composition, where `key` may be `Process`. */
export function toRunKey(event: KeyboardEvent): RunKey | null {
  const mod = event.ctrlKey || event.metaKey;
  const isEnter = event.key === 'Enter' || event.code === 'Enter' || event.code === 'NumpadEnter';
  if (isEnter && mod && !event.shiftKey && !event.altKey) return 'run';
  if (isEnter && event.shiftKey && !mod && !event.altKey) return 'run-next';
  if (!mod || event.altKey || event.shiftKey) return null;
  const key = toLatinKey(event);
  if (key === 's') return 'save';
  if (key === '.') return 'stop';
  if (key === 'k') return 'palette';
  return null;
}

/** Keys in a field of several lines are text, but for the chords that run, save and stop, and Escape. */
export function keepText(event: KeyboardEvent): void {
  if (toRunKey(event) === null && event.key !== 'Escape') event.stopPropagation();
}

/** Keys in a one-line field: Enter takes what was written; plain keys are text, so no shortcut of the page sees them. */
export function onFieldKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.isComposing && event.target instanceof HTMLElement) event.target.blur();
  keepText(event);
}
