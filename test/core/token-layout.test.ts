import { expect, test } from 'vitest';
import { layOutTokens, readLayout, unpackTokens } from '../../src/core/token-layout.ts';
import type { TokenLogprob } from '../../src/core/trial.ts';
import { packTokens } from '../../src/store/token-codec.ts';

const TOKENS: TokenLogprob[] = [
  {
    token: '\ufffd',
    bytes: [0xec, 0x95],
    logprob: -0.25,
    top: [
      { token: '안', bytes: [0xec, 0x95, 0x88], logprob: -2 },
      { token: 'an', bytes: null, logprob: -0.1 },
    ],
  },
  { token: '녕', bytes: [0xeb, 0x85, 0x95], logprob: -0.5, top: [] },
];

test('the alternatives of a token are the same list each time they are asked for', () => {
  const [first] = unpackTokens(packTokens(TOKENS));
  expect(first?.top).toStrictEqual(TOKENS[0]?.top);
  expect(first?.top).toBe(first?.top);
});

test('what was unpacked is written as JSON whole', () => {
  expect(JSON.parse(JSON.stringify(unpackTokens(packTokens(TOKENS))))).toStrictEqual(TOKENS);
});

test('a list that is cut short is refused at once, and not when an alternative is looked at', () => {
  const packed = packTokens(TOKENS);
  expect(() => unpackTokens({ ...packed, l: packed.l.slice(0, 8) })).toThrow('cut short');
  expect(() => unpackTokens({ ...packed, t: packed.t.slice(0, 3) })).toThrow('cut short');
  const { layout } = layOutTokens(TOKENS);
  expect(() => readLayout(layout, new DataView(new ArrayBuffer(4)))).toThrow('cut short');
});
