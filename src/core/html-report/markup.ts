import { hasRightToLeft } from '../right-to-left.ts';
import { codePointName, partAtTurning, turnsText } from '../turning.ts';

/** A piece of HTML in which texts are escaped already. */
export type Markup = string & { readonly isMarkup: true };

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in HTML, in an element or in an attribute. NUL, which HTML cannot hold, becomes U+FFFD. */
export function escapeHtml(text: string): Markup {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char).replaceAll('\0', '\uFFFD') as Markup;
}

/** A text that others wrote, as it stands in an element: what turns the direction of text unseen is seen by its number, and turns
 * nothing. */
export function escapeSeen(text: string): Markup {
  const html = escapeHtml(text);
  if (!turnsText(html)) return html;
  const parts = partAtTurning(html).map((part, at) =>
    at % 2 === 0 ? part : `<span class="turning" data-code="${codePointName(part)}">${part}</span>`,
  );
  return parts.join('') as Markup;
}

/** What an element with such a text says of its direction: with letters from right to left each paragraph has its own. */
export function directionOf(text: string): Markup {
  return (hasRightToLeft(text) ? ' data-rtl' : '') as Markup;
}

/** HTML of a template. What stands in it is markup (null: nothing); texts come through {@link escapeHtml}. */
export function markup(
  strings: TemplateStringsArray,
  ...parts: (Markup | number | null | readonly Markup[])[]
): Markup {
  const toText = (part: Markup | number | null | readonly Markup[]) =>
    Array.isArray(part) ? part.join('') : String(part ?? '');
  return strings
    .map((string, index) => (index < parts.length ? string + toText(parts[index] ?? null) : string))
    .join('') as Markup;
}
