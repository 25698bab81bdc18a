import { groupDigits } from './group-digits.ts';
import type { Text } from './text.ts';

/** How many names a sentence takes. */
const MOST_NAMES = 3;

/** Names in a sentence: the first three, and how many more there are. */
export function nameSome(names: readonly string[]): Text {
  const named = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length - MOST_NAMES;
  if (more <= 0) return { en: named, ko: named };
  const count = groupDigits(more);
  return { en: `${named} and ${count} more`, ko: `${named} 외 ${count}개` };
}
