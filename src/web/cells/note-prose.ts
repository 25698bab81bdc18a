import { keepAsking } from '../state/keep-asking.ts';

const known = new Map<string, string>();

/** Takes up what the server has made of notes: HTML by their text, safe as it is. */
export function knowProse(prose: Readonly<Record<string, string>>): void {
  known.clear();
  for (const [body, html] of Object.entries(prose)) known.set(body, html);
}

/**
 * A note as HTML that can be shown: at once where the server has made it. What is Markdown alone is safe as it is made; a
 * note that holds HTML of its own goes through a cleaner.
 */
export function toProse(body: string): string | Promise<string> {
  return known.get(body) ?? makeProse(body);
}

async function makeProse(body: string): Promise<string> {
  const { holdsHtml, toNoteMarkup } = await keepAsking(() => import('../../core/html-report/note-markup.ts'));
  if (!holdsHtml(body)) return toNoteMarkup(body);
  const { cleanNote } = await keepAsking(() => import('./note-cleaner.ts'));
  return cleanNote(body);
}
