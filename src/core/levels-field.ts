import { isLevelOf } from './parameter-level.ts';
import { PARAMETERS } from './parameter.ts';
import { parseRange, toRangeText } from './range.ts';
import { fromLevelsText } from './read-levels.ts';
import type { Value } from './trial.ts';

/** What somebody has written as the levels of a parameter: undefined where it is nothing, null where it can be none of its. */
export function fromLevelsField(name: string, written: string): Value | undefined {
  if (written.trim() === '') return undefined;
  const found = fromLevelsText(written);
  if (found === null) return null;
  const levels = (PARAMETERS.get(name)?.numeric ?? true) ? inOneForm(found) : found;
  const areAll = [levels].flat().every((level) => {
    const range = typeof level === 'string' ? parseRange(level) : null;
    if (range) return 'levels' in range;
    return level === 'default' || level === null || isLevelOf(name, level);
  });
  return areAll ? levels : null;
}

/** The value with its ranges as files have them, however they were typed. */
function inOneForm(value: Value): Value {
  const one = (level: Value): Value => (typeof level === 'string' ? (toRangeText(level) ?? level) : level);
  return Array.isArray(value) ? value.map(one) : one(value);
}
