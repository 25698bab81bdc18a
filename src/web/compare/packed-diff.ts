import type { Similarity } from '../../core/similarity.ts';
import type { DiffPart } from '../../core/text-diff.ts';

/** Two texts to be compared, and the language of their words (BCP 47). */
export interface DiffOrder {
  before: string;
  now: string;
  locale: string;
}

/** What a comparison tells: how far it is, 0 to 1, or what came of it. */
export type DiffNews = { share: number } | { packed: Int32Array; similarity: Similarity };

const KINDS = ['same', 'removed', 'added'] as const;

/** The parts of a difference as numbers, a kind and a length each: whoever has the texts needs no more. */
export function packParts(parts: readonly DiffPart[]): Int32Array {
  return Int32Array.from(parts.flatMap(({ kind, text }) => [KINDS.indexOf(kind), text.length]));
}

/** The parts that were packed, of the same texts. */
export function unpackParts(
  packed: Int32Array,
  { before, now }: Pick<DiffOrder, 'before' | 'now'>,
): DiffPart[] {
  const parts: DiffPart[] = [];
  let [inBefore, inNow] = [0, 0];
  for (let at = 0; at < packed.length; at += 2) {
    const kind = KINDS[packed[at] ?? 0] ?? 'same';
    const length = packed[at + 1] ?? 0;
    parts.push({
      kind,
      text: kind === 'removed' ? before.slice(inBefore, inBefore + length) : now.slice(inNow, inNow + length),
    });
    if (kind !== 'added') inBefore += length;
    if (kind !== 'removed') inNow += length;
  }
  return parts;
}
