import { NO_PERSONA } from '../cell-kind.ts';
import type { Notebook } from '../notebook.ts';
import { partName } from '../part-name.ts';
import type { PivotHead } from '../pivot.ts';
import { rowLabel } from '../seen-from.ts';
import { DEFAULT_LEVEL } from '../show-value.ts';
import { toCanonicalJson, type Value } from '../trial.ts';
import type { ReportVoice } from './report-card.ts';

/** A level as a report names it. */
export function levelName(notebook: Notebook, axis: string, value: Value, { words }: ReportVoice): string {
  if (axis === 'persona' && value === NO_PERSONA) return words.noPersona;
  if ((axis === 'persona' || axis === 'prompt') && typeof value === 'string')
    return partName(notebook, axis, value);
  if (axis === 'row' && typeof value === 'string') return rowLabel(notebook, value);
  if (value === DEFAULT_LEVEL) return words.default;
  return typeof value === 'string' ? value : toCanonicalJson(value);
}

/** What a row or a column of results is of: the names of its levels. */
export function headName(
  notebook: Notebook,
  { levels }: Pick<PivotHead, 'levels'>,
  voice: ReportVoice,
): string {
  return Object.entries(levels)
    .map(([axis, value]) => {
      const name = levelName(notebook, axis, value, voice);
      return ['persona', 'prompt', 'model', 'row'].includes(axis) ? name : `${axis} ${name}`;
    })
    .join(' · ');
}
