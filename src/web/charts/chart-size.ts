import type { ChartData } from './chart-data.ts';

/** How thick a bar is, CSS pixels. */
export const BAR_HEIGHT = 15;

/** Room for a chart, CSS pixels: a bar for each level (for latency two) and the axis. */
export function chartHeight({ kind, groups }: Pick<ChartData, 'kind' | 'groups'>): number {
  const bars = groups.length * (kind === 'latency' ? 2 : 1);
  return Math.max(120, 46 + bars * (BAR_HEIGHT + 13));
}
