import type { CellSource } from '../../core/notebook.ts';
import type { TurnDeed } from '../../core/turn-deed.ts';
import { Intent } from './events.ts';

/** Do something to the turns of a prompt. `part` is as in `EditBodyIntent`. */
export class EditTurnsIntent extends Intent {
  static readonly type = 'gamut-edit-turns';
  readonly cell: CellSource;
  readonly deed: TurnDeed;
  readonly part: string;
  constructor(cell: CellSource, deed: TurnDeed, part: string) {
    super(EditTurnsIntent.type);
    this.cell = cell;
    this.deed = deed;
    this.part = part;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-edit-turns': EditTurnsIntent;
  }
}
