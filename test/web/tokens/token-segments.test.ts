import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Piece } from '../../../src/core/piece.ts';
import { binOf, firstPieces, nextPeak, toSegments } from '../../../src/web/tokens/token-segments.ts';

function toPieces(bits: (number | null)[]): Piece[] {
  return bits.map((surprisalBits, index) => ({
    text: String.fromCodePoint(0xac00 + index),
    start: index,
    tokenIndexes: surprisalBits === null ? [] : [index],
    surprisalBits,
  }));
}

describe('toSegments', () => {
  it('joins neighbours that were expected and keeps every surprise for itself', () => {
    const segments = toSegments(toPieces([0, 0.1, 3, 3, 0, null]));
    expect(segments.map(({ from, to, bin }) => [from, to, bin])).toEqual([
      [0, 2, 0],
      [2, 3, 3],
      [3, 4, 3],
      [4, 6, 0],
    ]);
  });

  it('keeps what turns the direction of text by itself', () => {
    const pieces = toPieces([0, 0, 0, 0]).map((piece, at) =>
      at === 1 ? { ...piece, text: '\u202E' } : piece,
    );
    expect(toSegments(pieces).map(({ from, to, turns }) => [from, to, turns])).toEqual([
      [0, 1, false],
      [1, 2, true],
      [2, 4, false],
    ]);
  });

  it('can begin further on', () => {
    expect(toSegments(toPieces([0, 0, 0, 9]), 2).map(({ from, to }) => [from, to])).toEqual([
      [2, 3],
      [3, 4],
    ]);
  });

  it('loses nothing of the text', () => {
    const bits = fc.array(fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: null }));
    fc.assert(
      fc.property(bits, (values) => {
        const pieces = toPieces(values);
        const segments = toSegments(pieces);
        expect(segments.map((segment) => segment.text).join('')).toBe(
          pieces.map((piece) => piece.text).join(''),
        );
        segments.forEach((segment, index) => {
          expect(segment.from).toBe(segments[index - 1]?.to ?? 0);
          if (segment.bin > 0) expect(segment.to - segment.from).toBe(1);
        });
      }),
    );
  });
});

describe('binOf', () => {
  it('paints nothing of which nothing is known', () => {
    expect(toPieces([null, 0, 0.5, 7]).map(binOf)).toEqual([0, 0, 1, 5]);
  });
});

describe('nextPeak', () => {
  const pieces = toPieces([0, 2, 1.9, 5, null]);

  it('goes to the next surprise of two bits or more, and back', () => {
    expect(nextPeak(pieces, -1, 1)).toBe(1);
    expect(nextPeak(pieces, 1, 1)).toBe(3);
    expect(nextPeak(pieces, 3, -1)).toBe(1);
  });

  it('finds none after the last', () => {
    expect(nextPeak(pieces, 3, 1)).toBeNull();
    expect(nextPeak(pieces, 1, -1)).toBeNull();
  });
});

describe('firstPieces', () => {
  const pieces = toPieces([0, 1, 2, 3]);

  it('takes whole pieces until there are so many characters', () => {
    expect(firstPieces(pieces, 2)).toEqual(pieces.slice(0, 2));
    expect(firstPieces([{ ...toPieces([0])[0], text: 'four' } as Piece, ...pieces], 2)).toHaveLength(1);
  });

  it('takes all where there are no more', () => {
    expect(firstPieces(pieces, 4)).toEqual(pieces);
    expect(firstPieces(pieces, Infinity)).toBe(pieces);
    expect(firstPieces([], 3)).toEqual([]);
  });
});
