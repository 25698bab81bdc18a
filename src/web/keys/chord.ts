const PLACES: Record<string, string> = {
  Period: '.',
  Comma: ',',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
};

/** The letter of a key press whatever the layout: `event.key` when it is Latin, else the key's place. */
export function toLatinKey(event: KeyboardEvent): string {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(event.code);
  if (place) return (place[1] ?? place[2] ?? '').toLowerCase();
  // In the middle of a composition `key` is `Process`; where the key is still tells what it is.
  if (event.key === 'Process' && /^(Numpad)?Enter$/.test(event.code)) return 'Enter';
  return PLACES[event.code] ?? event.key;
}

/**
 * A key press in one word: `j`, `Shift+z`, `?`, `Mod+Shift+ArrowUp`. Mod is Ctrl or ⌘, whichever is pressed. Shift is named
 * only where the key itself does not tell of it. null for a modifier alone.
 */
export function toChord(event: KeyboardEvent): string | null {
  if (/^(Shift|Control|Alt|Meta|CapsLock|Fn|AltGraph|Dead|Unidentified)$/.test(event.key)) return null;
  let key = toLatinKey(event);
  if (key === ' ') key = 'Space';
  let isShift = event.shiftKey;
  // The place of the question mark where the layout gives another sign.
  if (key === '/' && isShift && event.key !== '/') key = '?';
  if (/^[^a-z0-9]$/.test(key)) isShift = false;
  const mods = [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    isShift ? 'Shift' : '',
  ];
  return [...mods.filter(Boolean), key].join('+');
}

/** Whether a chord is a single letter, digit or sign, with or without Shift: text, when a field has the focus. */
export function isSingle(chord: string): boolean {
  return /^(?:Shift\+)?(?:.|Space)$/.test(chord);
}

/** Whether a chord is nothing that a field could take for itself: one with Ctrl or Alt, Shift+Enter, or a function key. */
export function isForFields(chord: string): boolean {
  return /^(?:Mod|Alt)\+|^Shift\+Enter$|^(?:Shift\+)?F\d+$/.test(chord);
}

/** Whether a key press goes to something that is typed or chosen in. */
export function isInField(event: Event): boolean {
  const [target] = event.composedPath() as Partial<HTMLElement>[];
  return target?.isContentEditable === true || /^(?:input|textarea|select)$/.test(target?.localName ?? '');
}

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** Keys as people read them: `d d` as `D D`, `Mod+Shift+ArrowUp` as `Ctrl+Shift+↑` or, on a Mac, `⌘⇧↑`. */
export function showKeys(keys: string, isMac: boolean): string {
  return keys
    .split(' ')
    .map((chord) => {
      // A plus sign that is itself the key.
      const parts = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+');
      const named = parts.map((part) => {
        if (part === 'Mod') return isMac ? '⌘' : 'Ctrl';
        if (part === 'Alt') return isMac ? '⌥' : 'Alt';
        if (part === 'Shift') return isMac ? '⇧' : 'Shift';
        return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
      });
      return named.join(isMac ? '' : '+');
    })
    .join(' ');
}
