import { decodeLossily } from './lossy-utf8.ts';
import type { TokenLogprob } from './trial.ts';

/** A stretch of a text's UTF-8 bytes, `end` exclusive, and the tokens that it came from (none where none fit). */
export interface AlignedSpan {
  start: number;
  end: number;
  tokenIndexes: number[];
}

/** Bytes that must agree before a place further on counts as found again. */
const ANCHOR_BYTES = 6;
/** How many tokens that are not in the text are looked past at one place. */
const MAX_SKIPPED = 8;

const ENCODER = new TextEncoder();

function hasReplacement(bytes: ArrayLike<number>): boolean {
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

type TokenBytes = (ArrayLike<number> | null)[];

/** Each token's bytes: those that the server sent, else those of its text in UTF-8. */
function toOwnBytes(tokens: readonly TokenLogprob[]): ArrayLike<number>[] {
  return tokens.map(({ token, bytes }) =>
    bytes && (bytes.length > 0 || token === '') ? bytes : ENCODER.encode(token),
  );
}

/** Stand-ins (U+FFFD) for part of a character are no bytes of the text: the real ones are unknown, null. */
function hideReplacements(own: ArrayLike<number>[]): TokenBytes {
  return own.map((bytes) => (hasReplacement(bytes) ? null : bytes));
}

function isAt(text: Uint8Array, at: number, bytes: ArrayLike<number>): boolean {
  if (at + bytes.length > text.length) return false;
  for (let index = 0; index < bytes.length; index++) if (text[at + index] !== bytes[index]) return false;
  return true;
}

/** How many bytes of a token remain when the blank ones at its head, which servers strip from a text, are taken off. */
function withoutLeadingBlanks(bytes: ArrayLike<number>): number[] {
  const all = Array.from(bytes);
  const first = all.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  return first < 0 ? [] : all.slice(first);
}

/** How many of a token's first bytes stand at the very end of a text from `at` on: a token cut by a stop string. */
function cutLength(text: Uint8Array, at: number, bytes: ArrayLike<number>): number {
  const rest = text.length - at;
  if (rest === 0 || rest >= bytes.length) return 0;
  for (let index = 0; index < rest; index++) if (text[at + index] !== bytes[index]) return 0;
  return rest;
}

/** The bytes of the tokens from `from` on, up to the first unknown one and to little more than an anchor's length. */
function anchorAt(bytes: TokenBytes, from: number): { needle: number[]; reachesEnd: boolean } {
  const needle: number[] = [];
  for (let index = from; index < bytes.length; index++) {
    const next = bytes[index];
    if (!next) return { needle, reachesEnd: false };
    for (let at = 0; at < next.length; at++) needle.push(next[at] ?? 0);
    if (needle.length >= ANCHOR_BYTES) return { needle, reachesEnd: false };
  }
  return { needle, reachesEnd: true };
}

function findFrom(text: Uint8Array, from: number, needle: number[]): number {
  const head = needle[0];
  if (head === undefined) return -1;
  for (let at = text.indexOf(head, from); at >= 0; at = text.indexOf(head, at + 1)) {
    if (isAt(text, at, needle)) return at;
  }
  return -1;
}

/** Where text and tokens agree again: so many tokens on, at such a byte. Of several places the one that loses least. */
function findAgain(
  text: Uint8Array,
  at: number,
  bytes: TokenBytes,
  from: number,
): { token: number; at: number } | null {
  let best: { token: number; at: number } | null = null;
  let leastLost = Infinity;
  let skipped = 0;
  let known = 0;
  for (let token = from; token < bytes.length && known <= MAX_SKIPPED; token++) {
    const next = bytes[token];
    if (!next) continue;
    const { needle, reachesEnd } = anchorAt(bytes, token);
    // A needle too short to tell one place from another counts only near by, or at the end where the tokens end too.
    let found = findFrom(text, at, needle);
    if (needle.length < ANCHOR_BYTES && found > at + 3) {
      const last = text.length - needle.length;
      found = reachesEnd && isAt(text, last, needle) ? last : -1;
    }
    if (found >= 0 && found - at + skipped < leastLost) {
      best = { token, at: found };
      leastLost = found - at + skipped;
    }
    skipped += next.length;
    known++;
    if (skipped >= leastLost) break;
  }
  return best;
}

/** See {@link alignTokens}: with each token's bytes as given, null where they are unknown. */
function lay(text: Uint8Array, bytes: TokenBytes): AlignedSpan[] {
  const spans: AlignedSpan[] = [];
  let at = 0;
  let waiting: number[] = [];
  const cover = (end: number, tokenIndexes: number[]) => {
    if (end > at) spans.push({ start: at, end, tokenIndexes });
    at = end;
  };
  for (let index = 0; index < bytes.length; index++) {
    const own = bytes[index];
    if (own?.length === 0) {
      waiting.push(index);
      continue;
    }
    if (own && isAt(text, at, own)) {
      cover(at + own.length, [...waiting, index]);
      waiting = [];
      continue;
    }
    if (at >= text.length) break;
    const stripped = own && at === 0 ? withoutLeadingBlanks(own) : [];
    if (stripped.length > 0 && isAt(text, at, stripped)) {
      cover(at + stripped.length, [...waiting, index]);
      waiting = [];
      continue;
    }
    const cut = own ? cutLength(text, at, own) : 0;
    if (cut > 0) {
      cover(text.length, [...waiting, index]);
      break;
    }
    const again = findAgain(text, at, bytes, index);
    if (again) {
      // Unknown tokens that lie before the place must be what the text between is made of.
      const unknown: number[] = [];
      for (let lost = index; lost < again.token; lost++) if (!bytes[lost]) unknown.push(lost);
      cover(again.at, unknown.length > 0 ? [...waiting, ...unknown] : []);
      if (again.token > index) waiting = [];
      index = again.token - 1;
      continue;
    }
    if (bytes.every((next, later) => later < index || !next || next.length === 0)) {
      const unknown = bytes.flatMap((next, later) => (later >= index && !next ? [later] : []));
      cover(text.length, [...waiting, ...unknown]);
      break;
    }
    waiting = [];
    index += skipLength(bytes, index) - 1;
  }
  cover(text.length, []);
  return spans;
}

/** How many tokens to leave out where nothing near fits: as many as were looked past, so that garbage stays cheap. */
function skipLength(bytes: TokenBytes, from: number): number {
  let known = 0;
  for (let index = from; index < bytes.length; index++) {
    if (bytes[index]) known++;
    if (known > MAX_SKIPPED) return index - from;
  }
  return Math.max(1, bytes.length - from);
}

/**
 * Lays a token list on the text that it belongs to, by bytes. The spans cover the text whole, in order. Entries are
 * never counted: a server may drop tokens from the text (leading blanks, a stop string, the end token), put text into
 * it that has no token (a prefill), merge several tokens in one entry, or send entries without text. Those of no text
 * belong to the span that comes after them (the merged text is on the last of them); those whose bytes are unknown
 * share the text between their neighbours; those that are not in the text are in no span.
 *
 * A replacement character (U+FFFD) in the text stands for bytes that were no character, and belongs to the tokens that
 * made it. Whether the server read all bytes as one sequence, each token by itself, or hides them in its token list too,
 * shows in which of the three readings fits most tokens.
 */
export function alignTokens(text: Uint8Array, tokens: readonly TokenLogprob[]): AlignedSpan[] {
  const own = toOwnBytes(tokens);
  if (!hasReplacement(text)) return lay(text, hideReplacements(own));
  const readings: TokenBytes[] = [
    decodeLossily(own),
    own.map((bytes) => decodeLossily([bytes])[0] ?? []),
    hideReplacements(own),
  ];
  let best: AlignedSpan[] = [];
  let mostPlaced = -1;
  for (const reading of readings) {
    const spans = lay(text, reading);
    const placed = spans.reduce((sum, span) => sum + span.tokenIndexes.length, 0);
    if (placed > mostPlaced) [best, mostPlaced] = [spans, placed];
    if (placed === tokens.length) break;
  }
  return best;
}
