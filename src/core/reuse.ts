import type { Cell, CellSource, Notebook } from './notebook.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** What the reading of a cell depends on besides its own text. */
export interface ReadingGround {
  files: Record<string, string>;
  fileErrors: Record<string, Text>;
  defaults: Record<string, Value>;
}

/** What is remembered of a notebook that was read: on which ground, and which of its cells had nothing wrong of their own. */
interface Memory extends ReadingGround {
  sound: ReadonlySet<Cell>;
}

const memories = new WeakMap<Notebook, Memory>();

/** Remembers how a notebook was read, so that the next one need read only the cells that are others. */
export function remember(notebook: Notebook, ground: ReadingGround, sound: ReadonlySet<Cell>): void {
  memories.set(notebook, { ...ground, sound });
}

/**
 * Finds the cell that a source was read as before: same kind, same info, same body, nothing wrong with it, and whatever
 * else it was read from the same. Where it stands at the very same place it is the very same object, so that whoever has
 * it need not look at it again; elsewhere what was read of it is kept. null where it must be read.
 */
export function createReuse(
  previous: Notebook | null,
  ground: ReadingGround,
): (kind: string, source: CellSource) => Cell | null {
  const memory = previous && memories.get(previous);
  if (!memory) return () => null;
  const isSameGround = (kind: string, { info }: CellSource): boolean => {
    if (kind === 'matrix') return toCanonicalJson(memory.defaults) === toCanonicalJson(ground.defaults);
    if (kind !== 'dataset' || info['src'] === undefined) return true;
    return memory.files === ground.files && memory.fileErrors === ground.fileErrors;
  };
  const byInfo = Map.groupBy(memory.sound, (cell) => keyOf(cell.kind, cell));
  return (kind, source) => {
    const alike = byInfo.get(keyOf(kind, source))?.filter(({ body }) => body === source.body) ?? [];
    const found = alike.find(({ index }) => index === source.index) ?? alike[0];
    if (!found || !isSameGround(kind, source)) return null;
    return isSamePlace(found, source) ? found : { ...found, ...source };
  };
}

function keyOf(kind: string, { info }: CellSource): string {
  return `${kind} ${JSON.stringify(info)}`;
}

function isSamePlace(one: CellSource, other: CellSource): boolean {
  return (
    one.index === other.index &&
    one.line === other.line &&
    one.start === other.start &&
    one.end === other.end &&
    one.bodyStart === other.bodyStart &&
    one.bodyEnd === other.bodyEnd
  );
}

/** Where a cell stands, which is nothing that is seen of it. */
const PLACE: ReadonlySet<string> = new Set(['line', 'start', 'end', 'bodyStart', 'bodyEnd', 'info']);

/** Whether two cells show the same: they may stand at other places of the file, but at the same one among the cells. */
export function isSameCell(one: Cell | null | undefined, other: Cell | null | undefined): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  const before: Record<string, unknown> = { ...one };
  const now: Record<string, unknown> = { ...other };
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  for (const name of names) {
    if (PLACE.has(name) || before[name] === now[name]) continue;
    // The same text read a second time: other objects that say the same.
    if (typeof now[name] !== 'object' || JSON.stringify(before[name]) !== JSON.stringify(now[name]))
      return false;
  }
  return JSON.stringify(one.info) === JSON.stringify(other.info);
}
