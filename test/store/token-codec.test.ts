import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TokenLogprob } from '../../src/core/trial.ts';
import { unpackTokens } from '../../src/core/token-layout.ts';
import {
  TOKEN_CODEC,
  decodeTokens,
  encodeTokens,
  packTokens,
  repackTokens,
} from '../../src/store/token-codec.ts';

const toBytes = (text: string): number[] => [...new TextEncoder().encode(text)];

const alternative = fc
  .record({
    token: fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('안', '녕', '\u0000', '\ud83d', ''),
    ),
    kind: fc.constantFrom('own', 'own', 'null', 'odd'),
    odd: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 }),
    logprob: fc.oneof(fc.double(), fc.float(), fc.constantFrom(0, -0, -Infinity, -9999)),
  })
  .map(({ token, kind, odd, logprob }) => ({
    token,
    bytes: kind === 'null' ? null : kind === 'odd' ? odd : toBytes(token),
    logprob,
  }));
const entry = fc
  .tuple(alternative, fc.array(alternative, { maxLength: 5 }))
  .map(([chosen, top]): TokenLogprob => ({ ...chosen, top }));

describe('the token codec', () => {
  test('gives back exactly what was put in', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (tokens) => {
        expect(decodeTokens(TOKEN_CODEC, encodeTokens(tokens))).toStrictEqual(tokens);
      }),
    );
  });

  test('sends to the page exactly what was put in, from a blob as from a list', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (tokens) => {
        const sent = [packTokens(tokens), repackTokens(TOKEN_CODEC, encodeTokens(tokens))];
        for (const packed of sent)
          expect(unpackTokens(JSON.parse(JSON.stringify(packed)) as typeof packed)).toStrictEqual(tokens);
      }),
    );
  });

  test('keeps an empty list apart from none', () => {
    expect(decodeTokens(TOKEN_CODEC, encodeTokens([]))).toEqual([]);
  });

  test('keeps bytes that split a Hangul syllable', () => {
    const tokens: TokenLogprob[] = [
      {
        token: '\ufffd',
        bytes: [0xec, 0x95],
        logprob: -0.25,
        top: [{ token: '안', bytes: [0xec, 0x95, 0x88], logprob: -2 }],
      },
      { token: '\ufffd', bytes: [0x88], logprob: -0.001, top: [] },
    ];
    expect(decodeTokens(TOKEN_CODEC, encodeTokens(tokens))).toStrictEqual(tokens);
  });

  test('takes a fraction of what JSON takes', () => {
    const top = Array.from({ length: 5 }, (_, index) => ({
      token: ` word${index}`,
      bytes: toBytes(` word${index}`),
      logprob: -index - 0.123456789,
    }));
    const tokens = Array.from({ length: 100 }, (_, index) => ({
      token: ` word${index}`,
      bytes: toBytes(` word${index}`),
      logprob: -1 / (index + 1),
      top,
    }));
    expect(encodeTokens(tokens).length).toBeLessThan(JSON.stringify(tokens).length / 10);
  });

  test('refuses a form that it does not know, and a damaged blob', () => {
    const blob = encodeTokens([{ token: 'a', bytes: null, logprob: -1, top: [] }]);
    expect(() => decodeTokens(99, blob)).toThrow('unknown form 99');
    expect(() => decodeTokens(TOKEN_CODEC, blob.subarray(0, blob.length - 3))).toThrow();
    expect(() => decodeTokens(TOKEN_CODEC, new Uint8Array([1, 2, 3]))).toThrow();
  });
});
