import type { Cell, Notebook } from '../../core/notebook.ts';
import { foldKey } from '../cells/fold-memory.ts';
import { stateKey } from '../results/view-state.ts';
import type { RunBudgets } from './run-budgets.ts';
import type { Subject } from './subject.ts';

// What this browser keeps of a notebook or a matrix is kept by its name, and goes along when that is another.

/** Where it is kept. */
export type KeptStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** An id that has become another one. */
export interface Renamed {
  from: string;
  to: string;
}

/** The matrices that have another id, where no cell came or went: however it was changed, by undo and in the file too. */
export function renamedMatrices(before: readonly Cell[], now: readonly Cell[]): Renamed[] {
  if (before.length !== now.length) return [];
  const idsOf = (cells: readonly Cell[]) =>
    cells.map((cell) => (isMatrix(cell) ? (cell.info['id'] ?? '') : null));
  const [was, is] = [idsOf(before), idsOf(now)];
  return was.flatMap((from, at) => {
    const to = is[at];
    // Two that have changed places are not meant.
    return from !== null && typeof to === 'string' && !is.includes(from) && !was.includes(to)
      ? [{ from, to }]
      : [];
  });
}

function isMatrix(cell: Cell): boolean {
  return (cell.kind === 'other' ? cell.language : cell.kind) === 'matrix';
}

/** Has what is kept of the matrices of an open notebook go along with their ids. */
export function followMatrices(
  store: Subject & { readonly name: string; readonly notebook: Notebook },
  budgets: RunBudgets,
  storage: KeptStorage = localStorage,
): void {
  let { notebook } = store;
  store.subscribe(() => {
    const now = store.notebook;
    if (now === notebook) return;
    for (const { from, to } of renamedMatrices(notebook.cells, now.cells)) {
      budgets.moveMatrix(store.name, from, to);
      const [old, next] = [stateKey(store.name, from), stateKey(store.name, to)];
      moveKept(storage, (key) => (key === old ? next : key));
    }
    notebook = now;
  });
}

/** Has what is kept of a notebook go along with its name. */
export function moveNotebookKept(
  from: string,
  to: string,
  budgets: RunBudgets,
  storage: KeptStorage = localStorage,
): void {
  budgets.moveNotebook(from, to);
  moveKept(storage, (key) => {
    if (key === foldKey(from)) return foldKey(to);
    const matrix = key.split(' ')[1] ?? '';
    return key === stateKey(from, matrix) ? stateKey(to, matrix) : key;
  });
}

function moveKept(storage: KeptStorage, toKey: (key: string) => string): void {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const key of keys) {
    const next = toKey(key);
    const kept = next === key ? null : storage.getItem(key);
    if (kept === null) continue;
    storage.removeItem(key);
    try {
      storage.setItem(next, kept);
    } catch {
      // A browser that keeps nothing more.
    }
  }
}
