import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, commonEnd, commonStart, inverseOf, patchOf } from '../../src/core/text-patch.ts';

const text = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom('a', '가', '😀', '\uD83D', '\n'), { maxLength: 12 }).map((all) => all.join('')),
);
const long = fc
  .tuple(text, fc.nat(9000), text)
  .map(([start, count, end]) => start + 'ab'.repeat(count) + end);

describe('the patch that makes a text of another', () => {
  it('makes it, and its inverse takes it back', () => {
    fc.assert(
      fc.property(fc.oneof(text, long), fc.oneof(text, long), (one, other) => {
        const patch = patchOf(one, other);
        expect(applyPatch(one, patch) === other).toBe(true);
        expect(applyPatch(other, inverseOf(patch, one)) === one).toBe(true);
      }),
    );
  });

  it('has no more than what differs, however long the texts are', () => {
    const [start, end] = ['x'.repeat(100_000), 'y'.repeat(100_001)];
    expect(patchOf(`${start}one${end}`, `${start}two${end}`)).toEqual({ at: 100_000, cut: 3, put: 'two' });
    expect(patchOf(start, `${start}!`)).toEqual({ at: 100_000, cut: 0, put: '!' });
    expect(patchOf(start, start)).toEqual({ at: 0, cut: 0, put: '' });
    expect(patchOf('', '')).toEqual({ at: 0, cut: 0, put: '' });
  });
});

describe('what two texts have alike', () => {
  it('at their ends is counted no further than is asked for', () => {
    expect(commonStart('same here', 'same there')).toBe(5);
    expect(commonEnd('same here', 'same there', 9)).toBe(4);
    expect(commonEnd('aaaa', 'aaa', 2)).toBe(2);
    const [one, other] = ['z'.repeat(10_000), `b${'z'.repeat(9000)}`];
    expect(commonEnd(one, other, 9001)).toBe(9000);
  });
});
