import { graphemeBoundaries } from './grapheme.ts';

/** How many bytes of UTF-8 a code point takes. */
function bytesOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** The beginning of a text that takes at most so many bytes of UTF-8, in whole characters as a reader counts them. */
export function cutToBytes(text: string, most: number): string {
  const isBoundary = graphemeBoundaries(text);
  let bytes = 0;
  let end = 0;
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    bytes += bytesOf(point);
    if (bytes > most) return text.slice(0, end);
    at += point > 0xffff ? 2 : 1;
    if (isBoundary(at)) end = at;
  }
  return text;
}
