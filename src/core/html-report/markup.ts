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
