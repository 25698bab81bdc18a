/** A place in a text, both 1-based; columns count UTF-16 units, as editors do. */
export interface Place {
  line: number;
  column: number;
}

/** A line ending as CommonMark knows it: LF, CRLF or a lone CR. */
export const LINE_ENDING = /\r\n|\n|\r/g;

/** The same text with every line ending as LF: what is sent to models, and what editors show. */
export function toLf(text: string): string {
  return text.replace(LINE_ENDING, '\n');
}

/** The first line ending used in a text; LF where it has none. */
export function lineEndingOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** Finds places by offset, in logarithmic time. */
export function createLineIndex(text: string): (offset: number) => Place {
  const starts = [0];
  for (const match of text.matchAll(LINE_ENDING)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
