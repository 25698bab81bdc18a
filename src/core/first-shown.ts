import type { Axis } from './notebook.ts';
import { buildPivot, gridSpec, pivotSpec, variedAxes, type Pivot } from './pivot.ts';
import type { TrialRow } from './result-api.ts';
import type { ViewState } from './view-state.ts';

/** As many rows and columns of cards as are seen at once, on a large screen. */
const PLACES = { rows: 4, cols: 5 };
/** As many lines of a list. */
const LINES = 24;

/** The trials of the first places of a pivot; of repeats that share one, the first. */
export function firstPlaces({ rows }: Pivot): string[] {
  const slots = rows.slice(0, PLACES.rows).flatMap((row) => row.slots.slice(0, PLACES.cols));
  return slots.flatMap((slot) => slot?.trialIds[0] ?? []);
}

/** The trials whose answers are seen first where they are shown like this; `view` null: as nobody has said otherwise. */
export function firstShown(
  trials: readonly Pick<TrialRow, 'trialId' | 'variant'>[],
  axes: readonly Axis[],
  view: Pick<ViewState, 'layout' | 'rows' | 'cols' | 'split'> | null,
): string[] {
  if (view?.layout === 'list') return trials.slice(0, LINES).map(({ trialId }) => trialId);
  if (view?.layout === 'diff' || view?.layout === 'blind') return [];
  const varied = variedAxes(trials, axes);
  const spec = view?.layout === 'grid' ? gridSpec(varied) : pivotSpec(varied, view ?? undefined);
  return firstPlaces(buildPivot(trials, spec, varied));
}
