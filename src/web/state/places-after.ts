import type { CellSource } from '../../core/notebook.ts';

/** A text and where its cells stand in it. */
export interface ReadText {
  text: string;
  cells: readonly Pick<CellSource, 'start' | 'end'>[];
}

/** Where the cells of a notebook stand after an edit, by where they stood before it; null for one that is gone. */
export function placesAfter(before: ReadText, after: ReadText): (number | null)[] {
  const was = textsOf(before);
  const now = textsOf(after);
  const least = Math.min(was.length, now.length);
  let head = 0;
  while (head < least && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < least - head && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const isSame = was.length === now.length;
  const taken = new Set<number>();
  /** One among those that have changed: it may have moved among them. */
  const find = (text: string): number | null => {
    for (let at = head; at < now.length - tail; at += 1) {
      if (now[at] !== text || taken.has(at)) continue;
      taken.add(at);
      return at;
    }
    return null;
  };
  return was.map((text, at) => {
    if (at < head) return at;
    if (at >= was.length - tail) return at + now.length - was.length;
    return find(text) ?? (isSame ? at : null);
  });
}

function textsOf({ text, cells }: ReadText): string[] {
  return cells.map(({ start, end }) => text.slice(start, end).trimEnd());
}
