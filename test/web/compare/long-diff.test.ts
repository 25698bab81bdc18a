import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, type DiffPart } from '../../../src/core/text-diff.ts';
import { toDiffBlocks } from '../../../src/web/compare/diff-blocks.ts';
import { packParts, unpackParts } from '../../../src/web/compare/packed-diff.ts';

const textOf = (parts: readonly DiffPart[], without: DiffPart['kind']) =>
  parts.flatMap(({ kind, text }) => (kind === without ? [] : text)).join('');

const line = fc
  .array(fc.constantFrom('a', 'b', '가', '나', ' ', '👩‍🍳'), { maxLength: 30 })
  .map((all) => all.join(''));
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

it('a difference that was packed is the same once it is unpacked', () => {
  fc.assert(
    fc.property(text, text, (before, now) => {
      const parts = diffWords(before, now, 'ko');
      expect(unpackParts(packParts(parts), { before, now })).toEqual(parts);
    }),
  );
});

describe('the blocks of a long difference', () => {
  const before = Array.from({ length: 4000 }, (_, at) => `${at}. 두부를 먼저 볶고 나중에 끓이세요 👩‍🍳`).join(
    '\n',
  );
  const now = before.replaceAll('먼저', '천천히').replaceAll('99', 'ninety nine');

  it('put together are the whole of it', () => {
    const blocks = toDiffBlocks(diffWords(before, now, 'ko'));
    const parts = blocks.flatMap((block) => block.parts);
    expect(textOf(parts, 'added')).toBe(before);
    expect(textOf(parts, 'removed')).toBe(now);
    expect(blocks.length).toBeGreaterThan(30);
  });

  it('begin with a line, the same on both sides', () => {
    for (const { parts } of toDiffBlocks(diffWords(before, now, 'ko')).slice(0, -1)) {
      expect(textOf(parts, 'added').endsWith('\n')).toBe(true);
      expect(textOf(parts, 'removed').endsWith('\n')).toBe(true);
    }
  });

  it('are no longer than can be laid out at once, even without a line end, and tear no character', () => {
    const one = '👩‍🍳'.repeat(20_000);
    const blocks = toDiffBlocks(diffWords(one, `${one.slice(0, 50_000)}!${one.slice(50_000)}`, 'en'));
    for (const { parts, removed, added } of blocks) {
      expect(Math.max(removed, added)).toBeLessThanOrEqual(12_001);
      for (const part of parts) expect(part.text.isWellFormed()).toBe(true);
    }
    expect(
      textOf(
        blocks.flatMap(({ parts }) => parts),
        'added',
      ),
    ).toBe(one);
  });

  it('are none of no difference', () => {
    expect(toDiffBlocks([])).toEqual([]);
  });
});
