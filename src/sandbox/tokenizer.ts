import type { Vocabulary } from './model.ts';

/** Text to token ids and back. */
export interface Tokenizer {
  /** Ids of a plain text. Never a control token, whatever the text says: `<|end|>` in it is six ordinary characters. */
  encode(text: string): number[];
  /** The bytes that a token stands for; a control token's are those of its name. */
  bytesOf(id: number): Uint8Array;
  /** The id of a control token by its name, such as `<|user|>`; null where there is none. */
  controlId(name: string): number | null;
  /** Whether a token is a control token: those are no text. */
  isControl(id: number): boolean;
  /** Bytes of the longest token: a text of n bytes has at least n / longest tokens. */
  longestBytes: number;
}

/** GPT-2's own pattern: contractions, then words, numbers and signs with the space before them, then white space. */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const CONTROL = 3;
const REMEMBERED_WORDS = 10_000;

/** Byte-level BPE as in GPT-2 (Radford et al. 2019, `encoder.py`). */
export function createTokenizer(vocabulary: Vocabulary): Tokenizer {
  const { tokens, merges, types } = vocabulary;
  const symbols = byteSymbols();
  const byteOf = new Map(symbols.map((symbol, byte) => [symbol, byte]));
  const utf8 = new TextEncoder();
  const isControl = (id: number) => types[id] === CONTROL;
  const plainIds = new Map<string, number>();
  const controlIds = new Map<string, number>();
  tokens.forEach((token, id) => (isControl(id) ? controlIds : plainIds).set(token, id));
  const bytes = tokens.map((token, id) => {
    const values = isControl(id) ? [] : [...token].map((symbol) => byteOf.get(symbol));
    return values.length === 0 || values.includes(undefined)
      ? utf8.encode(token)
      : Uint8Array.from(values, (value) => value ?? 0);
  });
  const ranks = new Map(merges.map((pair, rank) => [pair, rank]));
  const remembered = new Map<string, number[]>();

  const encodeWord = (word: string): number[] => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const parts = mergeAll(
      Array.from(utf8.encode(word), (byte) => symbols[byte] ?? ''),
      ranks,
    );
    const ids = parts.map((part) => {
      const id = plainIds.get(part);
      if (id === undefined) throw new Error(`The vocabulary has no token for ${JSON.stringify(part)}.`);
      return id;
    });
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(word, ids);
    return ids;
  };

  return {
    encode: (text) => (text.match(WORDS) ?? []).flatMap(encodeWord),
    bytesOf: (id) => bytes[id] ?? new Uint8Array(),
    controlId: (name) => controlIds.get(name) ?? null,
    isControl,
    longestBytes: Math.max(...bytes.map((token) => token.length)),
  };
}

/** Joins neighbours, best rank first, until no merge applies. Each pass joins every place of one pair, so that the time
 * grows with the number of different merges and not with the square of the length. */
function mergeAll(parts: string[], ranks: Map<string, number>): string[] {
  for (;;) {
    let best = Infinity;
    let pair: string | null = null;
    for (let i = 0; i + 1 < parts.length; i++) {
      const candidate = `${parts[i]} ${parts[i + 1]}`;
      const rank = ranks.get(candidate) ?? Infinity;
      if (rank < best) [best, pair] = [rank, candidate];
    }
    if (pair === null) return parts;
    const merged: string[] = [];
    for (let i = 0; i < parts.length; i++) {
      const left = parts[i] ?? '';
      if (i + 1 < parts.length && `${left} ${parts[i + 1]}` === pair) merged.push(left + parts[++i]);
      else merged.push(left);
    }
    parts = merged;
  }
}

/** GPT-2's printable stand-in for each byte: itself where it is printable Latin-1, else the next free one from U+0100. */
function byteSymbols(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(isPrintable ? byte : next++);
  });
}
