import { expect, it } from 'vitest';
import type { LiveTrial } from '../../../src/core/run-state.ts';
import { holds, isSameText } from '../../../src/web/results/same-text.ts';

const SAME = { name: '0.3', trialIds: ['a', 'b'] };

it('holds until one of its trials is made anew', () => {
  const under = new Set<string>();
  const live = { trial: (_: string, id: string) => (under.has(id) ? ({} as LiveTrial) : null) };
  expect(holds(SAME, live, 'tone.gamut.md')).toBe(true);
  under.add('b');
  expect(holds(SAME, live, 'tone.gamut.md')).toBe(false);
});

it('is another when its name or its trials are', () => {
  expect(isSameText(SAME, { ...SAME, trialIds: [...SAME.trialIds] })).toBe(true);
  expect(isSameText(SAME, { ...SAME, name: '0.7' })).toBe(false);
  expect(isSameText(SAME, { ...SAME, trialIds: ['a'] })).toBe(false);
  expect([isSameText(null, SAME), isSameText(null, null)]).toEqual([false, true]);
});
