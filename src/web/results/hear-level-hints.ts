import type { LitElement } from 'lit';
import type { Value } from '../../core/trial.ts';
import { TextHints } from '../look/text-hint.ts';
import { levelHint, type LevelPlace } from './level-hint.ts';

/** Tells what stands behind the names of levels inside a host: of elements with `data-level`, see `levelData`. */
export function hearLevelHints(host: LitElement, placeOf: () => LevelPlace): void {
  host.addController(
    new TextHints(host, '[data-level]', ({ dataset }) => {
      const [axis, level] = JSON.parse(dataset['level'] ?? '[]') as [string, Value];
      return levelHint(placeOf(), axis, level);
    }),
  );
}
