const STORED = 'gamut.cells';

/** Puts cells, as Markdown, on the system's clipboard, and where pages of this browser find them without being asked. */
export function copyCells(markdown: string): void {
  localStorage.setItem(STORED, markdown);
  // Refused while the window has not the focus; the page's own copy is there all the same.
  navigator.clipboard?.writeText(markdown).catch(() => undefined);
}

/** What to paste: the system's clipboard where it may be read unasked, else what was copied in a page last. */
export async function readCells(): Promise<string> {
  const own = localStorage.getItem(STORED) ?? '';
  try {
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted' ? (await navigator.clipboard.readText()) || own : own;
  } catch {
    return own;
  }
}

/** Puts a spreadsheet's rows into the dataset of a cell that is there whole; false where it has none, or the text is no rows. */
export function takeRows(item: HTMLElement | null, text: string): boolean {
  return item?.querySelector('gamut-dataset-cell')?.takeRows(text) ?? false;
}
