import { alignTokens } from './align.ts';
import { graphemeBoundaries } from './grapheme.ts';
import { isKnownLogprob, surprisalBits } from './logprob.ts';
import type { TokenLogprob } from './trial.ts';

/** A stretch of a response that can be painted by itself: whole graphemes, and the tokens that made them. */
export interface Piece {
  text: string;
  /** UTF-16 offset of the piece in the response. */
  start: number;
  /** Places in the token list; empty for text that no token fits. */
  tokenIndexes: number[];
  /**
   * Bits; null where no token's probability is known. The sum over the tokens, since by the chain rule that is the
   * surprisal of seeing this very text: a syllable spelt in three byte tokens is then comparable with one that is a
   * token of its own, which the largest of the three would not be.
   */
  surprisalBits: number | null;
}

const ENCODER = new TextEncoder();

/** The surprisal of several tokens one after another, bits: the sum over those that are known; null where none is. */
export function jointSurprisalBits(
  tokens: readonly TokenLogprob[],
  indexes: readonly number[],
): number | null {
  let bits: number | null = null;
  for (const index of indexes) {
    const token = tokens[index];
    if (token && isKnownLogprob(token.logprob)) bits = (bits ?? 0) + surprisalBits(token.logprob);
  }
  return bits;
}

/** Goes through a text from byte to UTF-16 offset; offsets must be asked for in rising order. null inside a character. */
function byteToOffset(text: string): (byte: number) => number | null {
  let offset = 0;
  let byte = 0;
  return (wanted) => {
    while (byte < wanted) {
      const point = text.codePointAt(offset) ?? 0;
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      offset += point < 0x10000 ? 1 : 2;
    }
    return byte === wanted ? offset : null;
  };
}

/**
 * Cuts a response into pieces that can be painted one by one: tokens that end inside a grapheme are joined with the
 * ones after it, so that Hangul and emoji stay whole. The texts of the pieces joined are the response, exactly,
 * whatever the token list holds (see {@link alignTokens}).
 */
export function toPieces(text: string, tokens: readonly TokenLogprob[]): Piece[] {
  const pieces: Piece[] = [];
  const isBoundary = graphemeBoundaries(text);
  const toOffset = byteToOffset(text);
  let start = 0;
  let tokenIndexes: number[] = [];
  for (const span of alignTokens(ENCODER.encode(text), tokens)) {
    tokenIndexes.push(...span.tokenIndexes);
    const end = toOffset(span.end);
    if (end === null || !isBoundary(end)) continue;
    const piece = { text: text.slice(start, end), start, tokenIndexes };
    pieces.push({ ...piece, surprisalBits: jointSurprisalBits(tokens, tokenIndexes) });
    start = end;
    tokenIndexes = [];
  }
  return pieces;
}

/**
 * The pieces of a response that has grown since `pieces` were made of it (its text and its token list have both only
 * been added to): the last pieces are made anew, since what came may have joined them, the others are kept as the same
 * objects. Costs by what was added.
 */
export function appendPieces(
  pieces: readonly Piece[],
  text: string,
  tokens: readonly TokenLogprob[],
): Piece[] {
  let kept = pieces.length;
  // Text without tokens may have been waiting for them; before it, one piece may have been half of a grapheme.
  while (kept > 0 && pieces[kept - 1]?.tokenIndexes.length === 0) kept--;
  kept = Math.max(0, kept - 1);
  const first = pieces[kept];
  if (!first) return toPieces(text, tokens);
  let from = 0;
  for (let index = kept - 1; index >= 0; index--) {
    const last = pieces[index]?.tokenIndexes.at(-1);
    if (last === undefined) continue;
    from = last + 1;
    break;
  }
  const fresh = toPieces(text.slice(first.start), tokens.slice(from));
  return [
    ...pieces.slice(0, kept),
    ...fresh.map((piece) => ({
      ...piece,
      start: piece.start + first.start,
      tokenIndexes: piece.tokenIndexes.map((index) => index + from),
    })),
  ];
}
