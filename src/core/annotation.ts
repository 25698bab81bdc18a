import { withoutTurning } from './turning.ts';

/** Marks that a person can give, the best last. */
export const RATINGS = [1, 2, 3, 4, 5] as const;

export type Rating = (typeof RATINGS)[number];

/** What a person has said of a result. It belongs to the exact request and repeat, as the result does. */
export interface Annotation {
  starred: boolean;
  rating: Rating | null;
  note: string;
  /** In the order in which they were given; each once. */
  tags: string[];
}

/** An annotation with what it is of. */
export interface AnnotationEntry extends Annotation {
  requestHash: string;
  /** 1-based. */
  repeat: number;
}

/** The annotation of a result of which nothing has been said. */
export const NO_ANNOTATION: Annotation = { starred: false, rating: null, note: '', tags: [] };

/** The longest note and tag, in UTF-16 units, and how many tags one result may have. */
export const MOST_NOTE = 10_000;
export const MOST_TAG = 60;
export const MOST_TAGS = 30;

/** Whether nothing has been said. */
export function isBlank({ starred, rating, note, tags }: Annotation): boolean {
  return !starred && rating === null && note === '' && tags.length === 0;
}

/** Whether a number is a rating. */
export function isRating(value: unknown): value is Rating {
  return RATINGS.some((rating) => rating === value);
}

/** A tag as it is kept: no `#` before it, no space around it, one within, nothing unseen that turns its direction. Hangul is put together. */
export function toTag(written: string): string {
  return withoutTurning(written)
    .normalize('NFC')
    .replace(/^[\s#]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MOST_TAG);
}

/** The tags that a line of text names: parted by commas, or by `#`. Each once, whichever way it is written large or small. */
export function toTags(line: string): string[] {
  const tags = new Map<string, string>();
  for (const part of line.split(/[,，、;\n]|(?=#)/u)) {
    const tag = toTag(part);
    const key = tag.toLowerCase();
    if (tag !== '' && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()].slice(0, MOST_TAGS);
}

/** Tags as a line of text that {@link toTags} reads back. */
export function toTagLine(tags: readonly string[]): string {
  return tags.join(', ');
}

/** An annotation with some of it said anew. */
export function annotate(before: Annotation | null, change: Partial<Annotation>): Annotation {
  return { ...(before ?? NO_ANNOTATION), ...change };
}

/** The rating after a person gave one: the same again takes it back. */
export function toggleRating(before: Annotation | null, rating: Rating): Rating | null {
  return before?.rating === rating ? null : rating;
}
