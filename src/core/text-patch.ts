/** How one text becomes another: at an offset (UTF-16) some characters are cut out and others put in. */
export interface TextPatch {
  at: number;
  /** How many characters go. */
  cut: number;
  put: string;
}

/** So much is compared at once, then ever smaller pieces: whole ones are by far faster compared than their characters. */
const PIECE = 2 ** 16;

/** How many characters two texts begin with alike. */
export function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  for (let size = PIECE; size >= 1; size /= 2)
    while (at + size <= most && one.slice(at, at + size) === other.slice(at, at + size)) at += size;
  return at;
}

/** How many characters two texts end with alike, of `most` at most. */
export function commonEnd(one: string, other: string, most: number): number {
  const pieceOf = (text: string, at: number, size: number): string =>
    text.slice(text.length - at - size, text.length - at);
  let at = 0;
  for (let size = PIECE; size >= 1; size /= 2)
    while (at + size <= most && pieceOf(one, at, size) === pieceOf(other, at, size)) at += size;
  return at;
}

/** The smallest single change that makes `to` of `from`. */
export function patchOf(from: string, to: string): TextPatch {
  if (from === to) return { at: 0, cut: 0, put: '' };
  const at = commonStart(from, to);
  const end = commonEnd(from, to, Math.min(from.length, to.length) - at);
  return { at, cut: from.length - at - end, put: to.slice(at, to.length - end) };
}

/** The text that a patch makes of another. */
export function applyPatch(text: string, { at, cut, put }: TextPatch): string {
  return text.slice(0, at) + put + text.slice(at + cut);
}

/** The patch that takes another one back. `text` is what that one is applied to. */
export function inverseOf({ at, cut, put }: TextPatch, text: string): TextPatch {
  return { at, cut: put.length, put: text.slice(at, at + cut) };
}
