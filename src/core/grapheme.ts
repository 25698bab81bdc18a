const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether a code unit is one that joins with no neighbour that is such a one too, CR LF apart: printable ASCII, line
 * ends, whole Hangul syllables, kana without the combining marks, Han. */
function isPlain(unit: number): boolean {
  return (
    (unit >= 0x20 && unit < 0x7f) ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    unit === 0x0a ||
    unit === 0x09
  );
}

/**
 * Tells for any UTF-16 offset of a text whether a grapheme begins (or the text ends) there, by UAX #29 as
 * `Intl.Segmenter` knows it. Between plain characters, which is nearly everywhere, it answers without the segmenter:
 * that makes it some hundred times faster on usual text.
 */
export function graphemeBoundaries(text: string): (offset: number) => boolean {
  let segments: Intl.Segments | null = null;
  return (offset) => {
    if (offset <= 0 || offset >= text.length) return true;
    if (isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))) return true;
    segments ??= SEGMENTER.segment(text);
    return segments.containing(offset)?.index === offset;
  };
}

/** How many graphemes a text has: what a reader would count as characters. */
export function countGraphemes(text: string): number {
  const isBoundary = graphemeBoundaries(text);
  let count = 0;
  for (let offset = 0; offset < text.length; offset++) if (isBoundary(offset)) count++;
  return count;
}
