import { RE2JS } from 're2js';
import { ENDLESS, hasNestedRepetition, toNative, toPatternParts } from './pattern-syntax.ts';

/** A regular expression that is ready. */
export interface Pattern {
  /** Whether it is found anywhere in a text; null where the text is too long for a pattern of this kind. */
  test(text: string): boolean | null;
}

/** Characters that a pattern with a lookahead or a back reference is tried on: only the backtracking engine has those. */
export const MAX_BACKTRACKED_LENGTH = 10_000;

const CACHED_PATTERNS = 200;

const compiled = new Map<string, Pattern | Error>();

// JavaScript's `\s` knows Unicode's spaces (Korean texts have U+3000), RE2's only ASCII's.
const SPACES = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/**
 * A regular expression in JavaScript's syntax as notebooks write it: the pattern, or `/pattern/flags` with the flags i, m,
 * s. It runs in time linear in the text (RE2), so that no pattern can hang; with lookahead or back references it runs
 * by backtracking on texts of limited length, and then no repetition may hold another one without end.
 * An Error (returned, not thrown) where it is not valid.
 */
export function toPattern(written: string): Pattern | Error {
  const known = compiled.get(written);
  if (known) return known;
  if (compiled.size >= CACHED_PATTERNS) compiled.clear();
  const pattern = compile(written);
  compiled.set(written, pattern);
  return pattern;
}

function compile(written: string): Pattern | Error {
  const { source, flags } = toPatternParts(written);
  const native = toNative(source, flags);
  if (native instanceof Error) return native;
  const linear = flags.includes('v') ? null : toLinear(source, flags);
  if (linear) return { test: (text) => linear.matcher(text).find() };
  if (hasNestedRepetition(source)) {
    return new Error(ENDLESS);
  }
  return { test: (text) => (text.length > MAX_BACKTRACKED_LENGTH ? null : native.test(text)) };
}

/** A text as a pattern that matches just it. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function toLinear(source: string, flags: string): RE2JS | null {
  const bits =
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0) |
    (flags.includes('s') ? RE2JS.DOTALL : 0) |
    (/\(\?<[=!]/.test(source) ? RE2JS.LOOKBEHINDS : 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(withUnicodeSpaces(source)), bits);
  } catch {
    return null;
  }
}

function withUnicodeSpaces(source: string): string {
  let inClass = false;
  return source.replace(/\\[pP]\{(?:Script|sc)=|\\.|[[\]]/gs, (part) => {
    if (part === '[' || part === ']') {
      inClass = part === '[';
      return part;
    }
    if (part.endsWith('=')) return part.slice(0, 3);
    if (part === String.raw`\s`) return inClass ? SPACES : `[${SPACES}]`;
    return part === String.raw`\S` && !inClass ? `[^${SPACES}]` : part;
  });
}
