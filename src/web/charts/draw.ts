import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
  type ChartConfiguration,
} from 'chart.js';
import type { Scene } from './chart-scene.ts';
import { toBarConfig } from './draw-bars.ts';
import type { TellBoxes } from './draw-heads.ts';
import { toLineConfig } from './draw-lines.ts';
import type { Look } from './draw-look.ts';
import { toPointConfig } from './draw-points.ts';
import { toStripConfig } from './draw-strips.ts';

Chart.register(
  BarController,
  BarElement,
  ScatterController,
  PointElement,
  CategoryScale,
  LinearScale,
  LogarithmicScale,
);

/** What Chart.js draws of a scene, and whoever is told where the marks are. */
export function toConfig(scene: Scene, look: Look, tell: TellBoxes): ChartConfiguration {
  switch (scene.shape) {
    case 'bars':
      return toBarConfig(scene, look, () => ({ scene, look, tell })) as ChartConfiguration;
    case 'strips':
      return toStripConfig(scene, look, () => ({ scene, look, tell })) as ChartConfiguration;
    case 'points':
      return toPointConfig(scene, look, () => ({ scene, look, tell })) as ChartConfiguration;
    case 'lines':
      return toLineConfig(scene, look, () => ({ scene, look, tell })) as ChartConfiguration;
    default:
      scene satisfies never;
      throw new Error('no such shape');
  }
}

/** Draws a scene on a canvas that is in the page, and tells where its marks are whenever they are drawn: again when the
 * canvas changes its size. Returns what ends that. */
export function draw(canvas: HTMLCanvasElement, scene: Scene, look: Look, tell: TellBoxes): () => void {
  const chart = new Chart(canvas, toConfig(scene, look, tell));
  return () => chart.destroy();
}
