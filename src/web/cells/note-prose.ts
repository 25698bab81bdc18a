import { holdsHtml, toNoteMarkup } from '../../core/html-report/note-markup.ts';

/**
 * A note as HTML that can be shown. What is Markdown alone is safe as it is made; a note that holds HTML of its own goes
 * through a cleaner, which is loaded for it.
 */
export function toProse(body: string): string | Promise<string> {
  if (!holdsHtml(body)) return toNoteMarkup(body);
  return import('./note-cleaner.ts').then(({ cleanNote }) => cleanNote(body));
}
