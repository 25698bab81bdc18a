import { duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../core/arrange.ts';
import { editChecks } from '../../core/check-edit.ts';
import { replaceDataset } from '../../core/dataset-body.ts';
import { replaceBody, replaceInfo } from '../../core/edit.ts';
import { parseNotebook } from '../../core/format.ts';
import { fromLevelsField } from '../../core/levels-field.ts';
import type { Cell, DatasetCell, Notebook } from '../../core/notebook.ts';
import { renameColumnUses } from '../../core/rename-column.ts';
import { idFault, renameId } from '../../core/rename-id.ts';
import { toEditableTable } from '../../core/editable-table.ts';
import { doTableDeed, type TableDeed } from '../../core/table-deed.ts';
import { labelAfter } from '../../core/table-label.ts';
import { doTurnDeed } from '../../core/turn-deed.ts';
import { renameVariable } from '../../core/template-use.ts';
import { toViewEdit, toViewText } from '../../core/write-view.ts';
import { setYamlKey, setYamlList } from '../../core/yaml-edit.ts';
import { newCellText } from '../cells/new-cell-text.ts';
import { insertPersona } from '../side/persona-insert.ts';
import type { NotebookEdit } from './notebook-edit.ts';

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
      return to(insertCell(text, edit.index, edit.text));
    case 'new':
      return to(insertCell(text, edit.index, newCellText(edit.kind, notebook)), { focus: edit.index });
    case 'paste': {
      const pasted = pasteCells(text, edit.index, edit.markdown);
      return pasted.count === 0 ? null : to(pasted.text, { focus: edit.index });
    }
    case 'persona': {
      const put = insertPersona(text, edit.persona);
      return to(put.text, { focus: put.index });
    }
    case 'body':
    case 'table':
    case 'turns':
    case 'key':
    case 'checks':
    case 'levels':
    case 'info':
    case 'rename-id':
    case 'take-in':
    case 'model':
    case 'variable':
    case 'view':
    case 'add-view':
    case 'arrange':
      return editCell(edit, { text, notebook, files });
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
      | 'table'
      | 'turns'
      | 'key'
      | 'checks'
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
function editCell(edit: CellEdit, { text, notebook, files }: Edits): Edited | null {
  const { index } = edit;
  const cell = notebook.cells[index];
  if (!cell) return null;
  const of = 'part' in edit ? `cell ${index} ${edit.part}` : '';
  const withBody = (body: string, step = ''): Edited => ({
    text: replaceBody(text, cell, body),
    of: step,
    focus: null,
  });
  switch (edit.do) {
    case 'body':
      return withBody(edit.body, of);
    case 'table': {
      // One that cannot be used because of its rows is mended in its table too.
      const table = cell.kind === 'dataset' ? cell : toEditableTable(cell);
      return table?.src === null ? withTable(table, edit.deed, of, { text, files }) : null;
    }
    case 'turns':
      return withBody(doTurnDeed(cell.body, edit.deed), of);
    case 'key': {
      const { key, value, part, isByLine } = edit;
      const body =
        isByLine && Array.isArray(value)
          ? setYamlList(cell.body, key, value)
          : setYamlKey(cell.body, key, value);
      return withBody(body, part && of);
    }
    case 'checks':
      return withBody(editChecks(cell.body, edit.edit), edit.part && of);
    case 'levels': {
      const levels = fromLevelsField(edit.name, edit.written);
      return levels === null ? null : withBody(setYamlKey(cell.body, edit.name, levels));
    }
    case 'info':
      return { text: replaceInfo(text, cell, edit.info), of: edit.part && of, focus: null };
    case 'rename-id': {
      if (idFault(notebook, cell, edit.id) !== null) return null;
      return { text: renameId(text, notebook, cell, edit.id), of: '', focus: null };
    }
    case 'take-in': {
      if (cell.kind !== 'dataset' || cell.src === null) return null;
      const { src, format } = cell;
      // The rows as the file has them; those of a table that the notebook has no format for are written anew.
      const body = src.endsWith('.tsv')
        ? replaceDataset(cell, cell.columns, toValues(cell))
        : (files[src] ?? '')
            .replace(/^\uFEFF/, '')
            .replace(/\r\n?/g, '\n')
            .replace(/\n+$/, '');
      const filled = replaceBody(text, cell, body);
      const now = parseNotebook(filled, { files }).cells[index];
      if (!now) return null;
      return { text: replaceInfo(filled, now, { src: null, format }), of: '', focus: null };
    }
    case 'model': {
      if (cell.kind !== 'matrix') return null;
      const { models } = cell;
      const { model } = edit;
      const next = models.includes(model) ? models.filter((one) => one !== model) : [...models, model];
      const [only] = next;
      // A matrix without a model is none.
      if (only === undefined) return null;
      return withBody(setYamlKey(cell.body, 'model', next.length === 1 ? only : next));
    }
    case 'variable':
      return withBody(renameVariable(cell.body, edit.from, edit.to), `cell ${index} variable ${edit.from}`);
    case 'view': {
      if (cell.kind !== 'view') return null;
      const { layout, body } = toViewEdit(cell, edit.state);
      const laidOut = layout ? replaceInfo(text, cell, { layout }) : text;
      const now = parseNotebook(laidOut).cells[index];
      const written = body === null || !now ? laidOut : replaceBody(laidOut, now, body);
      return { text: written, of: layout ? '' : `cell ${index} view`, focus: null };
    }
    case 'add-view':
      if (cell.kind !== 'matrix') return null;
      return {
        text: insertCell(text, index + 1, toViewText(cell, edit.state)),
        of: '',
        focus: null,
      };
    case 'arrange':
      return arrange(edit.what, index, { text, notebook });
    default:
      edit satisfies never;
      return null;
  }
}

/** Does something to a dataset's table. What names its rows goes with the column of that name, and so do the prompts and checks that
 * take its values. */
function withTable(
  cell: DatasetCell,
  deed: TableDeed,
  of: string,
  { text, files }: Pick<Edits, 'text' | 'files'>,
): Edited | null {
  const body = doTableDeed(cell, deed);
  const label = labelAfter(cell, deed);
  const asRead = (now: string) => parseNotebook(now, { files });
  let named = text;
  let now: Cell | undefined = cell;
  if (label !== cell.label) {
    named = replaceInfo(text, cell, { label });
    now = asRead(named).cells[cell.index];
  }
  if (!now) return null;
  const filled = replaceBody(named, now, body);
  if (deed.do !== 'rename-column') return { text: filled, of, focus: null };
  const names = { from: cell.columns[deed.at] ?? '', to: deed.name };
  return { text: renameColumnUses(filled, asRead(filled), cell, names), of, focus: null };
}

function arrange(
  what: 'up' | 'down' | 'duplicate' | 'delete',
  index: number,
  { text, notebook }: { text: string; notebook: Notebook },
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
