import type { MatrixCell, Notebook } from './notebook.ts';

/** A dataset that a matrix can name. */
export interface NamedDataset {
  id: string;
  /** Of its cell. */
  index: number;
  /** Whether it is there and cannot be read: its file, or what is written in it. */
  isBroken: boolean;
}

/** The datasets of a notebook in order, those that cannot be read among them; of several with one id the first. */
export function datasetsOf({ cells }: Pick<Notebook, 'cells'>): NamedDataset[] {
  const found = new Map<string, NamedDataset>();
  for (const cell of cells) {
    const isBroken = cell.kind === 'other' && cell.broken && cell.language === 'dataset';
    const id = cell.kind === 'dataset' ? cell.id : isBroken ? cell.info['id'] : undefined;
    if (id !== undefined && !found.has(id)) found.set(id, { id, index: cell.index, isBroken });
  }
  return [...found.values()];
}

/** Whether it is known which rows a matrix has: it asks for none, or its dataset can be read. */
export function knowsRows({ data }: Pick<MatrixCell, 'data'>, { cells }: Pick<Notebook, 'cells'>): boolean {
  return data === null || cells.some((cell) => cell.kind === 'dataset' && cell.id === data);
}
