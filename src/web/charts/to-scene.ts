import { toBarScene, type SceneContext } from './bar-scene.ts';
import type { ChartModel } from './chart-model.ts';
import type { Scene } from './chart-scene.ts';
import { toLineScene } from './line-scene.ts';
import { toPointScene } from './point-scene.ts';
import { toStripScene } from './strip-scene.ts';

/** What is drawn of a model on a canvas; null for a pass matrix, which is a table. */
export function toScene(model: ChartModel, context: SceneContext): Scene | null {
  switch (model.shape) {
    case 'bars':
      return toBarScene(model, context);
    case 'points':
      return toPointScene(model, context);
    case 'lines':
      return toLineScene(model, context);
    case 'strips':
      return toStripScene(model, context);
    case 'heat':
      return null;
    default:
      model satisfies never;
      return null;
  }
}
