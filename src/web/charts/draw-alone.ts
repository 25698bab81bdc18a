import type { Notebook } from '../../core/notebook.ts';
import type { ChartModel } from './chart-model.ts';
import { paintScene, toPicture } from './chart-picture.ts';
import type { Scene } from './chart-scene.ts';
import type { Look } from './draw-look.ts';
import { paintPass, passSize } from './pass-picture.ts';
import { chartHeight } from './plot-size.ts';

/** A chart as a PNG that can stand alone, with its title and sentence where they are given; null where there is nothing to draw. */
export async function drawAlone(
  model: ChartModel,
  scene: Scene | null,
  options: {
    words: { title: string; sentence: string } | null;
    notebook: Notebook;
    width: number;
    look: Look;
  },
): Promise<Blob | null> {
  const { words, notebook, width, look } = options;
  if (model.shape === 'heat') {
    const size = passSize(model, look);
    const paint = (context: CanvasRenderingContext2D) => paintPass(context, model, notebook, look);
    return toPicture({ words, legend: [], size, paint }, look);
  }
  if (!scene) return null;
  const size = { width, height: chartHeight(scene, width) };
  const paint = (context: CanvasRenderingContext2D) => paintScene(context, scene, size, look);
  return toPicture({ words, legend: scene.legend, size, paint }, look);
}
