import type { Merge } from '../../core/merge.ts';
import type { loadMerging } from './load-merging.ts';

/** What happened to the text without the person doing it, to be told and shown. */
export interface SaveNews {
  /** `merged`: another program's changes were taken in; `restored`: a text that was never saved is back. */
  kind: 'merged' | 'restored';
  before: string;
  now: string;
  /** When the restored text was last edited, milliseconds since 1970. */
  editedAt: number | null;
}

/** The texts that come together: what both are edits of, the page's and the file's. */
interface Meeting extends Pick<SaveNews, 'kind' | 'editedAt'> {
  base: string;
  mine: string;
  disk: string;
}

/** Brings the page's text and the file's together, cell by cell: one text of both, or where they meet in a cell, the conflict. */
export function meetFile(
  { mergedText, mergeNotebooks }: Awaited<ReturnType<typeof loadMerging>>,
  { base, mine, disk, kind, editedAt }: Meeting,
): { conflict: Merge } | { conflict: null; text: string; news: SaveNews | null } {
  const merge = mergeNotebooks(base, mine, disk);
  if (merge.conflicts.length > 0) return { conflict: merge };
  const text = mergedText(merge);
  const isOfBoth = mine !== base && text !== mine && text !== disk;
  if (kind === 'restored' && text !== disk)
    return { conflict: null, text, news: { kind, before: disk, now: text, editedAt } };
  const news = isOfBoth ? { kind, before: mine, now: text, editedAt } : null;
  return { conflict: null, text, news };
}
