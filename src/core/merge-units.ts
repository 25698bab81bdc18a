import { diffArrays } from 'diff';
import type { Block } from './fence.ts';
import { parseInfo, toInfoRecord } from './info-string.ts';
import { toLf } from './line-index.ts';
import { scanBlocks } from './scan.ts';

/** A piece of a notebook that is merged as a whole: what stands before the first cell, or one cell. */
export interface MergeUnit {
  /** `head`, `note`, or the first word of a fence. */
  kind: string;
  /** What names it in its notebook, such as `persona chef`; null for prose and for what has no name. */
  key: string | null;
  /** Its text without the blanks after it, and those. */
  text: string;
  gap: string;
}

/** A notebook cut into units, the head first; null where a fence or a comment is never closed: all below it hangs on it. */
export function toMergeUnits(text: string): MergeUnit[] | null {
  const { blocks, openComment } = scanBlocks(text);
  if (openComment !== null || blocks.some(({ closed }) => !closed)) return null;
  const head = { kind: 'head', key: 'head', ...cutGap(text.slice(0, blocks[0]?.start ?? text.length)) };
  const seen = new Map<string, number>();
  const toUnit = (block: Block): MergeUnit => {
    const { kind, name } = nameOf(block);
    let key: string | null = null;
    if (name !== null) {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      key = count === 1 ? name : `${name} (${count})`;
    }
    return { kind, key, ...cutGap(text.slice(block.start, block.end)) };
  };
  return [head, ...blocks.map(toUnit)];
}

function nameOf(block: Block): { kind: string; name: string | null } {
  if (block.kind === 'note') return { kind: 'note', name: null };
  const info = parseInfo(block.info);
  const { id, for: matrix, of } = toInfoRecord(info);
  const named = id ?? matrix ?? of;
  return { kind: info.language, name: named === undefined ? null : `${info.language} ${named}` };
}

function cutGap(text: string): { text: string; gap: string } {
  const cut = text.trimEnd();
  return { text: cut, gap: text.slice(cut.length) };
}

/** For each unit of `side` the place of the unit of `base` that it was; null for a new one. By name, wherever it stands now;
 * else by text; else by kind, where what stands beside it is the same. */
export function matchUnits(base: readonly MergeUnit[], side: readonly MergeUnit[]): (number | null)[] {
  const of = side.map((): number | null => null);
  const to = base.map((): number | null => null);
  const pair = (at: number, was: number): void => {
    of[at] = was;
    to[was] = at;
  };
  const places = new Map(base.flatMap(({ key }, index) => (key === null ? [] : [[key, index] as const])));
  for (const [at, { key }] of side.entries()) {
    const was = key === null ? undefined : places.get(key);
    if (was !== undefined) pair(at, was);
  }
  pairEqual(base, side, of, to, pair);
  // What was written anew stands where it stood: after, or before, the same neighbour.
  const pairBeside = (was: number, step: 1 | -1): void => {
    const beside = to[was - step];
    const at = beside === null || beside === undefined ? -1 : beside + step;
    if (to[was] === null && side[at] && of[at] === null && side[at].kind === base[was]?.kind) pair(at, was);
  };
  for (let was = 0; was < base.length; was += 1) pairBeside(was, 1);
  for (let was = base.length - 1; was >= 0; was -= 1) pairBeside(was, -1);
  return of;
}

function pairEqual(
  base: readonly MergeUnit[],
  side: readonly MergeUnit[],
  of: readonly (number | null)[],
  to: readonly (number | null)[],
  pair: (at: number, was: number) => void,
): void {
  const free = (units: readonly MergeUnit[], paired: readonly (number | null)[]): number[] =>
    units.flatMap((_, index) => (paired[index] === null ? index : []));
  const [before, now] = [free(base, to), free(side, of)];
  const text = (units: readonly MergeUnit[], index: number): string => toLf(units[index]?.text ?? '');
  const changes = diffArrays(
    before.map((index) => text(base, index)),
    now.map((index) => text(side, index)),
  );
  let was = 0;
  let at = 0;
  for (const { added, removed, count = 0 } of changes) {
    for (let step = 0; step < count; step += 1) {
      if (!added && !removed) pair(now[at + step] ?? 0, before[was + step] ?? 0);
    }
    if (!added) was += count;
    if (!removed) at += count;
  }
}
