import { parseRange } from './range.ts';
import { isLevelOf } from './parameter-level.ts';

/** A line of levels with one number changed, and where that number now stands. */
export interface Stepped {
  text: string;
  from: number;
  to: number;
}

/** By how much one step changes a parameter; any other one by a tenth where it has fractions, else by one. */
const STEPS: Record<string, number> = {
  temperature: 0.1,
  top_p: 0.05,
  min_p: 0.05,
  top_k: 5,
  max_tokens: 50,
  frequency_penalty: 0.1,
  presence_penalty: 0.1,
  repetition_penalty: 0.05,
  seed: 1,
  top_logprobs: 1,
};

const NUMBER = /-?(?:\d+\.?\d*|\.\d+)/g;

/** A line of levels with the number at the caret (else the last one before it) one step up or down; of a range that is its
 * beginning, its end or its step. null where no number is, or where the parameter takes none that is further that way. */
export function stepLevels(name: string, text: string, caret: number, direction: 1 | -1): Stepped | null {
  const numbers = [...text.matchAll(NUMBER)].map((match) => ({ from: match.index, written: match[0] }));
  const at =
    numbers.find(({ from, written }) => from <= caret && caret <= from + written.length) ??
    numbers.findLast(({ from }) => from < caret) ??
    numbers[0];
  if (!at) return null;
  const isSize =
    /(?:step|by|간격\s*:?)\s*$/i.test(text.slice(0, at.from)) ||
    /^\s*(?:씩|간격)/.test(text.slice(at.from + at.written.length));
  const by = STEPS[name] ?? (at.written.includes('.') ? 0.1 : 1);
  const size = isSize ? Math.min(by, 0.05) : by;
  const next = add(at.written, direction * (isSize && by >= 1 ? 1 : size));
  if (isSize ? next <= 0 : !isLevelOf(name, next)) return null;
  const written = String(next);
  return {
    text: text.slice(0, at.from) + written + text.slice(at.from + at.written.length),
    from: at.from,
    to: at.from + written.length,
  };
}

/** A line of levels with one more: as far from the last as that is from the one before it, or one step. null where the
 * parameter takes no such value, and for a range, which has its levels from its ends. */
export function addLevel(name: string, text: string): Stepped | null {
  if (parseRange(text.trim())) return null;
  const numbers = [...text.matchAll(NUMBER)].map((match) => match[0]);
  const last = numbers.at(-1);
  if (last === undefined) return null;
  const before = numbers.at(-2);
  const by = before === undefined ? (STEPS[name] ?? 1) : add(last, -Number(before));
  const next = add(last, by === 0 ? (STEPS[name] ?? 1) : by);
  if (!isLevelOf(name, next)) return null;
  const head = `${text.trim().replace(/,$/, '')}, `;
  return { text: head + String(next), from: head.length, to: head.length + String(next).length };
}

/** A sum without the noise of binary fractions. */
function add(written: string, by: number): number {
  const places = Math.max(placesOf(written), placesOf(String(by)));
  return Number((Number(written) + by).toFixed(Math.min(places, 12)));
}

function placesOf(written: string): number {
  return written.split('.')[1]?.length ?? 0;
}
