import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByLevels, hasLevels } from '../../../src/web/charts/trial-groups.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const stop = { name: 'stop', levels: [['a'], ['b']] };

describe('groups by levels', () => {
  it('come in the order of the levels, the first axis changing slowest', () => {
    const members = [
      { variant: { persona: 'chef', stop: ['b'] } },
      { variant: { persona: 'chef', stop: ['a'] } },
      { variant: { persona: 'poet', stop: ['b'] } },
      { variant: { persona: 'chef', stop: ['a'] } },
    ];
    expect(
      groupByLevels(members, [persona, stop]).map(({ levels, members: same }) => [
        levels['persona'],
        levels['stop'],
        same.length,
      ]),
    ).toEqual([
      ['poet', ['b'], 1],
      ['chef', ['a'], 2],
      ['chef', ['b'], 1],
    ]);
  });

  it('are one where there is no axis, and none of nothing', () => {
    expect(groupByLevels([{ variant: {} }, { variant: {} }], [])).toHaveLength(1);
    expect(groupByLevels([], [persona])).toEqual([]);
  });

  it('lose no member, and hold alike ones alone', () => {
    const member = fc.record({
      variant: fc.record({
        persona: fc.constantFrom('poet', 'chef', 'unheard of'),
        temperature: fc.constantFrom(0, 1, null),
      }),
    });
    const axes = [persona, { name: 'temperature', levels: [0, 1] }];
    fc.assert(
      fc.property(fc.array(member), (members) => {
        const groups = groupByLevels(members, axes);
        expect(groups.flatMap(({ members: same }) => same)).toHaveLength(members.length);
        for (const { members: same } of groups) {
          const places = new Set(
            same.map(({ variant }) =>
              axes.map(({ name, levels }) => levels.indexOf(variant[name as never])).join(),
            ),
          );
          expect(places.size).toBe(1);
        }
      }),
    );
  });
});

describe('having levels', () => {
  it('is to have them all, whatever else there is', () => {
    const variant = { persona: 'chef', stop: ['a'], temperature: 0.3 };
    expect(hasLevels(variant, { persona: 'chef', stop: ['a'] })).toBe(true);
    expect(hasLevels(variant, { persona: 'chef', temperature: 1 })).toBe(false);
    expect(hasLevels(variant, {})).toBe(true);
    expect(hasLevels(variant, { row: null })).toBe(true);
  });
});
