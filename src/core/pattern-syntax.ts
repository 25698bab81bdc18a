/** What is wrong with a pattern that may run forever. */
export const ENDLESS = 'a repetition without end holds another one, which could run forever';

/** What only the backtracking engine has: lookahead and back references (and the flag v). */
const BACKTRACKED = /\(\?[=!]|\\[1-9]/;

/** Source and flags of a pattern as notebooks write it; flags that mean nothing to a check are left out. */
export function toPatternParts(written: string): { source: string; flags: string } {
  const slashed = /^\/(.*)\/([a-z]*)$/s.exec(written);
  return { source: slashed?.[1] ?? written, flags: (slashed?.[2] ?? '').replace(/[gyd]/g, '') };
}

/**
 * What is wrong with a pattern, as far as can be told without the engine that runs it ({@link ./pattern.ts}, which is large
 * and not needed to read a notebook); null where nothing is.
 */
export function patternFault(written: string): string | null {
  const { source, flags } = toPatternParts(written);
  const native = toNative(source, flags);
  if (native instanceof Error) return native.message;
  const isBacktracked = flags.includes('v') || BACKTRACKED.test(source);
  return isBacktracked && hasNestedRepetition(source) ? ENDLESS : null;
}

/** The pattern in JavaScript's own engine; an Error (returned) where it is not valid. */
export function toNative(source: string, flags: string): RegExp | Error {
  try {
    return new RegExp(source, /[uv]/.test(flags) ? flags : `${flags}u`);
  } catch (error) {
    try {
      return new RegExp(source, flags);
    } catch {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Whether a group that is repeated without end holds a repetition without end: a backtracking engine may never finish. */
export function hasNestedRepetition(source: string): boolean {
  const plain = source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
  const holdsRepetition: boolean[] = [];
  for (const match of plain.matchAll(/\(|\)?(?:[*+]|\{\d+,\})|\)/g)) {
    const part = match[0];
    if (part === '(') {
      holdsRepetition.push(false);
      continue;
    }
    const isRepeated = part.length > 1 || part === '*' || part === '+';
    const inner = part.startsWith(')') ? (holdsRepetition.pop() ?? false) : false;
    if (inner && isRepeated) return true;
    if (inner || isRepeated) {
      if (holdsRepetition.length > 0) holdsRepetition[holdsRepetition.length - 1] = true;
    }
  }
  return false;
}
