import type { Piece } from '../../core/piece.ts';
import { surprisalBin } from '../../core/logprob.ts';
import { turnsText } from '../../core/turning.ts';

/** Neighbouring pieces that one element paints: those of the lowest bin together, every other alone, as is what turns the direction of
 * text unseen. `to` exclusive. */
export interface Segment {
  from: number;
  to: number;
  bin: number;
  text: string;
  /** Whether it holds characters that turn the direction of text unseen. */
  turns: boolean;
}

/** The heat map's bin of a piece; the lowest where nothing is known of it. */
export function binOf(piece: Piece): number {
  return piece.surprisalBits === null ? 0 : surprisalBin(piece.surprisalBits);
}

/** The segments of the pieces from `start` on. */
export function toSegments(pieces: readonly Piece[], start = 0): Segment[] {
  const segments: Segment[] = [];
  for (let index = start; index < pieces.length; index++) {
    const piece = pieces[index];
    if (!piece) break;
    const bin = binOf(piece);
    const last = segments.at(-1);
    const turns = turnsText(piece.text);
    if (bin === 0 && last?.bin === 0 && !turns && !last.turns) {
      last.to = index + 1;
      last.text += piece.text;
    } else segments.push({ from: index, to: index + 1, bin, text: piece.text, turns });
  }
  return segments;
}

/** The pieces that so many characters take, all of them where these are more. */
export function firstPieces(pieces: readonly Piece[], most: number): readonly Piece[] {
  let length = 0;
  const end = pieces.findIndex(({ text }) => (length += text.length) >= most);
  return end < 0 ? pieces : pieces.slice(0, end + 1);
}

/** The next piece after (or, going back, before) one that is a surprise of two bits or more; null where there is none. */
export function nextPeak(pieces: readonly Piece[], from: number, step: 1 | -1): number | null {
  for (let index = from + step; index >= 0 && index < pieces.length; index += step) {
    const bits = pieces[index]?.surprisalBits ?? null;
    if (bits !== null && surprisalBin(bits) >= 3) return index;
  }
  return null;
}
