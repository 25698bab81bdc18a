import { cellText, duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../core/arrange.ts';
import { toEditableTable } from '../../core/editable-table.ts';
import { replaceBody, replaceInfo, replaceNote } from '../../core/edit.ts';
import { parseNotebook } from '../../core/format.ts';
import { addLevel, stepLevels } from '../../core/levels-step.ts';
import { isLevelOf } from '../../core/parameter-level.ts';
import { fromLevelsText } from '../../core/read-levels.ts';
import { missingVariables, renameVariable, variablesOf } from '../../core/template-use.ts';
import { toViewEdit, toViewText } from '../../core/write-view.ts';
import { setYamlKey, setYamlList } from '../../core/yaml-edit.ts';

/** All that reads and changes the text of a notebook. Half of the page's code: loaded when somebody is about to edit. */
export const notebookTools = {
  parseNotebook,
  replaceBody,
  replaceInfo,
  replaceNote,
  setYamlKey,
  setYamlList,
  toEditableTable,
  fromLevelsText,
  addLevel,
  stepLevels,
  isLevelOf,
  missingVariables,
  renameVariable,
  variablesOf,
  toViewEdit,
  toViewText,
  cellText,
  duplicateCell,
  insertCell,
  moveCell,
  pasteCells,
  removeCell,
};

/** See {@link notebookTools}. */
export type NotebookTools = typeof notebookTools;
