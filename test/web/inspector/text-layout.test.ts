import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, type Stretch } from '../../../src/web/inspector/text-layout.ts';

const measure = () => 10;
const lines = (stretches: Stretch[], width: number) =>
  layOut(stretches, { width, measure }).map((line) => line.map(({ text }) => text).join(''));

test('lines break between words, and Hangul words stay whole', () => {
  expect(lines([{ text: '오늘은 무엇을 먹을까요', bin: 0 }], 70)).toEqual(['오늘은 무엇을', '먹을까요']);
  expect(lines([{ text: '오늘은 무엇을 \n먹을까요', bin: 0 }], 70)).toEqual(['오늘은 무엇을', '먹을까요']);
});

test('a word that is wider than a line is broken', () => {
  expect(lines([{ text: 'abcdefgh', bin: 0 }], 30)).toEqual(['abc', 'def', 'gh']);
});

test('what is painted keeps its bin and its place', () => {
  const [line] = layOut(
    [
      { text: 'ab', bin: 0 },
      { text: 'cd', bin: 3 },
    ],
    { width: 100, measure },
  );
  expect(line).toEqual([
    { text: 'ab', bin: 0, left: 0, width: 20 },
    { text: 'cd', bin: 3, left: 20, width: 20 },
  ]);
});

test('empty lines stay, and an empty text is one line', () => {
  expect(lines([{ text: 'a\n\nb', bin: 0 }], 100)).toEqual(['a', '', 'b']);
  expect(lines([], 100)).toEqual(['']);
});

test('no line is wider than asked, and only gaps at line ends are lost', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          text: fc.string({ unit: 'grapheme', maxLength: 20 }),
          bin: fc.integer({ min: 0, max: 5 }),
        }),
      ),
      fc.integer({ min: 10, max: 200 }),
      (stretches, width) => {
        const placed = layOut(stretches, { width, measure });
        for (const line of placed) {
          const last = line.at(-1);
          if (last) expect(last.left + last.width).toBeLessThanOrEqual(Math.max(10, width));
        }
        const squeeze = (text: string) => text.replace(/\s/g, '');
        expect(
          squeeze(
            placed
              .flat()
              .map(({ text }) => text)
              .join(''),
          ),
        ).toBe(squeeze(stretches.map(({ text }) => text).join('')));
      },
    ),
  );
});
