import { parse } from 'yaml';
import type { Value } from './trial.ts';

/** The levels of a parameter as one line: `0.3, 0.7, 1.5`. The inverse of {@link fromLevelsText}. */
export function toLevelsText(value: Value): string {
  const levels = Array.isArray(value) ? value : [value];
  return levels.map(toFlow).join(', ');
}

/**
 * What was written in one line as a parameter's value: one value as it is, several as a list. YAML's rules for numbers,
 * text in quotes, lists and maps hold; `0 to 1.5 step 0.25` stays as written. null where it cannot be read.
 */
export function fromLevelsText(text: string): Value | null {
  const trimmed = text.trim();
  if (/^-?[\d.]+\s+to\s+-?[\d.]+(\s+step\s+[\d.]+)?$/.test(trimmed)) return trimmed;
  try {
    const levels = parse(`[${trimmed.replace(/,\s*$/, '')}]`) as Value[];
    if (!Array.isArray(levels) || levels.length === 0) return null;
    return levels.length === 1 && !Array.isArray(levels[0]) ? (levels[0] ?? 'default') : levels;
  } catch {
    return null;
  }
}

/** Text stands without quotes where it reads back as itself; JSON, which YAML includes, holds everything else. */
function toFlow(value: Value): string {
  if (value === null) return 'default';
  if (typeof value === 'string' && isPlain(value)) return value;
  return JSON.stringify(value);
}

function isPlain(text: string): boolean {
  if (/[\r\n]/.test(text)) return false;
  try {
    const levels = parse(`[${text}]`) as unknown;
    return Array.isArray(levels) && levels.length === 1 && levels[0] === text;
  } catch {
    return false;
  }
}
