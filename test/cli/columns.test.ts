import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { padTo, toColumns } from '../../src/cli/columns.ts';

describe('columns', () => {
  test('line up where some names are Hangul and some are Latin', () => {
    const rows = [
      ['심리 상담사', '3'],
      ['chef', '12'],
    ];
    expect(toColumns([{ title: 'persona' }, { title: 'n', align: 'right' }], rows)).toEqual([
      'persona       n',
      '심리 상담사   3',
      'chef         12',
    ]);
  });

  test('a newline in a cell does not break the table', () => {
    expect(toColumns([{ title: 'a' }], [['one\n  two']])).toEqual(['a', 'one two']);
  });

  test('padding gives exactly the width asked for, whatever the script, and never cuts', () => {
    const texts = fc
      .array(fc.constantFrom('a', '가', '셰프', 'é', '👩‍🍳', ' ', '漢'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        texts,
        fc.nat(40),
        fc.constantFrom('left' as const, 'right' as const),
        (text, width, align) => {
          const padded = padTo(text, width, align);
          expect(stringWidth(padded)).toBe(Math.max(width, stringWidth(text)));
          expect(padded).toContain(text);
        },
      ),
    );
  });
});
