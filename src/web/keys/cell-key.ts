import { toLatinKey } from './run-key.ts';

/** What a key press on a cell as a whole (command mode) asks for. */
export type CellKey =
  | 'next'
  | 'previous'
  | 'edit'
  | 'insert-above'
  | 'insert-below'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'fold'
  | 'up'
  | 'down'
  | 'help';

const PLAIN: Record<string, CellKey> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'edit',
  a: 'insert-above',
  b: 'insert-below',
  z: 'undo',
  o: 'fold',
};

/** Reads the keys of command mode. It holds one thing: whether `d` was the last key, since deleting takes two. */
export class CellKeys {
  #isDeleting = false;

  /** What a key asks for; null for a key that means nothing here, or for the first `d`. */
  read(event: KeyboardEvent): CellKey | null {
    const wasDeleting = this.#isDeleting;
    this.#isDeleting = false;
    if (event.altKey || event.isComposing) return null;
    const key = toLatinKey(event);
    if (event.ctrlKey || event.metaKey) {
      if (event.shiftKey && key === 'ArrowUp') return 'up';
      if (event.shiftKey && key === 'ArrowDown') return 'down';
      if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
      return null;
    }
    if (key === '?' || (event.shiftKey && event.code === 'Slash')) return 'help';
    if (event.shiftKey) return key === 'z' ? 'redo' : null;
    if (key === 'd') {
      if (wasDeleting) return 'delete';
      this.#isDeleting = true;
      return null;
    }
    return PLAIN[key] ?? null;
  }
}
