/**
 * The answer after (`1`) or before (`-1`) another among those shown; behind the last is the first. Of one that is not shown
 * itself it is the nearest that way in `known`, an order in which it stood; null where nothing is shown.
 */
export function nextShown(
  shown: readonly string[],
  trialId: string,
  by: 1 | -1,
  known: readonly string[],
): string | null {
  const order = shown.includes(trialId) ? shown : known;
  const isShown = new Set(shown);
  const at = order.indexOf(trialId);
  // Where it stood nowhere, on is the first and back is the last.
  const from = at < 0 && by < 0 ? 0 : at;
  for (let step = 1; step <= order.length; step++) {
    const id = order[(from + by * step + order.length * 2) % order.length];
    if (id !== undefined && isShown.has(id)) return id;
  }
  return (by > 0 ? shown[0] : shown.at(-1)) ?? null;
}
