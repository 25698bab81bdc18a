import type { NotebookViewElement } from '../cells/notebook-view.ts';
import type { NotebookEdit } from '../state/notebook-edit.ts';
import type { NotebookStore } from '../state/notebook-store.ts';
import { loadToolsForPerson, withTools } from '../state/tools.ts';

/** What the intents of editing act on, as it is at each. */
export interface Editing {
  readonly open: NotebookStore | null;
  readonly view: Pick<NotebookViewElement, 'focusCell'> | null;
}

/** Turns the intents of the cells inside `host` into edits of the open notebook. */
export function hearEdits(host: HTMLElement, editing: Editing): void {
  const change = (edit: NotebookEdit, done?: () => void): void =>
    editing.open?.change(edit, (focus) => {
      if (focus !== null) editing.view?.focusCell(focus);
      done?.();
    });

  loadToolsForPerson(host);

  host.addEventListener('gamut-edit-body', ({ cell: { index }, body, part }) =>
    change({ do: 'body', index, body, part }),
  );
  host.addEventListener('gamut-edit-table', ({ cell: { index }, deed, part }) =>
    change({ do: 'table', index, deed, part }),
  );
  host.addEventListener('gamut-edit-turns', ({ cell: { index }, deed, part }) =>
    change({ do: 'turns', index, deed, part }),
  );
  host.addEventListener('gamut-edit-key', ({ cell: { index }, key, value, part, isByLine }) =>
    change({ do: 'key', index, key, value, part, isByLine }),
  );
  host.addEventListener('gamut-edit-checks', ({ cell: { index }, edit, part }) =>
    change({ do: 'checks', index, edit, part }),
  );
  host.addEventListener('gamut-edit-levels', ({ cell: { index }, name, written }) =>
    change({ do: 'levels', index, name, written }),
  );
  host.addEventListener('gamut-edit-info', ({ cell: { index }, info, part }) =>
    change({ do: 'info', index, info, part }),
  );
  host.addEventListener('gamut-rename-id', ({ cell: { index }, id, refused }) => {
    withTools(({ idFault }) => {
      const notebook = editing.open?.notebook;
      const cell = notebook?.cells[index];
      const fault = notebook && cell ? idFault(notebook, cell, id) : null;
      if (fault) refused(fault);
    });
    // Where it cannot be, nothing is done.
    change({ do: 'rename-id', index, id });
  });
  host.addEventListener('gamut-take-in', ({ cell: { index } }) => change({ do: 'take-in', index }));
  host.addEventListener('gamut-rename-variable', ({ cell: { index }, from, to }) =>
    change({ do: 'variable', index, from, to }),
  );
  host.addEventListener('gamut-edit-view', ({ cell: { index, kind }, state, done }) =>
    change({ do: kind === 'view' ? 'view' : 'add-view', index, state }, done),
  );
  host.addEventListener('gamut-arrange', ({ cell: { index }, what }) =>
    change({ do: 'arrange', index, what }),
  );
  host.addEventListener('gamut-insert-text', ({ after, text }) =>
    change({ do: 'insert', index: after.index + 1, text }),
  );
  host.addEventListener('gamut-insert-cell', ({ index, kind }) => change({ do: 'new', index, kind }));
  host.addEventListener('gamut-paste-cells', ({ index, markdown }) =>
    change({ do: 'paste', index, markdown }),
  );
  host.addEventListener('gamut-edit-text', ({ text }) => change({ do: 'text', text, of: 'file' }));
}
