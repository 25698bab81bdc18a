/** How the names of notebooks end. */
export const NOTEBOOK_SUFFIX = '.gamut.md';

/** How the names of pinned results end. */
export const PINS_SUFFIX = '.results.jsonl';

/** The file of a notebook's pinned results, beside it. */
export function pinsNameOf(name: string): string {
  return name.slice(0, -NOTEBOOK_SUFFIX.length) + PINS_SUFFIX;
}

/** A name with a number before its ending: `tone-2.gamut.md`; a number that is there goes on from there. With 1, the name as
 * it is. */
export function toNumbered(name: string, number: number): string {
  if (number === 1) return name;
  const [, path = '', stem = '', ending = ''] =
    /^((?:.*\/)?)(.+?)(\.gamut\.md|\.results\.jsonl|\.[^./]*)?$/s.exec(name) ?? [];
  const [, bare = stem, digits] = /^(.+)-(\d{1,6})$/.exec(stem) ?? [];
  return `${path}${bare}-${Number(digits ?? 1) + number - 1}${ending}`;
}
