import { parse } from 'yaml';
import { toRangeText } from './range.ts';
import type { Value } from './trial.ts';

/**
 * What was written in one line as a parameter's value: one value as it is, several as a list. YAML's rules for numbers,
 * text in quotes, lists and maps hold; a range stays as written. null where it cannot be read.
 */
export function fromLevelsText(text: string): Value | null {
  const trimmed = text.trim();
  if (toRangeText(trimmed) !== null) return trimmed;
  try {
    const levels = parse(`[${trimmed.replace(/,\s*$/, '')}]`) as Value[];
    if (!Array.isArray(levels) || levels.length === 0) return null;
    return levels.length === 1 && !Array.isArray(levels[0]) ? (levels[0] ?? 'default') : levels;
  } catch {
    return null;
  }
}
