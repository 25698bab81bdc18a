import type { Block, FrontMatter } from './fence.ts';
import type { Cell, Notebook, Problem } from './notebook.ts';
import type { Front } from './read-front-matter.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** What the reading of a cell depends on besides its own text. */
export interface ReadingGround {
  files: Record<string, string>;
  fileErrors: Record<string, Text>;
  defaults: Record<string, Value>;
}

/** A cell as it was read from its own text, and what was wrong with that. */
export interface ReadCell {
  cell: Cell;
  problems: readonly Problem[];
}

/** The front matter as it was read. `text`: that of the file up to its end. */
export interface ReadFront {
  text: string;
  front: Front;
  problems: readonly Problem[];
}

/** What is remembered of a notebook that was read: on which ground, and what of which block. */
interface Memory {
  ground: ReadingGround;
  front: ReadFront;
  blocks: readonly Block[];
  read: readonly ReadCell[];
}

const memories = new WeakMap<Notebook, Memory>();

/** Of a cell that was read once and stands elsewhere by now: the cell it was read as. */
const originals = new WeakMap<Cell, Cell>();

function originalOf(cell: Cell): Cell {
  return originals.get(cell) ?? cell;
}

/** Remembers how a notebook was read, so that the next one need read only the cells that are others. */
export function remember(notebook: Notebook, memory: Memory): void {
  memories.set(notebook, memory);
}

/** What the front matter hangs on: all of the text up to its end. */
export function frontTextOf(text: string, frontMatter: FrontMatter | null): string {
  return frontMatter?.closed ? text.slice(0, frontMatter.bodyEnd) : '';
}

/** The front matter of the notebook before, where it is the same; null where it must be read. */
export function frontOf(
  previous: Notebook | null,
  text: string,
  frontMatter: FrontMatter | null,
): ReadFront | null {
  const known = previous && memories.get(previous)?.front;
  if (!known || !frontMatter?.closed) return null;
  return known.text === frontTextOf(text, frontMatter) ? known : null;
}

/**
 * Finds the cell that a block was read as before: same info, same body, and whatever else it was read from the same. Where it
 * stands at the very same place it is the very same object, so that whoever has it need not look at it again; elsewhere what was
 * read of it is kept. null where it must be read.
 */
export function createReuse(
  previous: Notebook | null,
  ground: ReadingGround,
  count: number,
): (block: Block, index: number) => ReadCell | null {
  const memory = previous && memories.get(previous);
  if (!memory) return () => null;
  const { blocks, read } = memory;
  const isSameGround = createGroundCheck(memory.ground, ground);
  let places: Map<string, number[]> | null = null;
  const placesOf = (block: Block): readonly number[] => {
    places ??= Map.groupBy(blocks.keys(), (at) => keyOf(blocks[at]));
    return places.get(keyOf(block)) ?? [];
  };
  const take = (block: Block, index: number, at: number): ReadCell | null => {
    const was = blocks[at];
    const known = read[at];
    if (!was || !known || !isSameText(was, block)) return null;
    // What is wrong may be said with the number of its line.
    const isSound = known.problems.length === 0;
    if (!isSound && (was.line !== block.line || columnOf(was) !== columnOf(block))) return null;
    if (!isSameGround(known)) return null;
    if (index === at && was.start === block.start && was.line === block.line) return known;
    const { line, start, end, bodyStart, bodyEnd } = block;
    const cell = { ...known.cell, index, line, start, end, bodyStart, bodyEnd };
    originals.set(cell, originalOf(known.cell));
    return { cell, problems: known.problems.map((problem) => ({ ...problem, cell: index })) };
  };
  return (block, index) => {
    if (!block.closed) return null;
    // Most stand where they stood, from the beginning or from the end.
    const known = take(block, index, index) ?? take(block, index, index + blocks.length - count);
    if (known) return known;
    for (const at of placesOf(block)) {
      const elsewhere = take(block, index, at);
      if (elsewhere) return elsewhere;
    }
    return null;
  };
}

function keyOf(block: Block | undefined): string {
  return block ? `${block.kind} ${block.info} ${block.body.length}` : '';
}

function columnOf({ start, lineStart }: Block): number {
  return start - lineStart;
}

function isSameText(one: Block, other: Block): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.closed === other.closed &&
      one.end - one.start === other.end - other.start &&
      one.info === other.info &&
      one.body === other.body)
  );
}

function createGroundCheck(before: ReadingGround, now: ReadingGround): (known: ReadCell) => boolean {
  let hasSameDefaults: boolean | null = null;
  return ({ cell, problems }) => {
    const kind = cell.kind === 'other' ? cell.language : cell.kind;
    if (kind === 'matrix') {
      hasSameDefaults ??= toCanonicalJson(before.defaults) === toCanonicalJson(now.defaults);
      return hasSameDefaults;
    }
    const src = kind === 'dataset' ? cell.info['src'] : undefined;
    if (src === undefined) return true;
    if (problems.length === 0) return before.files[src] === now.files[src];
    return before.files === now.files && before.fileErrors === now.fileErrors;
  };
}

/** Where a cell stands, which is nothing that is seen of it. */
const PLACE: ReadonlySet<string> = new Set(['line', 'start', 'end', 'bodyStart', 'bodyEnd', 'info']);

/** Whether two cells show the same: they may stand at other places of the file, but at the same one among the cells. */
export function isSameCell(one: Cell | null | undefined, other: Cell | null | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || one.index !== other.index || one.kind !== other.kind) return false;
  // Of a large notebook that is asked with each key for every cell: most only stand a letter further on.
  if (originalOf(one) === originalOf(other)) return true;
  if (one.info !== other.info && JSON.stringify(one.info) !== JSON.stringify(other.info)) return false;
  for (const name in one) if (!(name in other)) return false;
  for (const name in other) {
    const was: unknown = Reflect.get(one, name);
    const value: unknown = Reflect.get(other, name);
    if (value === was ? name in one : PLACE.has(name)) continue;
    // The same text read a second time: other objects that say the same.
    if (typeof value !== 'object' || JSON.stringify(was) !== JSON.stringify(value)) return false;
  }
  return true;
}
