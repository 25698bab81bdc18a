import { Marked } from 'marked';
import { escapeHtml, markup, type Markup } from './markup.ts';

/** Addresses that a reader may follow. */
const FOLLOWED = /^(https?:|mailto:|#)/i;

// HTML in a note is shown as it is written, pictures from elsewhere by their words: a report asks nobody for anything.
const reader = new Marked({
  hooks: {
    // A wide table scrolls in a box of its own; all other tags of that name are written as text.
    postprocess: (html) =>
      html.replaceAll('<table>', '<div class="scroll"><table>').replaceAll('</table>', '</table></div>'),
  },
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ href, text }) =>
      /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/i.test(href)
        ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">`
        : escapeHtml(text),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return FOLLOWED.test(href)
        ? `<a href="${escapeHtml(href)}" rel="noreferrer noopener">${words}</a>`
        : words;
    },
  },
});

/** Quotes and lists in one another, deeper than anybody writes: the reader would take seconds for them, or its whole stack. */
const TOO_DEEP = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){100}/m;

/** A note's Markdown as HTML that runs nothing and loads nothing; as it is written where it is nested too deep to be read. */
export function toNoteMarkup(body: string): Markup {
  if (TOO_DEEP.test(body)) return markup`<pre>${escapeHtml(body)}</pre>`;
  return reader.parse(body, { async: false }) as Markup;
}

/** Whether a note holds HTML of its own, which {@link toNoteMarkup} shows as it is written. */
export function holdsHtml(body: string): boolean {
  let found = false;
  if (!body.includes('<') || TOO_DEEP.test(body)) return found;
  reader.walkTokens(reader.lexer(body), (token) => {
    found ||= token.type === 'html';
  });
  return found;
}
