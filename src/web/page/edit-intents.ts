import { newCellText } from '../cells/new-cell.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import type {
  ArrangeIntent,
  EditBodyIntent,
  EditInfoIntent,
  EditKeyIntent,
  EditTextIntent,
  InsertCellIntent,
  InsertTextIntent,
  PasteCellsIntent,
} from '../state/events.ts';
import type { NotebookStore } from '../state/notebook-store.ts';
import type { NotebookTools } from '../state/notebook-tools.ts';
import { loadToolsForPerson, toolsNow, withTools } from '../state/tools.ts';
import type { Cell, CellSource } from '../../core/notebook.ts';

/** What the intents of editing act on, as it is at each. */
export interface Editing {
  readonly open: NotebookStore | null;
  readonly view: Pick<NotebookViewElement, 'focusCell'> | null;
}

/** Turns the intents of the cells inside `host` into edits of the open notebook's text. */
export function hearEdits(host: HTMLElement, editing: Editing): void {
  // An element may hold its cell as it was before an edit elsewhere: the one at its place now is meant.
  const now = ({ index }: CellSource): { open: NotebookStore; cell: Cell } | null => {
    const { open } = editing;
    const cell = open?.notebook.cells[index];
    return open && cell ? { open, cell } : null;
  };

  loadToolsForPerson(host);

  host.addEventListener('gamut-edit-body', ({ cell: meant, body, part }: EditBodyIntent) => {
    if (!toolsNow()) editing.open?.expectEdit();
    withTools(({ replaceBody, replaceNote }) => {
      const found = now(meant);
      if (!found) return;
      const { open, cell } = found;
      const text =
        cell.kind === 'note' ? replaceNote(open.text, cell, body) : replaceBody(open.text, cell, body);
      open.edit(text, `cell ${cell.index} ${part}`);
    });
  });

  host.addEventListener('gamut-edit-key', ({ cell: meant, key, value, part, isByLine }: EditKeyIntent) => {
    withTools(({ replaceBody, setYamlKey, setYamlList }) => {
      const found = now(meant);
      if (!found) return;
      const { open, cell } = found;
      const body =
        isByLine && Array.isArray(value)
          ? setYamlList(cell.body, key, value)
          : setYamlKey(cell.body, key, value);
      const text = replaceBody(open.text, cell, body);
      open.edit(text, part && `cell ${cell.index} ${part}`);
    });
  });

  host.addEventListener('gamut-edit-info', ({ cell, info, part }: EditInfoIntent) => {
    withTools(({ replaceInfo }) => {
      const found = now(cell);
      if (found)
        found.open.edit(replaceInfo(found.open.text, found.cell, info), part && `cell ${cell.index} ${part}`);
    });
  });

  host.addEventListener('gamut-arrange', ({ cell, what }: ArrangeIntent) => {
    withTools((tools) => {
      const found = now(cell);
      if (found) arrange(found, what, editing.view, tools);
    });
  });

  host.addEventListener('gamut-insert-text', ({ after, text }: InsertTextIntent) => {
    withTools(({ insertCell }) => {
      const found = now(after);
      if (found) found.open.edit(insertCell(found.open.text, found.cell.index + 1, text));
    });
  });

  host.addEventListener('gamut-insert-cell', ({ index, kind }: InsertCellIntent) => {
    withTools(({ insertCell }) => {
      const { open, view } = editing;
      if (!open) return;
      open.edit(insertCell(open.text, index, newCellText(kind, open.notebook)));
      view?.focusCell(index);
    });
  });

  host.addEventListener('gamut-paste-cells', ({ index, markdown }: PasteCellsIntent) => {
    withTools(({ pasteCells }) => {
      const { open, view } = editing;
      const pasted = open && pasteCells(open.text, index, markdown);
      if (!open || !pasted || pasted.count === 0) return;
      open.edit(pasted.text);
      view?.focusCell(index);
    });
  });

  host.addEventListener('gamut-edit-text', ({ text }: EditTextIntent) => editing.open?.edit(text, 'file'));
}

function arrange(
  { open, cell }: { open: NotebookStore; cell: Cell },
  what: ArrangeIntent['what'],
  view: Pick<NotebookViewElement, 'focusCell'> | null,
  { moveCell, duplicateCell, removeCell }: NotebookTools,
): void {
  switch (what) {
    case 'up':
    case 'down': {
      const index = cell.index + (what === 'up' ? -1 : 1);
      if (index < 0 || index >= open.notebook.cells.length) return;
      open.edit(moveCell(open.text, cell, index));
      view?.focusCell(index);
      return;
    }
    case 'duplicate':
      open.edit(duplicateCell(open.text, cell));
      view?.focusCell(cell.index + 1);
      return;
    case 'delete':
      open.edit(removeCell(open.text, cell));
      view?.focusCell(cell.index);
      return;
    default:
      what satisfies never;
  }
}
