import { findCell, type Notebook } from '../../core/notebook.ts';
import type { Value } from '../../core/trial.ts';
import type { TextHint } from '../look/text-hint-popover.ts';
import { levelLabel, wholeLevelLabel } from './axis-label.ts';

/** Where levels are: a notebook, and one of its matrices. */
export interface LevelPlace {
  notebook: Notebook;
  matrix: string;
}

/** The variables of a row of a matrix's data, a line each. */
function rowText({ notebook, matrix }: LevelPlace, id: string): string | null {
  const data = findCell(notebook, 'matrix', matrix)?.data ?? null;
  const row = data === null ? null : findCell(notebook, 'dataset', data)?.rows.find((one) => one.id === id);
  const lines = Object.entries(row?.vars ?? {}).filter(([name]) => name !== 'id');
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** What stands behind the name of a level: a persona's or prompt's text, a row's values, a value that is too long to be shown
 * whole; null where there is nothing more. */
export function levelHint(place: LevelPlace, axis: string, level: Value): TextHint | null {
  const { notebook } = place;
  const title = levelLabel(notebook, axis, level);
  const whole = wholeLevelLabel(notebook, axis, level);
  const isCut = whole !== title;
  const textOf = (): string | null => {
    if (typeof level !== 'string') return null;
    if (axis === 'persona') return findCell(notebook, 'persona', level)?.text.trim() ?? null;
    if (axis === 'prompt') return findCell(notebook, 'prompt', level)?.body.trim() ?? null;
    return axis === 'row' ? rowText(place, level) : null;
  };
  const text = textOf();
  if (text !== null && text !== '') return { title, text: isCut ? `${whole}\n\n${text}` : text };
  return isCut ? { title, text: whole } : null;
}

/** How an element says which level it names, for whoever tells of it. */
export function levelData(axis: string, level: Value): string {
  return JSON.stringify([axis, level]);
}
