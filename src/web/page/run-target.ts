import { cellsOf, type Cell, type Notebook } from '../../core/notebook.ts';

/** The matrices that a run asked for at a cell means: its own, those that use it, or, for a note, none in particular. */
export function matricesOfCell(notebook: Notebook, cell: Cell): string[] {
  const matrices = cellsOf(notebook, 'matrix');
  const idsWhere = (isMeant: (matrix: (typeof matrices)[number]) => boolean) =>
    matrices.filter(isMeant).map(({ id }) => id);
  switch (cell.kind) {
    case 'matrix':
      return [cell.id];
    case 'assert':
    case 'view':
    case 'chart':
      return idsWhere(({ id }) => id === cell.of);
    case 'persona':
      return idsWhere(({ personas }) => personas.includes(cell.id));
    case 'prompt':
      return idsWhere(({ prompts }) => prompts.includes(cell.id));
    case 'dataset':
      return idsWhere(({ data }) => data === cell.id);
    case 'note':
    case 'other':
      return [];
    default:
      cell satisfies never;
      return [];
  }
}
