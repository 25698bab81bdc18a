import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLevelsText } from '../../src/core/read-levels.ts';
import { toLevelsText } from '../../src/core/levels-text.ts';

describe('levels in one line', () => {
  it('reads one value as itself and several as a list', () => {
    expect(fromLevelsText('0.7')).toBe(0.7);
    expect(fromLevelsText(' 0.3, 0.7 ,1.5 ')).toEqual([0.3, 0.7, 1.5]);
    expect(fromLevelsText('low, high,')).toEqual(['low', 'high']);
  });

  it('keeps a range as it was written', () => {
    expect(fromLevelsText('0 to 1.5 step 0.25')).toBe('0 to 1.5 step 0.25');
    expect(fromLevelsText(' 0~1.5, step 0.25')).toBe('0~1.5, step 0.25');
    expect(fromLevelsText('0부터 1.5까지 0.25씩')).toBe('0부터 1.5까지 0.25씩');
    expect(fromLevelsText('0~1 step 0.5, 2')).toEqual(['0~1 step 0.5', 2]);
    expect(toLevelsText('0 to 1.5 step 0.25')).toBe('0 to 1.5 step 0.25');
  });

  it('reads an empty level as one that sends nothing', () => {
    expect(fromLevelsText('null')).toBe('default');
    expect(toLevelsText([null, 0.5])).toBe('default, 0.5');
  });

  it('says that a text which is no YAML cannot be read', () => {
    expect(fromLevelsText('[1, 2')).toBeNull();
    expect(fromLevelsText('')).toBeNull();
    expect(fromLevelsText('a: b: c')).toBeNull();
  });

  it('writes what it reads back as the same levels', () => {
    const level = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
      fc.string({
        minLength: 1,
        unit: fc.constantFrom('a', '가', ' ', ',', ':', '"', "'", '#', '-', '{', ']', '\n', '0'),
      }),
      fc.boolean(),
      fc.record({ type: fc.constant('json_schema'), strict: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(level, { minLength: 2, maxLength: 5 }), (levels) => {
        expect(fromLevelsText(toLevelsText(levels))).toEqual(levels);
      }),
    );
  });
});
