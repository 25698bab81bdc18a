import { parseRange } from './range.ts';
import { isLevelOf } from './parameter-level.ts';
import { PARAMETERS } from './parameter.ts';
import { DEFAULT_LEVEL, showValue } from './show-value.ts';
import { josa, type Text } from './text.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** What became of a parameter as written: its levels, or what is wrong (`at` is the list's element, null for the whole). */
export type Levels =
  | { ok: true; levels: Value[]; repeated: Value[]; isAxis: boolean }
  | { ok: false; at: number | null; text: Text };

/** Reads a parameter's value as a matrix has it: a list is an axis, a range is one too, null and `default` are the level
 * that sends nothing, and a response format in one word is spelt out. Equal levels are kept once. */
export function toLevels(name: string, written: Value): Levels {
  const parameter = PARAMETERS.get(name);
  const elements = Array.isArray(written) ? written : [written];
  const all: Value[] = [];
  let isAxis = Array.isArray(written);
  for (const [index, element] of elements.entries()) {
    const at = Array.isArray(written) ? index : null;
    const range = typeof element === 'string' && (parameter?.numeric ?? true) ? parseRange(element) : null;
    if (range && 'text' in range) return { ok: false, at, text: range.text };
    if (range) isAxis = true;
    for (const level of range ? range.levels : [element]) {
      const used = toLevel(name, level);
      if (used !== DEFAULT_LEVEL && parameter && !isLevelOf(name, used)) {
        return { ok: false, at, text: toTypeText(name, parameter.expected, level) };
      }
      if (!isFiniteValue(used)) {
        const expected = { en: 'a value that JSON can hold', ko: 'JSON으로 쓸 수 있는 값' };
        return { ok: false, at, text: toTypeText(name, expected, level) };
      }
      all.push(used);
    }
  }
  if (all.length === 0) {
    return {
      ok: false,
      at: null,
      text: { en: `${name}: the list is empty`, ko: `${name}: 목록이 비어 있습니다.` },
    };
  }
  const [levels, repeated] = withoutRepeats(all);
  return { ok: true, levels, repeated, isAxis };
}

/** Levels kept once each, and those that were there again. Numbers are equal as numbers. */
export function withoutRepeats<T extends Value>(all: T[]): [T[], T[]] {
  const seen = new Set<string>();
  const levels: T[] = [];
  const repeated: T[] = [];
  for (const level of all) {
    const key = toCanonicalJson(level);
    (seen.has(key) ? repeated : levels).push(level);
    seen.add(key);
  }
  return [levels, repeated];
}

function toLevel(name: string, level: Value): Value {
  if (level === null) return DEFAULT_LEVEL;
  if (Object.is(level, -0)) return 0;
  if (name === 'response_format' && typeof level === 'string' && level !== DEFAULT_LEVEL)
    return { type: level };
  return level;
}

function isFiniteValue(value: Value): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.values(value).every(isFiniteValue);
}

function toTypeText(name: string, expected: Text, level: Value): Text {
  return {
    en: `${name}: expected ${expected.en}, not ${showValue(level)}`,
    ko: `${name}: ${showValue(level)} 대신 ${josa(expected.ko, '을', '를')} 쓰세요.`,
  };
}
