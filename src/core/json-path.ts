/** Finds a value in JSON by a path such as `label`, `answer.scores[0]`, `items.0.name` or `$["두 낱말"]`; undefined where it
 * leads nowhere. */
export function valueAtPath(value: unknown, path: string): unknown {
  let at: unknown = value;
  for (const match of path.matchAll(/\[\s*(\d+)\s*\]|\[\s*"([^"]*)"\s*\]|\[\s*'([^']*)'\s*\]|([^.[\]]+)/g)) {
    const key = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    if (match.index === 0 && key === '$') continue;
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
