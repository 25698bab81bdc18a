import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toTextBlocks } from '../../../src/web/tokens/text-blocks.ts';

const LINES = ['밥', 'a b', '', 'x'.repeat(9000), '두부 '.repeat(4000), '👩‍🍳'.repeat(5000)];

const joined = (text: string) => {
  const blocks = toTextBlocks(text);
  let whole = '';
  for (const [index, { from, to }] of blocks.entries()) {
    whole += text.slice(from, to);
    const next = blocks[index + 1];
    if (next) whole += text.slice(to, next.from);
  }
  return { blocks, whole };
};

it('blocks leave out nothing but one line end between two, and none ends with an empty line, which would not show', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 30 }), (picked) => {
      const text = picked.map((at) => LINES[at]).join('\n');
      const { blocks, whole } = joined(text);
      expect(whole).toBe(text);
      for (const [index, { from, to }] of blocks.entries()) {
        expect(to - from).toBeLessThanOrEqual(32_000);
        expect(text.slice(from, to).isWellFormed()).toBe(true);
        const next = blocks[index + 1];
        if (!next || next.from === to) continue;
        expect(text.slice(to, next.from)).toBe('\n');
        expect(text[to - 1]).not.toBe('\n');
      }
    }),
  );
});

it('a text that grows keeps all of its blocks but the last', () => {
  const text = Array.from({ length: 5000 }, (_, at) => `${at}. 오늘 저녁은 비빔밥입니다.`).join('\n');
  const before = toTextBlocks(text.slice(0, 60_000));
  const after = toTextBlocks(text);
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  expect(toTextBlocks(text, after.at(-1)?.from)).toEqual(after.slice(-1));
});
