import type { Scene } from './chart-scene.ts';

/** How thick a bar is, CSS pixels. */
export const BAR_HEIGHT = 17;
/** A chart this wide or wider has its heads at the left; in a narrower one they stand above the bars. */
const NARROW_BELOW = 460;
const AXIS_HEIGHT = 30;

/** Whether there is no room for heads beside the bars. */
export function isNarrow(width: number): boolean {
  return width < NARROW_BELOW;
}

/** Room for a chart of a width, CSS pixels: for a row of bars or dots each, or for a plane. */
export function chartHeight(scene: Scene, width: number): number {
  if (scene.shape === 'points' || scene.shape === 'lines') return isNarrow(width) ? 300 : 340;
  const thickness = scene.shape === 'strips' ? 24 : scene.paints.length * BAR_HEIGHT;
  const row = thickness + (isNarrow(width) ? 24 : 12);
  return Math.max(96, AXIS_HEIGHT + 14 + scene.rows.length * row);
}
