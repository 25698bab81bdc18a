import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutToBytes } from '../../src/core/cut-bytes.ts';

it('leaves what fits, and cuts the rest between characters as a reader counts them', () => {
  expect(cutToBytes('tone', 4)).toBe('tone');
  expect(cutToBytes('tone', 3)).toBe('ton');
  expect(cutToBytes('말투', 5)).toBe('말');
  expect(cutToBytes('a👩‍🍳b', 11)).toBe('a');
  expect(cutToBytes('a👩‍🍳b', 12)).toBe('a👩‍🍳');
  expect(cutToBytes('말투'.normalize('NFD'), 8)).toBe('');
});

it('gives a beginning that takes no more bytes than it may', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(60), (text, most) => {
      const cut = cutToBytes(text, most);
      expect(text.startsWith(cut)).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      expect(cut === text).toBe(Buffer.byteLength(text) <= most);
    }),
  );
});
