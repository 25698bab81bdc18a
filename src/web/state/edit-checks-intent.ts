import type { CheckEdit } from '../../core/check-edit.ts';
import type { CellSource } from '../../core/notebook.ts';
import { Intent } from './events.ts';

/** Change the list of checks of an assert cell. `part` is as in `EditBodyIntent`; '' makes it a step of undo of its own. */
export class EditChecksIntent extends Intent {
  static readonly type = 'gamut-edit-checks';
  readonly cell: CellSource;
  readonly edit: CheckEdit;
  readonly part: string;
  constructor(cell: CellSource, edit: CheckEdit, part = '') {
    super(EditChecksIntent.type);
    this.cell = cell;
    this.edit = edit;
    this.part = part;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-edit-checks': EditChecksIntent;
  }
}
