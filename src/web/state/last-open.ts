import type { Cell } from '../../core/notebook.ts';

const NAME = 'gamut.notebook';
const MATRIX = 'gamut.matrix';

/** The notebook that was open last in this browser, its first matrix; empty for none. */
export function lastOpen(): { name: string; matrix: string } {
  return { name: localStorage.getItem(NAME) ?? '', matrix: localStorage.getItem(MATRIX) ?? '' };
}

/** Remembers which notebook is open. */
export function keepLastOpen({ name, matrix }: { name: string; matrix: string }): void {
  localStorage.setItem(NAME, name);
  localStorage.setItem(MATRIX, matrix);
}

/** The id of a notebook's first matrix; empty for none. */
export function firstMatrix({ cells }: { cells: readonly Pick<Cell, 'kind' | 'info'>[] }): string {
  return cells.find((cell) => cell.kind === 'matrix')?.info['id'] ?? '';
}
