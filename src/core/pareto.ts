/** What a point costs (less is better) and what it gains (more is better). */
export interface Tradeoff {
  cost: number;
  gain: number;
}

/**
 * The indices of the points that no other one dominates, from the cheapest to the dearest: a point is dominated by one that
 * costs no more and gains no less, and is better in one of the two. Equal points stand side by side.
 */
export function paretoFrontier(points: readonly Tradeoff[]): number[] {
  const order = points
    .map(({ cost, gain }, index) => ({ cost, gain, index }))
    .sort((a, b) => a.cost - b.cost || b.gain - a.gain || a.index - b.index);
  const frontier: number[] = [];
  let best: Tradeoff | null = null;
  for (const { cost, gain, index } of order) {
    const isEqual = best !== null && cost === best.cost && gain === best.gain;
    if (best !== null && gain <= best.gain && !isEqual) continue;
    best = { cost, gain };
    frontier.push(index);
  }
  return frontier;
}
