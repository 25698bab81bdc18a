import { toRangeText } from './range.ts';
import type { Value } from './trial.ts';

/** The levels of a parameter as one line: `0.3, 0.7, 1.5`. `read-levels.ts` has the inverse. */
export function toLevelsText(value: Value): string {
  const levels = Array.isArray(value) ? value : [value];
  return levels.map(toFlow).join(', ');
}

/** Text stands without quotes where it reads back as itself; JSON, which YAML includes, holds everything else. */
function toFlow(value: Value): string {
  if (value === null) return 'default';
  if (typeof value === 'string' && isPlain(value)) return value;
  return JSON.stringify(value);
}

/** Words that YAML takes for something else than text. */
const NO_TEXT = /^(?:null|true|false|~)$/i;

/** Whether a text reads back as itself without quotes: it begins with a letter, and holds nothing that YAML has a use for. */
function isPlain(text: string): boolean {
  if (toRangeText(text) === text) return true;
  return /^[\p{L}_][\p{L}\p{M}\p{N}_ ./@+-]*$/u.test(text) && !text.endsWith(' ') && !NO_TEXT.test(text);
}
