import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countGraphemes, graphemeBoundaries } from '../../src/core/grapheme.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Pieces that join with their neighbours in every way that graphemes can. */
const awkward = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '\r',
      '\n',
      '한',
      'ᄀ',
      'ᅡ',
      'ᆨ',
      'が',
      '\u3099',
      '漢',
      '👨',
      '\u200d',
      '👩',
      '🇰',
      '🇷',
      '\u0301',
      '\u0600',
      '\ud83d',
      '\ufe0f',
    ),
  )
  .map((parts) => parts.join(''));

it('knows the same boundaries as the segmenter, whatever stands side by side', () => {
  fc.assert(
    fc.property(fc.oneof(awkward, fc.string({ unit: 'binary' })), (text) => {
      const starts = new Set([...segmenter.segment(text)].map(({ index }) => index));
      const isBoundary = graphemeBoundaries(text);
      for (let offset = 1; offset < text.length; offset++) {
        expect(isBoundary(offset)).toBe(starts.has(offset));
      }
      expect(countGraphemes(text)).toBe(starts.size);
    }),
    { numRuns: 500 },
  );
});

it('counts what a reader would count', () => {
  expect(countGraphemes('')).toBe(0);
  expect(countGraphemes('확인 후 안내')).toBe(7);
  expect(countGraphemes('👨‍👩‍👧 가족')).toBe(4);
});
