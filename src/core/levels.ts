import { PARAMETERS } from './parameter.ts';
import { DEFAULT_LEVEL, showValue } from './show-value.ts';
import { josa, type Text } from './text.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** As many levels as a range may make. */
export const MAX_RANGE_LEVELS = 1_000;

const DECIMAL = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
const RANGE = new RegExp(`^\\s*(${DECIMAL})\\s+to\\s+(${DECIMAL})(?:\\s+step\\s+(${DECIMAL}))?\\s*$`);

/** What became of a parameter as written: its levels, or what is wrong (`at` is the list's element, null for the whole). */
export type Levels =
  | { ok: true; levels: Value[]; repeated: Value[]; isAxis: boolean }
  | { ok: false; at: number | null; text: Text };

/** The levels of `0 to 1.5 step 0.25`, exact in decimals, the end included where a step meets it; null for text that is
 * no range. The sign of the step is that of the way. */
export function parseRange(text: string): { levels: number[] } | { text: Text } | null {
  const match = RANGE.exec(text);
  if (!match) return null;
  const [, from = '', to = '', step] = match;
  if (step === undefined) {
    return {
      text: {
        en: `the range '${text}' has no step; write '${from} to ${to} step 0.1'`,
        ko: `범위 '${text}'에 간격이 없습니다. '${from} to ${to} step 0.1'처럼 쓰세요.`,
      },
    };
  }
  const places = Math.max(...[from, to, step].map((part) => part.split('.')[1]?.length ?? 0));
  const first = toScaled(from, places);
  const last = toScaled(to, places);
  const size = toScaled(step, places);
  const by = last < first && size > 0n ? -size : size;
  if (by === 0n || by < 0n !== last < first) {
    return {
      text: {
        en: `the range '${text}' never gets from ${from} to ${to}`,
        ko: `범위 '${text}'의 간격으로는 ${from}에서 ${to}까지 갈 수 없습니다.`,
      },
    };
  }
  const count = (last - first) / by + 1n;
  if (count > BigInt(MAX_RANGE_LEVELS)) {
    return {
      text: {
        en: `the range '${text}' has ${count} levels; at most ${MAX_RANGE_LEVELS} can be swept`,
        ko: `범위 '${text}'의 수준이 ${count}개입니다. ${MAX_RANGE_LEVELS}개까지 쓸 수 있습니다.`,
      },
    };
  }
  return {
    levels: Array.from({ length: Number(count) }, (_, index) =>
      fromScaled(first + by * BigInt(index), places),
    ),
  };
}

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
      if (used !== DEFAULT_LEVEL && parameter && !parameter.level.safeParse(used).success) {
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

function toScaled(decimal: string, places: number): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace(/^[-+]/, '').split('.');
  const digits = BigInt(`${whole || '0'}${fraction.padEnd(places, '0')}`);
  return negative ? -digits : digits;
}

function fromScaled(scaled: bigint, places: number): number {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const value = Number(places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`);
  return scaled < 0n ? -value : value;
}
