/** Whether a text is a template at all: any other text is what it is. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}
