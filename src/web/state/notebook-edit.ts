import type { LibraryPersona } from '../../core/api.ts';
import type { DatasetCell, Notebook } from '../../core/notebook.ts';
import type { Value } from '../../core/trial.ts';
import type { ViewState } from '../../core/view-state.ts';
import { newCellText, type NewCellKind } from '../cells/new-cell.ts';
import type { NotebookTools } from './notebook-tools.ts';

/**
 * What a person asks of a notebook's text, as data, so that it can wait for what does it, and outlive the page meanwhile. Cells
 * are meant by their index in the notebook as it is when the edit is done. `part` names what of the cell is edited: going on in
 * it is one step of undo.
 */
export type NotebookEdit =
  | { do: 'text'; text: string; of: string }
  | { do: 'body'; index: number; body: string; part: string }
  | { do: 'key'; index: number; key: string; value: Value | undefined; part: string; isByLine: boolean }
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

/** What an edit makes of a text. */
export interface Edited {
  text: string;
  /** Names what was edited, see {@link NotebookEdit}; '' where each is a step of undo of its own. */
  of: string;
  /** The cell to go to then; null for where one is. */
  focus: number | null;
}

/** What is edited. `files`: texts of the dataset files that it names. */
interface Edits {
  text: string;
  /** The reading of `text`. */
  notebook: Notebook;
  files: Record<string, string>;
}

/** Does an edit; null where there is nothing to do, such as where its cell is gone. */
export function doEdit(
  edit: Exclude<NotebookEdit, { do: 'undo' | 'redo' }>,
  { text, notebook, files }: Edits,
  tools: NotebookTools,
): Edited | null {
  const to = (
    now: string,
    { of = '', focus = null }: { of?: string; focus?: number | null } = {},
  ): Edited => ({
    text: now,
    of,
    focus,
  });
  switch (edit.do) {
    case 'text':
      return to(edit.text, edit);
    case 'insert':
      return to(tools.insertCell(text, edit.index, edit.text));
    case 'new':
      return to(tools.insertCell(text, edit.index, newCellText(edit.kind, notebook)), { focus: edit.index });
    case 'paste': {
      const pasted = tools.pasteCells(text, edit.index, edit.markdown);
      return pasted.count === 0 ? null : to(pasted.text, { focus: edit.index });
    }
    case 'persona': {
      const put = tools.insertPersona(text, edit.persona);
      return to(put.text, { focus: put.index });
    }
    case 'body':
    case 'key':
    case 'levels':
    case 'info':
    case 'rename-id':
    case 'take-in':
    case 'model':
    case 'variable':
    case 'view':
    case 'add-view':
    case 'arrange':
      return editCell(edit, { text, notebook, files }, tools);
    default:
      edit satisfies never;
      return null;
  }
}

type CellEdit = Extract<
  NotebookEdit,
  {
    do:
      | 'body'
      | 'key'
      | 'levels'
      | 'info'
      | 'rename-id'
      | 'take-in'
      | 'model'
      | 'variable'
      | 'view'
      | 'add-view'
      | 'arrange';
  }
>;

/** Does an edit of one cell, as it is now: whoever asked may have seen it as it was before another edit. */
function editCell(edit: CellEdit, { text, notebook, files }: Edits, tools: NotebookTools): Edited | null {
  const { index } = edit;
  const cell = notebook.cells[index];
  if (!cell) return null;
  const of = 'part' in edit ? `cell ${index} ${edit.part}` : '';
  const withBody = (body: string, step = ''): Edited => ({
    text: tools.replaceBody(text, cell, body),
    of: step,
    focus: null,
  });
  switch (edit.do) {
    case 'body':
      return withBody(edit.body, of);
    case 'key': {
      const { key, value, part, isByLine } = edit;
      const body =
        isByLine && Array.isArray(value)
          ? tools.setYamlList(cell.body, key, value)
          : tools.setYamlKey(cell.body, key, value);
      return withBody(body, part && of);
    }
    case 'levels': {
      const levels = tools.fromLevelsField(edit.name, edit.written);
      return levels === null ? null : withBody(tools.setYamlKey(cell.body, edit.name, levels));
    }
    case 'info':
      return { text: tools.replaceInfo(text, cell, edit.info), of: edit.part && of, focus: null };
    case 'rename-id': {
      if (tools.idFault(notebook, cell, edit.id) !== null) return null;
      return { text: tools.renameId(text, notebook, cell, edit.id), of: '', focus: null };
    }
    case 'take-in': {
      if (cell.kind !== 'dataset' || cell.src === null) return null;
      const { src, format } = cell;
      // The rows as the file has them; those of a table that the notebook has no format for are written anew.
      const body = src.endsWith('.tsv')
        ? tools.replaceDataset(cell, cell.columns, toValues(cell))
        : (files[src] ?? '')
            .replace(/^\uFEFF/, '')
            .replace(/\r\n?/g, '\n')
            .replace(/\n+$/, '');
      const filled = tools.replaceBody(text, cell, body);
      const now = tools.parseNotebook(filled, { files }).cells[index];
      if (!now) return null;
      return { text: tools.replaceInfo(filled, now, { src: null, format }), of: '', focus: null };
    }
    case 'model': {
      if (cell.kind !== 'matrix') return null;
      const { models } = cell;
      const { model } = edit;
      const next = models.includes(model) ? models.filter((one) => one !== model) : [...models, model];
      const [only] = next;
      // A matrix without a model is none.
      if (only === undefined) return null;
      return withBody(tools.setYamlKey(cell.body, 'model', next.length === 1 ? only : next));
    }
    case 'variable':
      return withBody(
        tools.renameVariable(cell.body, edit.from, edit.to),
        `cell ${index} variable ${edit.from}`,
      );
    case 'view': {
      if (cell.kind !== 'view') return null;
      const { layout, body } = tools.toViewEdit(cell, edit.state);
      const laidOut = layout ? tools.replaceInfo(text, cell, { layout }) : text;
      const now = tools.parseNotebook(laidOut).cells[index];
      const written = body === null || !now ? laidOut : tools.replaceBody(laidOut, now, body);
      return { text: written, of: layout ? '' : `cell ${index} view`, focus: null };
    }
    case 'add-view':
      if (cell.kind !== 'matrix') return null;
      return {
        text: tools.insertCell(text, index + 1, tools.toViewText(cell, edit.state)),
        of: '',
        focus: null,
      };
    case 'arrange':
      return arrange(edit.what, index, { text, notebook }, tools);
    default:
      edit satisfies never;
      return null;
  }
}

function arrange(
  what: 'up' | 'down' | 'duplicate' | 'delete',
  index: number,
  { text, notebook }: { text: string; notebook: Notebook },
  { moveCell, duplicateCell, removeCell }: NotebookTools,
): Edited | null {
  const cell = notebook.cells[index];
  if (!cell) return null;
  switch (what) {
    case 'up':
    case 'down': {
      const to = index + (what === 'up' ? -1 : 1);
      if (to < 0 || to >= notebook.cells.length) return null;
      return { text: moveCell(text, cell, to), of: '', focus: to };
    }
    case 'duplicate':
      return { text: duplicateCell(text, cell), of: '', focus: index + 1 };
    case 'delete':
      return { text: removeCell(text, cell), of: '', focus: index };
    default:
      what satisfies never;
      return null;
  }
}

function toValues({ columns, rows }: DatasetCell): string[][] {
  return rows.map(({ vars }) => columns.map((name) => vars[name] ?? ''));
}
