import { cutToBytes } from '../core/cut-bytes.ts';

/** How the names of notebooks end. */
export const NOTEBOOK_SUFFIX = '.gamut.md';

/** How the names of pinned results end. */
export const PINS_SUFFIX = '.results.jsonl';

/** The file of a notebook's pinned results, beside it. */
export function pinsNameOf(name: string): string {
  return name.slice(0, -NOTEBOOK_SUFFIX.length) + PINS_SUFFIX;
}

/** A file's name is no longer than this, in bytes, with the longest ending that one of its stem may have. */
const LONGEST_STEM = 255 - PINS_SUFFIX.length;

/** A name with a number before its ending: `tone-2.gamut.md`; a number that is there goes on from there. With 1, the name as
 * it is. A name that would be too long for a file is shortened. */
export function toNumbered(name: string, number: number): string {
  if (number === 1) return name;
  const [, path = '', stem = '', ending = ''] =
    /^((?:.*\/)?)(.+?)(\.gamut\.md|\.results\.jsonl|\.[^./]*)?$/s.exec(name) ?? [];
  const [, bare = stem, digits] = /^(.+)-(\d{1,6})$/.exec(stem) ?? [];
  const counter = `-${Number(digits ?? 1) + number - 1}`;
  return `${path}${cutToBytes(bare, LONGEST_STEM - counter.length)}${counter}${ending}`;
}
