import { countExcluded } from './exclusion.ts';
import { findCell, type Axis, type MatrixCell, type Notebook } from './notebook.ts';

/** The axes of a matrix in order: prompt, persona, model, the swept parameters as written, and `row` where it has data. */
export function axesOf(matrix: MatrixCell, notebook: Notebook): Axis[] {
  const axes: Axis[] = [
    { name: 'prompt', levels: matrix.prompts },
    { name: 'persona', levels: matrix.personas },
    { name: 'model', levels: matrix.models },
    ...matrix.axes,
  ];
  if (matrix.data !== null) {
    const rows = findCell(notebook, 'dataset', matrix.data)?.rows ?? [];
    axes.push({ name: 'row', levels: rows.map((row) => row.id) });
  }
  return axes;
}

/** How many trials a matrix would make if it left none out. */
export function countAll(matrix: MatrixCell, notebook: Notebook): number {
  return axesOf(matrix, notebook).reduce((all, axis) => all * axis.levels.length, 1) * matrix.repeats;
}

/** How many trials a matrix makes, skipped ones included, without making them. */
export function countTrials(matrix: MatrixCell, notebook: Notebook): number {
  return countAll(matrix, notebook) - countExcluded(matrix, axesOf(matrix, notebook)) * matrix.repeats;
}
