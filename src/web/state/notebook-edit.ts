import type { LibraryPersona } from '../../core/api.ts';
import type { CheckEdit } from '../../core/check-edit.ts';
import type { TableDeed } from '../../core/table-deed.ts';
import type { Value } from '../../core/trial.ts';
import type { TurnDeed } from '../../core/turn-deed.ts';
import type { ViewState } from '../../core/view-state.ts';
import type { NewCellKind } from '../cells/new-cell.ts';

/**
 * What a person asks of a notebook's text, as data, so that it can wait for what does it, and outlive the page meanwhile. Cells
 * are meant by their index in the notebook as it is when the edit is done. `part` names what of the cell is edited: going on in
 * it is one step of undo.
 */
export type NotebookEdit =
  | { do: 'text'; text: string; of: string }
  | { do: 'body'; index: number; body: string; part: string }
  | { do: 'table'; index: number; deed: TableDeed; part: string }
  | { do: 'turns'; index: number; deed: TurnDeed; part: string }
  | { do: 'key'; index: number; key: string; value: Value | undefined; part: string; isByLine: boolean }
  | { do: 'checks'; index: number; edit: CheckEdit; part: string }
  | { do: 'levels'; index: number; name: string; written: string }
  | { do: 'info'; index: number; info: Record<string, string | null>; part: string }
  | { do: 'rename-id'; index: number; id: string }
  | { do: 'take-in'; index: number }
  | { do: 'model'; index: number; model: string }
  | { do: 'variable'; index: number; from: string; to: string }
  | { do: 'view'; index: number; state: ViewState }
  | { do: 'add-view'; index: number; state: ViewState }
  | { do: 'arrange'; index: number; what: 'up' | 'down' | 'duplicate' | 'delete' }
  | { do: 'insert'; index: number; text: string }
  | { do: 'new'; index: number; kind: NewCellKind }
  | { do: 'paste'; index: number; markdown: string }
  | { do: 'persona'; persona: Pick<LibraryPersona, 'id' | 'name' | 'text'> }
  | { do: 'undo' }
  | { do: 'redo' };
