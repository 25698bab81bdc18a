import { cellText, duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../core/arrange.ts';
import { replaceBody, replaceInfo, replaceNote } from '../../core/edit.ts';
import { parseNotebook } from '../../core/format.ts';
import { setYamlKey, setYamlList } from '../../core/yaml-edit.ts';

/** All that reads and changes the text of a notebook. Half of the page's code: loaded when somebody is about to edit. */
export const notebookTools = {
  parseNotebook,
  replaceBody,
  replaceInfo,
  replaceNote,
  setYamlKey,
  setYamlList,
  cellText,
  duplicateCell,
  insertCell,
  moveCell,
  pasteCells,
  removeCell,
};

/** See {@link notebookTools}. */
export type NotebookTools = typeof notebookTools;
