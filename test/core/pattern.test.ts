import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasNestedRepetition, patternFault } from '../../src/core/pattern-syntax.ts';
import { escapePattern, toPattern } from '../../src/core/pattern.ts';

function tests(written: string, text: string): boolean | null | 'invalid' {
  const pattern = toPattern(written);
  return pattern instanceof Error ? 'invalid' : pattern.test(text);
}

test('patterns mean what they mean in JavaScript', () => {
  for (const [written, text, found] of [
    ['가.나', '가👍나', true],
    [String.raw`\s`, '\u3000', true],
    [String.raw`[\s,]{2}`, ',\u00a0', true],
    [String.raw`^\S+$`, '가\u3000나', false],
    [String.raw`\p{Script=Hangul}{2}`, '한글', true],
    [String.raw`\u{1F44D}`, '👍', true],
    ['/a.b/s', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['/^B$/mi', 'a\nb', true],
    ['a$', 'a\n', false],
    ['(?<=₩)\\d', '₩3', true],
    ['^(?!.*no)', 'no', false],
    ['(.)\\1', 'aa', true],
    ['/', 'a/b', true],
    ['[', 'a', 'invalid'],
    ['(?i)a', 'A', 'invalid'],
  ] as const) {
    expect([written, tests(written, text)]).toEqual([written, found]);
  }
});

test('a pattern that would run forever by backtracking ends at once, or is refused', () => {
  expect(tests('^(a+)+$', `${'a'.repeat(100_000)}b`)).toBe(false);
  expect(tests('^(a|a)*$', `${'a'.repeat(100_000)}b`)).toBe(false);
  expect(tests('(?=a)(a+)+$', 'a')).toBe('invalid');
});

test('repetitions in repetitions are seen', () => {
  for (const source of ['(a+)+', '(?:a*b)*', '((a{2,})b?)+', '(a|b+)*'])
    expect(hasNestedRepetition(source)).toBe(true);
  for (const source of ['(ab)+', 'a+b+', '(a+)?', '(a{2,3})+', String.raw`(\+)+`, '([+*])+']) {
    expect(hasNestedRepetition(source)).toBe(false);
  }
});

test('an escaped text matches itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tests(`^${escapePattern(text)}$`, text)).toBe(true);
    }),
  );
});

test('both engines agree on plain patterns', () => {
  const part = fc.constantFrom(
    'a',
    '가',
    '.',
    '[a-c]',
    String.raw`\d`,
    String.raw`\w`,
    'b?',
    'a*',
    '(a|나)',
    '[^a]',
    '^',
    '$',
    'x{2}',
  );
  const text = fc.array(fc.constantFrom('a', 'b', '가', '나', '1', ' ', '\n', 'x'), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), text, (parts, letters) => {
      const source = parts.join('');
      expect(tests(source, letters.join(''))).toBe(new RegExp(source, 'u').test(letters.join('')));
    }),
    { numRuns: 500 },
  );
});

test('a notebook is read without the engine, and what is wrong with a pattern is told all the same', () => {
  const patterns = [
    'a+',
    '(a+)+$',
    '(a',
    '/a/zz',
    '(?=(a+)+b)',
    '(a+)+\\1',
    '(?<n>a+)+\\k<n>',
    '[가-힣]+',
    '/(a+)*/v',
  ];
  for (const written of patterns) {
    const made = toPattern(written);
    expect([written, patternFault(written)]).toEqual([written, made instanceof Error ? made.message : null]);
  }
});
