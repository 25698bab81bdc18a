import { isolate } from '../../core/isolate.ts';

/** A label in at most so many characters: the middle is left out, since what tells labels apart is often at their end. */
export function shorten(label: string, most: number): string {
  const characters = Array.from(label);
  if (characters.length <= most) return label;
  const head = Math.ceil((most - 1) * 0.6);
  const short = `${characters.slice(0, head).join('').trimEnd()}…${characters
    .slice(head + 1 - most)
    .join('')
    .trimStart()}`;
  // What begins a turn of direction, or ends it, may be in the middle.
  return isolate(short);
}
