import { toLf } from './line-index.ts';
import type { CellSource } from './notebook.ts';

/** A cell as Markdown that stands alone: its fence, or its prose. The text is the one that the cell was read from. */
export function cellText(text: string, { start, end }: Pick<CellSource, 'start' | 'end'>): string {
  return `${toLf(text.slice(start, end)).replace(/^\n+|\s+$/g, '')}\n`;
}
