/** The members of a line that holds one JSON object, by name, each value as it is written; null where it holds none. Of two of
 * one name the last counts. */
export function membersOf(line: string): Map<string, string> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return null;
  const members = new Map<string, string>();
  let at = line.indexOf('{') + 1;
  for (;;) {
    const start = line.indexOf('"', at);
    if (start === -1) return members;
    const nameEnd = endOfString(line, start);
    const valueStart = line.indexOf(':', nameEnd) + 1;
    at = endOfValue(line, valueStart);
    members.set(String(JSON.parse(line.slice(start, nameEnd))), line.slice(valueStart, at).trim());
    // Past the comma, or the closing brace: then no name follows.
    at += 1;
  }
}

/** A line of members, spaced as another line is. */
export function toMemberLine(members: Iterable<readonly [string, string]>, like: string): string {
  const [, colon = '', comma = ''] =
    /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:(\s*)(?:[^",{[]*,(\s*))?/.exec(like) ?? [];
  const space = colon === '' && comma === '' ? '' : ' ';
  return `{${[...members].map(([name, raw]) => `${JSON.stringify(name)}:${space}${raw}`).join(`,${space}`)}}`;
}

/** The index behind the string that begins at an index. */
function endOfString(line: string, start: number): number {
  let at = start + 1;
  while (line[at] !== '"') at += line[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The index of the comma or brace behind the value that begins at an index. */
function endOfValue(line: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    const char = line[at];
    if (char === '"') at = endOfString(line, at);
    else if (depth === 0 && (char === ',' || char === '}')) return at;
    else {
      if (char === '{' || char === '[') depth += 1;
      if (char === '}' || char === ']') depth -= 1;
      at += 1;
    }
  }
}
