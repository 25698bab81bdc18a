/** Characters that are not seen and turn the direction of what follows, until something ends them: embeddings, overrides and isolates.
 * Texts that are written from right to left need none; the marks U+200E, U+200F and U+061C turn nothing but themselves. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

/** The characters of a text that turn its direction unseen, each once: `U+202E`. */
export function turningMarks(text: string): string[] {
  return [...new Set(text.match(TURNING))].map(codePointName);
}

/** A text cut where such characters stand: every second part is one of them. */
export function partAtTurning(text: string): string[] {
  return text.split(new RegExp(`(${TURNING.source})`, 'u'));
}

/** Whether a text holds such characters. */
export function turnsText(text: string): boolean {
  return text.search(TURNING) >= 0;
}

/** A text in which such characters are written by their numbers: `[U+202E]`. */
export function withTurningNamed(text: string): string {
  return text.replace(TURNING, (character) => `[${codePointName(character)}]`);
}

/** A text without the characters that turn its direction unseen. */
export function withoutTurning(text: string): string {
  return text.replace(TURNING, '');
}

/** How Unicode names a character by its number: `U+202E`. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
