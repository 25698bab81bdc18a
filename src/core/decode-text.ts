/** What a file's bytes say, and in which encoding they do. */
export interface DecodedText {
  text: string;
  encoding: 'UTF-8' | 'UTF-16' | 'CP949';
}

/**
 * Reads a text file's bytes: UTF-8 and UTF-16 with their marks, UTF-8 without one where the bytes are such, and what is
 * left as CP949, in which Excel saves Korean (`euc-kr` means it with all its syllables, by the Encoding Standard).
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const label = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
    return { text: new TextDecoder(label).decode(bytes), encoding: 'UTF-16' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('euc-kr').decode(bytes), encoding: 'CP949' };
  }
}
