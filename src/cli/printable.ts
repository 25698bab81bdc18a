/* oxlint-disable no-control-regex -- finding control characters is what this is for */
/** The styles that `style` of terminal.ts writes; a text that holds one of them does no harm. */
const OWN_STYLE = /\u001b\[(?:1|2|22|31|32|33|39)m/y;

/** A name that stands apart in a sentence (`core/isolate.ts`). */
const ISOLATED = /\u2068([^\u2066-\u2069]*)\u2069/g;

const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text that does nothing to a terminal but stand there: control characters, the codes that begin with them, and those
 * that turn the direction of writing become visible signs (ESC is ␛). Tabs, newlines, Gamut's own styles and names that it
 * has set apart stay.
 */
export function toPrintable(text: string): string {
  // Pairs are taken out of the way, and put back: what is between them is made printable too.
  const pairs: number[] = [];
  const bare = text.replace(ISOLATED, (_pair, name: string, at: number) => {
    const from = at - pairs.length;
    pairs.push(from, from + name.length);
    return name;
  });
  return withPairs(toVisible(bare), pairs);
}

function withPairs(text: string, ends: readonly number[]): string {
  let whole = '';
  let from = 0;
  for (const [index, end] of ends.entries()) {
    whole += text.slice(from, end) + (index % 2 === 0 ? '\u2068' : '\u2069');
    from = end;
  }
  return whole + text.slice(from);
}

/** As long as the text was: each sign stands for one character. */
function toVisible(text: string): string {
  return text.replace(UNPRINTABLE, (character, at: number) => {
    OWN_STYLE.lastIndex = at;
    if (character === '\u001b' && OWN_STYLE.test(text)) return character;
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : '\ufffd';
  });
}

/** A text as one short line: what a table or a line of progress has room for. */
export function toShortLine(text: string, length = 80): string {
  // Enough to cut from: a text may be as long as a book.
  const line = text.slice(0, length * 4).replace(/\s+/g, ' ');
  return line.length > length || text.length > length * 4
    ? `${line.slice(0, length - 1).toWellFormed()}…`
    : line;
}
