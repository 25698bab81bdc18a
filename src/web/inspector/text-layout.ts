/** A stretch of text that is painted in one bin. */
export interface Stretch {
  text: string;
  bin: number;
}

/** A stretch on its line; `left` and `width` in the measure's units. */
export interface PlacedStretch extends Stretch {
  left: number;
  width: number;
}

/** A word or a gap, with the bins of its graphemes. */
interface Word {
  graphemes: { text: string; bin: number; width: number }[];
  width: number;
  isGap: boolean;
}

const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' });

function toWords(stretches: readonly Stretch[], measure: (text: string) => number): (Word | 'newline')[] {
  const words: (Word | 'newline')[] = [];
  let word: Word | null = null;
  const widths = new Map<string, number>();
  const widthOf = (text: string) => {
    let width = widths.get(text);
    if (width === undefined) widths.set(text, (width = measure(text)));
    return width;
  };
  for (const { text, bin } of stretches) {
    for (const { segment } of graphemes.segment(text)) {
      if (/^\r?\n$/.test(segment)) {
        words.push('newline');
        word = null;
        continue;
      }
      const isGap = /^\s$/.test(segment);
      if (!word || word.isGap !== isGap) words.push((word = { graphemes: [], width: 0, isGap }));
      const width = widthOf(segment);
      word.graphemes.push({ text: segment, bin, width });
      word.width += width;
    }
  }
  return words;
}

/**
 * Breaks painted text into lines no wider than `width`: between words, as Korean is best read (`word-break: keep-all`), and
 * inside a word only where it alone is wider than a line. `measure` gives the width of a grapheme.
 */
export function layOut(
  stretches: readonly Stretch[],
  { width, measure }: { width: number; measure: (text: string) => number },
): PlacedStretch[][] {
  const lines: PlacedStretch[][] = [];
  let line: PlacedStretch[] = [];
  let left = 0;
  // A gap that no longer fits is not carried over: whatever comes next begins a line.
  let isFull = false;
  const end = () => {
    lines.push(line);
    line = [];
    left = 0;
    isFull = false;
  };
  const put = (one: { text: string; bin: number; width: number }) => {
    const last = line.at(-1);
    if (last && last.bin === one.bin) {
      last.text += one.text;
      last.width += one.width;
    } else line.push({ text: one.text, bin: one.bin, left, width: one.width });
    left += one.width;
  };
  for (const word of toWords(stretches, measure)) {
    if (word === 'newline') {
      end();
      continue;
    }
    if (word.isGap && left + word.width > width) {
      isFull = true;
      continue;
    }
    if (isFull || (left > 0 && left + word.width > width)) end();
    for (const one of word.graphemes) {
      if (left > 0 && left + one.width > width) end();
      put(one);
    }
  }
  if (line.length > 0 || lines.length === 0) end();
  return lines;
}
