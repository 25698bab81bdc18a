const END_MARKS = '.!?…。！？．｡';

/** What may stand between an end mark and the end of its sentence: quotes, brackets, and the end of an isolate. */
const CLOSERS = '"\'`”’»›)]}>」』】〉》）］｝\u2069';

/** Marks by which a sentence would go on. */
const GOES_ON = ':;,、，：；';

/**
 * Sentences one after another, in English or Korean: each but the last gets a full stop where it ends without a mark, as the words of
 * servers often do. What is blank is left out.
 */
export function joinSentences(...parts: readonly (string | null | undefined)[]): string {
  const said = parts.flatMap((part) => part?.trim() || []);
  return said.map((text, at) => (at === said.length - 1 ? text : toEnded(text))).join(' ');
}

function toEnded(text: string): string {
  let end = text.length;
  while (end > 0 && CLOSERS.includes(text[end - 1] ?? '')) end -= 1;
  if (END_MARKS.includes(text[end - 1] ?? ' ')) return text;
  let last = text.length;
  while (last > 1 && (GOES_ON + ' ').includes(text[last - 1] ?? '')) last -= 1;
  return `${text.slice(0, last)}.`;
}
