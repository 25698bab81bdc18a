import { checkValueText } from '../../core/check-edit.ts';
import { checkTemplateFault } from '../../core/check-template.ts';
import { schemaTextFault, toEditableChecks } from '../../core/editable-checks.ts';
import { toEditableTable } from '../../core/editable-table.ts';
import { parseNotebook } from '../../core/format.ts';
import { addLevel, stepLevels } from '../../core/levels-step.ts';
import { fromLevelsField } from '../../core/levels-field.ts';
import { idFault } from '../../core/rename-id.ts';
import { missingVariables, renameVariable, variablesOf } from '../../core/template-use.ts';
import { doEdit } from './do-edit.ts';
import { placesAfter } from './places-after.ts';

/** All that reads and changes the text of a notebook. Half of the page's code: loaded when somebody is about to edit. */
export const notebookTools = {
  parseNotebook,
  doEdit,
  placesAfter,
  idFault,
  checkValueText,
  checkTemplateFault,
  schemaTextFault,
  toEditableChecks,
  toEditableTable,
  fromLevelsField,
  addLevel,
  stepLevels,
  missingVariables,
  renameVariable,
  variablesOf,
};

/** See {@link notebookTools}. */
export type NotebookTools = typeof notebookTools;
