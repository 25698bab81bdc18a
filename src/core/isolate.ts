/** Characters that are written from right to left, and those that turn the direction of what stands beside them. */
const TURNING =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const FSI = '\u2068';
const PDI = '\u2069';
const OPENS = /[\u2066-\u2068]/;

/**
 * A name or a quote as it can stand inside a sentence of ours: whatever it holds, the words around it keep their direction
 * (Unicode Annex 9: an isolate of its own, which it cannot end). Nearly all texts come back as they are.
 */
export function isolate(text: string): string {
  if (!TURNING.test(text)) return text;
  let open = 0;
  let kept = '';
  for (const character of text) {
    if (OPENS.test(character)) open += 1;
    if (character === PDI) {
      // It would end the isolate that we have begun.
      if (open === 0) continue;
      open -= 1;
    }
    kept += character;
  }
  return `${FSI}${kept}${PDI.repeat(open)}${PDI}`;
}
