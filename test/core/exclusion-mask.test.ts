import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMask, toMask, type Rule } from '../../src/core/exclusion-mask.ts';
import type { Axis } from '../../src/core/notebook.ts';

const persona: Axis = { name: 'persona', levels: ['chef', 'poet', 'none'] };
const heat: Axis = { name: 'temperature', levels: [0.3, 0.7, 1.5, 2] };
const grid = (lines: string[]) => lines.map((line) => [...line].map((mark) => mark === 'x'));
const rulesOf = (lines: string[], before: Rule[] = []) => fromMask(grid(lines), before, persona, heat);

describe('a grid of what is left out', () => {
  it('is written as one rule for what one rule can say', () => {
    expect(rulesOf(['....', '....', '....'])).toEqual([]);
    expect(rulesOf(['..x.', '....', '....'])).toEqual([{ persona: 'chef', temperature: 1.5 }]);
    expect(rulesOf(['xxxx', '....', '....'])).toEqual([{ persona: 'chef' }]);
    expect(rulesOf(['...x', '...x', '...x'])).toEqual([{ temperature: 2 }]);
    expect(rulesOf(['..xx', '..xx', '....'])).toEqual([{ persona: ['chef', 'poet'], temperature: [1.5, 2] }]);
    expect(rulesOf(['xxxx', '...x', '...x'])).toEqual([{ persona: 'chef' }, { temperature: 2 }]);
  });

  it('keeps rules of other axes, and those that still hold, in their places', () => {
    const other: Rule = { persona: 'poet', model: 'sandbox/tiny' };
    const before: Rule[] = [{ persona: 'chef', temperature: 2 }, other];
    expect(rulesOf(['...x', '....', 'x...'], before)).toEqual([
      ...before,
      { persona: 'none', temperature: 0.3 },
    ]);
    expect(rulesOf(['....', '....', '....'], before)).toEqual([other]);
  });

  it('tells where other rules leave a part out', () => {
    const { out, parts } = toMask([{ persona: 'chef', model: 'a/b' }, { temperature: 2 }], persona, heat);
    expect(out).toEqual(grid(['...x', '...x', '...x']));
    expect(parts.map((line) => line.join(''))).toEqual(['1111', '0000', '0000']);
  });

  it('comes back from its rules as it was, whatever is left out', () => {
    const line = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    const other: Rule = { persona: 'chef', row: 'a' };
    fc.assert(
      fc.property(fc.tuple(line, line, line), fc.tuple(line, line, line), (first, second) => {
        const once = fromMask(first, [other], persona, heat);
        expect(toMask(once, persona, heat).out).toEqual(first);
        const twice = fromMask(second, once, persona, heat);
        expect(toMask(twice, persona, heat).out).toEqual(second);
        expect(twice).toContain(other);
      }),
    );
  });
});
