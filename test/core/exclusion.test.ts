import { describe, expect, it } from 'vitest';
import { canExclude, countExcluded, createExclusion } from '../../src/core/exclusion.ts';
import type { Axis } from '../../src/core/notebook.ts';
import type { Value } from '../../src/core/trial.ts';

const axes: Axis[] = [
  { name: 'persona', levels: ['chef', 'doctor'] },
  { name: 'temperature', levels: [0, 0.7] },
];
const params = { max_tokens: 40 };

describe('a rule of what is left out', () => {
  it('can mean something where all that it names is there', () => {
    expect(canExclude({ persona: 'chef' }, { params }, axes)).toBe(true);
    expect(canExclude({ persona: ['nobody', 'chef'], temperature: 0 }, { params }, axes)).toBe(true);
    expect(canExclude({ persona: 'chef', max_tokens: 40 }, { params }, axes)).toBe(true);
  });

  it('means nothing where it names what the matrix no longer has', () => {
    const rules: Record<string, Value>[] = [
      { persona: 'nobody' },
      { persona: 'chef', max_tokens: 400 },
      { model: 'a/b', temperature: 0 },
    ];
    for (const rule of rules) {
      expect(canExclude(rule, { params }, axes)).toBe(false);
      expect(countExcluded({ exclude: [rule], params }, axes)).toBe(0);
      expect(createExclusion({ exclude: [rule], params }, axes)({ persona: 'chef', temperature: 0 })).toBe(
        false,
      );
    }
  });
});
