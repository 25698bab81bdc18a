/** U+FFFD in UTF-8. */
const REPLACEMENT = [0xef, 0xbf, 0xbd];

/** How many bytes follow a first byte, and the range of the next one; null for one that begins no character. */
function startOf(byte: number): { more: number; lower: number; upper: number } | null {
  if (byte >= 0xc2 && byte <= 0xdf) return { more: 1, lower: 0x80, upper: 0xbf };
  if (byte >= 0xe0 && byte <= 0xef) {
    return { more: 2, lower: byte === 0xe0 ? 0xa0 : 0x80, upper: byte === 0xed ? 0x9f : 0xbf };
  }
  if (byte >= 0xf0 && byte <= 0xf4) {
    return { more: 3, lower: byte === 0xf0 ? 0x90 : 0x80, upper: byte === 0xf4 ? 0x8f : 0xbf };
  }
  return null;
}

/**
 * The bytes that parts of one byte sequence come to when the whole is read as UTF-8 and what is broken in it is replaced
 * by U+FFFD, as the WHATWG Encoding Standard does it (one for each maximal part of a character). A replacement belongs to
 * the part that its last broken byte is of; a part with nothing but the bytes before comes to none.
 */
export function decodeLossily(parts: readonly ArrayLike<number>[]): number[][] {
  const read: number[][] = parts.map(() => []);
  let begun: { byte: number; part: number }[] = [];
  let more = 0;
  let lower = 0;
  let upper = 0;
  const giveUp = () => {
    const last = begun.at(-1);
    if (last) read[last.part]?.push(...REPLACEMENT);
    begun = [];
  };
  parts.forEach((bytes, part) => {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (begun.length > 0 && (byte < lower || byte > upper)) giveUp();
      if (begun.length > 0) {
        begun.push({ byte, part });
        [lower, upper] = [0x80, 0xbf];
        if (begun.length <= more) continue;
        for (const own of begun) read[own.part]?.push(own.byte);
        begun = [];
        continue;
      }
      const start = startOf(byte);
      if (start) {
        begun = [{ byte, part }];
        ({ more, lower, upper } = start);
      } else if (byte >= 0 && byte < 0x80) read[part]?.push(byte);
      else read[part]?.push(...REPLACEMENT);
    }
  });
  giveUp();
  return read;
}
