import { replaceInfo } from './edit.ts';
import { parseNotebook } from './format.ts';

/** The text with datasets that name one file (`src=`) naming another. */
export function replaceSource(text: string, from: string, to: string): string {
  let changed = text;
  const { length } = parseNotebook(text).cells;
  for (let index = 0; index < length; index += 1) {
    const cell = parseNotebook(changed).cells[index];
    if (cell && cell.kind !== 'note' && cell.info['src'] === from)
      changed = replaceInfo(changed, cell, { src: to });
  }
  return changed;
}
