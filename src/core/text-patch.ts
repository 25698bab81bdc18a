/** How one text becomes another: at an offset (UTF-16) some characters are cut out and others put in. */
export interface TextPatch {
  at: number;
  /** How many characters go. */
  cut: number;
  put: string;
}

/** So much is compared at once: whole pieces of a text are, by far, faster compared than its characters. */
const PIECE = 4096;

/** How many characters two texts begin with alike. */
export function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.slice(at, at + PIECE) === other.slice(at, at + PIECE)) at += PIECE;
  at = Math.min(at, most);
  while (at < most && one[at] === other[at]) at += 1;
  return at;
}

/** How many characters two texts end with alike, of `most` at most. */
export function commonEnd(one: string, other: string, most: number): number {
  const endOf = (text: string, at: number): string =>
    text.slice(Math.max(text.length - most, text.length - at - PIECE), text.length - at);
  let at = 0;
  while (at < most && endOf(one, at) === endOf(other, at)) at += PIECE;
  at = Math.min(at, most);
  while (at < most && one[one.length - at - 1] === other[other.length - at - 1]) at += 1;
  return at;
}

/** The smallest single change that makes `to` of `from`. */
export function patchOf(from: string, to: string): TextPatch {
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
