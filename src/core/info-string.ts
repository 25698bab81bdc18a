/** One `key=value` of an info string. Offsets are of the info string; `start` is the key's, `valueStart` after the `=`. */
export interface InfoPair {
  key: string;
  value: string;
  start: number;
  valueStart: number;
  end: number;
}

/** A fence's info string, read. */
export interface Info {
  /** Its first word. */
  language: string;
  pairs: InfoPair[];
  /** Words that are no `key=value`, and values whose quote is never closed. */
  strays: { text: string; start: number; openQuote: boolean }[];
}

/** Reads an info string: `kind key=value key="two words"`. Inside double quotes `\"` and `\\` are escapes. */
export function parseInfo(info: string): Info {
  const language = /^\S*/.exec(info)?.[0] ?? '';
  const result: Info = { language, pairs: [], strays: [] };
  let at = language.length;
  while (at < info.length) {
    at += /^\s*/.exec(info.slice(at))?.[0].length ?? 0;
    if (at >= info.length) break;
    const start = at;
    const key = /^[^\s=]+(?==)/.exec(info.slice(at))?.[0];
    if (key === undefined) {
      const text = /^\S+/.exec(info.slice(at))?.[0] ?? '';
      result.strays.push({ text, start, openQuote: false });
      at += text.length;
      continue;
    }
    const valueStart = at + key.length + 1;
    const rest = info.slice(valueStart);
    const quoted = /^"((?:[^"\\]|\\.)*)"|^'([^']*)'/.exec(rest);
    if (!quoted && /^["']/.test(rest)) {
      result.strays.push({ text: info.slice(start), start, openQuote: true });
      break;
    }
    const written = quoted?.[0] ?? /^\S*/.exec(rest)?.[0] ?? '';
    const value = quoted ? (quoted[1]?.replace(/\\(["\\])/g, '$1') ?? quoted[2] ?? '') : written;
    at = valueStart + written.length;
    result.pairs.push({ key, value, start, valueStart, end: at });
  }
  return result;
}

/** The pairs as a record, in order; of a key written twice the first one holds. */
export function toInfoRecord(info: Info): Record<string, string> {
  const firsts = info.pairs.filter(
    (pair, index) => info.pairs.findIndex((one) => one.key === pair.key) === index,
  );
  return Object.fromEntries(firsts.map((pair) => [pair.key, pair.value]));
}

/** A value as an info string holds it: quoted where it is more than a word. Line endings become spaces. */
export function quoteInfoValue(value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ');
  if (/^[^\s"'=\\`~]+$/.test(line)) return line;
  return `"${line.replace(/["\\]/g, '\\$&')}"`;
}

/** An info string with some values changed, added (at the end) or, where null, taken out. The rest stays as written. */
export function changeInfo(info: string, changes: Record<string, string | null>): string {
  let changed = info;
  const present = new Set<string>();
  for (const pair of parseInfo(info).pairs.toReversed()) {
    const value = changes[pair.key];
    if (value === undefined) continue;
    present.add(pair.key);
    if (value === pair.value) continue;
    changed =
      value === null
        ? changed.slice(0, pair.start).trimEnd() + changed.slice(pair.end)
        : changed.slice(0, pair.valueStart) + quoteInfoValue(value) + changed.slice(pair.end);
  }
  for (const [key, value] of Object.entries(changes)) {
    if (value !== null && !present.has(key)) changed += ` ${key}=${quoteInfoValue(value)}`;
  }
  return changed;
}
