/** The text of a Markdown heading that says a title and nothing else: one line, of which no sign makes markup. */
export function toHeading(title: string): string {
  return title.replace(/\s+/g, ' ').replaceAll(/[\\`*<[\]]/g, String.raw`\$&`);
}
