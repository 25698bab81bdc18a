import { cellText, duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../core/arrange.ts';
import { replaceDataset } from '../../core/dataset-body.ts';
import { toEditableTable } from '../../core/editable-table.ts';
import { replaceBody, replaceInfo } from '../../core/edit.ts';
import { parseNotebook } from '../../core/format.ts';
import { addLevel, stepLevels } from '../../core/levels-step.ts';
import { fromLevelsField } from '../../core/levels-field.ts';
import { idFault, renameId } from '../../core/rename-id.ts';
import { missingVariables, renameVariable, variablesOf } from '../../core/template-use.ts';
import { toViewEdit, toViewText } from '../../core/write-view.ts';
import { setYamlKey, setYamlList } from '../../core/yaml-edit.ts';
import { insertPersona } from '../side/persona-insert.ts';

/** All that reads and changes the text of a notebook. Half of the page's code: loaded when somebody is about to edit. */
export const notebookTools = {
  parseNotebook,
  replaceBody,
  replaceDataset,
  replaceInfo,
  idFault,
  renameId,
  setYamlKey,
  setYamlList,
  toEditableTable,
  fromLevelsField,
  addLevel,
  stepLevels,
  missingVariables,
  renameVariable,
  variablesOf,
  toViewEdit,
  toViewText,
  cellText,
  duplicateCell,
  insertCell,
  insertPersona,
  moveCell,
  pasteCells,
  removeCell,
};

/** See {@link notebookTools}. */
export type NotebookTools = typeof notebookTools;
