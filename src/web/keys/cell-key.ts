import { KeyReader } from './key-map.ts';

/** What a key press on a cell as a whole (command mode) asks for. */
export const CELL_KEYS = [
  'next',
  'previous',
  'edit',
  'insert-above',
  'insert-below',
  'delete',
  'cut',
  'copy',
  'paste',
  'undo',
  'redo',
  'fold',
  'duplicate',
  'source',
  'up',
  'down',
] as const;

export type CellKey = (typeof CELL_KEYS)[number];

/** Reads the keys of command mode, as they are mapped now. */
export class CellKeys {
  #reader = new KeyReader('cell');

  /** What a key asks for; null for a key that means nothing here, or for the first `d`. */
  read(event: KeyboardEvent): CellKey | null {
    const id = this.#reader.read(event);
    return CELL_KEYS.find((key) => key === id) ?? null;
  }
}
