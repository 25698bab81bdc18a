/** Where folds are kept between visits. */
export type FoldStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Under which name the folds of a notebook are kept. */
export const foldKey = (notebook: string): string => `gamut.folded ${notebook}`;

/** The names of the cells of a notebook that were folded when it was left. */
export function readFolds(notebook: string, storage: FoldStorage): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(foldKey(notebook)) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}

/** Keeps which cells are folded. Names of cells that are gone are kept no longer. */
export function writeFolds(
  notebook: string,
  folded: ReadonlySet<string>,
  names: readonly string[],
  storage: FoldStorage,
): void {
  const there = names.filter((name) => folded.has(name));
  if (there.length === 0) storage.removeItem(foldKey(notebook));
  else storage.setItem(foldKey(notebook), JSON.stringify(there));
}
