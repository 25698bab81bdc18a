import type { Where } from './key-map.ts';

/** Why a key press cannot be given to a command; null where it can. */
export type Refusal = 'leaves' | 'moves' | 'browser' | null;

/** Whether keys can be chosen for a command of a place: what leaves a field, works a button or is the browser's cannot. */
export function refusalOf(where: Where, chord: string): Refusal {
  if (/(?:^|\+)(?:Tab|Escape)$/.test(chord)) return 'leaves';
  if (where === 'page' && /^(?:Enter|Space|Arrow\w+|Home|End|Page\w+|Backspace|Delete)$/.test(chord))
    return 'moves';
  if (/^Mod\+(?:Shift\+)?[wtn]$|^Mod\+q$|^Mod\+r$/.test(chord)) return 'browser';
  return null;
}
