import type { Text } from '../core/text.ts';

/** Why the server cannot start, said for a person, and what to do next. */
export class ServeError extends Error {
  override name = 'ServeError';
  readonly text: Text;
  readonly hint: Text | null;

  constructor(text: Text, hint: Text | null = null, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
    this.hint = hint;
  }
}
