import { holdsHtml, toNoteMarkup } from '../core/html-report/note-markup.ts';
import { cellsOf, type Notebook } from '../core/notebook.ts';

/** Notes longer than this are made into HTML where they are shown. */
const LONGEST = 20_000;
/** So many characters of a notebook's notes are made into HTML here; the rest where somebody comes to see it. */
const MOST_OF_NOTEBOOK = 60_000;
/** So many characters of notes are kept with their HTML. */
const MOST_KEPT = 2_000_000;

/** Notes as HTML, each made once for its text. */
export class NoteProse {
  /** null: what holds HTML of its own is made, and cleaned, where it is shown. */
  readonly #known = new Map<string, string | null>();
  #size = 0;

  /** The first notes of a notebook that are Markdown alone, as HTML, by their text. */
  of(notebook: Notebook): Record<string, string> {
    const prose: Record<string, string> = {};
    let characters = 0;
    for (const { body } of cellsOf(notebook, 'note')) {
      if (body.length > LONGEST) continue;
      characters += body.length;
      if (characters > MOST_OF_NOTEBOOK) break;
      const html = this.#toHtml(body);
      if (html !== null) prose[body] = html;
    }
    return prose;
  }

  #toHtml(body: string): string | null {
    const known = this.#known.get(body);
    if (known !== undefined) return known;
    const html = holdsHtml(body) ? null : toNoteMarkup(body);
    this.#known.set(body, html);
    this.#size += body.length;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= MOST_KEPT) break;
      this.#known.delete(oldest);
      this.#size -= oldest.length;
    }
    return html;
  }
}
