import type { CellSource } from '../../core/notebook.ts';
import type { TableDeed } from '../../core/table-deed.ts';
import { Intent } from './events.ts';

/** Do something to a dataset's own table. `part` names what of it is edited: going on in the same part is one step of undo. */
export class EditTableIntent extends Intent {
  static readonly type = 'gamut-edit-table';
  readonly cell: CellSource;
  readonly deed: TableDeed;
  readonly part: string;
  constructor(cell: CellSource, deed: TableDeed, part: string) {
    super(EditTableIntent.type);
    this.cell = cell;
    this.deed = deed;
    this.part = part;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-edit-table': EditTableIntent;
  }
}
