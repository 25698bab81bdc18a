/** What the address of the page says: which notebook, and the screen of its presentation, 1-based (null: not presented). */
export interface Address {
  name: string;
  slide: number | null;
}

/** Reads `#/tone.gamut.md`, `#/tone.gamut.md?present` and `#/tone.gamut.md?present=3`. */
export function readAddress(hash: string): Address {
  const [, path = '', present, slide] = /^#?\/?(.*?)(\?present(?:=(\d+))?)?$/.exec(hash) ?? [];
  let name = '';
  try {
    name = decodeURIComponent(path);
  } catch {
    // An address that nobody made: as good as none.
  }
  return { name, slide: present === undefined ? null : Math.max(1, Number(slide ?? 1)) };
}

/** The address of a notebook, or of a screen of its presentation. */
export function toHash({ name, slide }: Address): string {
  const present = slide === null ? '' : slide === 1 ? '?present' : `?present=${slide}`;
  return `#/${encodeURI(name)}${present}`;
}
