import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  diffLines,
  diffWords,
  isDifferent,
  linesOf,
  wordsOf,
  type DiffPart,
} from '../../src/core/text-diff.ts';

const show = (parts: DiffPart[]): string =>
  parts
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

const before = (parts: DiffPart[]): string =>
  parts.flatMap(({ kind, text }) => (kind === 'added' ? [] : text)).join('');
const now = (parts: DiffPart[]): string =>
  parts.flatMap(({ kind, text }) => (kind === 'removed' ? [] : text)).join('');

/** Texts that have much in common, of words in several scripts, blanks and line ends. */
const text = fc
  .array(
    fc.constantFrom(
      '당신은',
      ' ',
      '셰프',
      '셰프는',
      'a',
      'chef',
      '\n',
      '\r\n',
      '👩‍🍳',
      '。',
      '한식을',
      '  ',
      '.',
    ),
    {
      maxLength: 40,
    },
  )
  .map((words) => words.join(''));

describe('words', () => {
  test('show what was taken out, then what came in its place', () => {
    expect(show(diffWords('You are a calm chef.', 'You are a loud chef.'))).toBe(
      'You are a [-calm-]{+loud+} chef.',
    );
  });

  test('of Korean are whole words, not syllables or letters', () => {
    expect(
      show(diffWords('당신은 20년 경력의 한식 셰프입니다.', '당신은 10년 경력의 한식 요리사입니다.', 'ko')),
    ).toBe('당신은 [-20-]{+10+}년 경력의 한식 [-셰프입니다-]{+요리사입니다+}.');
  });

  test('that follow each other change together', () => {
    expect(show(diffWords('mix the tofu well', 'mix some rice well'))).toBe(
      'mix [-the tofu-]{+some rice+} well',
    );
  });

  test('never cut a character that is made of several code points', () => {
    for (const { text: part } of diffWords('👩‍🍳 한', '👨‍🍳 글')) expect(part.isWellFormed()).toBe(true);
    expect(show(diffWords('👩‍🍳 a', '👨‍🍳 a'))).toBe('[-👩‍🍳-]{+👨‍🍳+} a');
  });

  test('of two texts without anything in common are told in no more than a moment', () => {
    const one = Array.from({ length: 20_000 }, (_, n) => `a${n}`).join(' ');
    const other = Array.from({ length: 20_000 }, (_, n) => `b${n}`).join('\n');
    const parts = diffWords(one, other);
    expect(before(parts)).toBe(one);
    expect(now(parts)).toBe(other);
  });
});

test('lines keep their endings', () => {
  expect(diffLines('a\r\nb\n', 'a\r\nc\n')).toEqual([
    { kind: 'same', text: 'a\r\n' },
    { kind: 'removed', text: 'b\n' },
    { kind: 'added', text: 'c\n' },
  ]);
});

test.each([
  ['words', (a: string, b: string) => diffWords(a, b, 'ko')],
  ['lines', diffLines],
])('a difference in %s holds both texts, whole and in order', (_, diff) => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const parts = diff(a, b);
      expect(before(parts)).toBe(a);
      expect(now(parts)).toBe(b);
      expect(isDifferent(parts)).toBe(a !== b);
      for (const [index, part] of parts.entries()) {
        expect(part.text).not.toBe('');
        expect(part.kind).not.toBe(parts[index + 1]?.kind);
        if (part.kind === 'added') expect(parts[index + 1]?.kind ?? 'same').toBe('same');
      }
    }),
  );
});

test('words and lines make up the whole text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text, (any, some) => {
      for (const whole of [any, some]) {
        expect(wordsOf(whole).join('')).toBe(whole);
        expect(linesOf(whole).join('')).toBe(whole);
      }
    }),
  );
});
