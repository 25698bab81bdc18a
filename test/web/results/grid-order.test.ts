import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPivot } from '../../../src/core/pivot.ts';
import { orderPivot, ranksOf, trialsOf } from '../../../src/web/results/grid-order.ts';
import { sortResults } from '../../../src/web/results/list-order.ts';
import { toRow } from '../results.ts';

const axes = [
  { name: 'row', levels: ['tofu', 'rice', 'fish'] },
  { name: 'persona', levels: ['chef', 'coach'] },
];
const SPEC = { rows: ['row'], cols: ['persona'] };
const costs: Record<string, number | null> = {
  'tofu chef': 5,
  'tofu coach': 6,
  'rice chef': 9,
  'rice coach': 1,
  'fish chef': null,
  'fish coach': null,
};
const trials = Object.entries(costs).map(([key, costUsd]) => {
  const [row = '', persona = ''] = key.split(' ');
  return toRow({ row, persona }, { costUsd });
});

function rowsBy(isDescending: boolean): unknown[] {
  const sorted = sortResults(trials, { by: 'cost', isDescending }, axes);
  return orderPivot(buildPivot(trials, SPEC, axes), ranksOf(sorted)).rows.map(({ levels }) => levels['row']);
}

describe('a grid in an order', () => {
  it('has the row that holds the least first, from the least up; what is unknown stands last either way', () => {
    expect(rowsBy(false)).toEqual(['rice', 'tofu', 'fish']);
    expect(rowsBy(true)).toEqual(['rice', 'tofu', 'fish']);
    const [first] = sortResults(trials, { by: 'cost', isDescending: true }, axes);
    expect(first?.variant).toEqual({ row: 'rice', persona: 'chef' });
  });

  it('of one row has its columns in the order instead, and each answer under its own head', () => {
    const one = trials.filter(({ variant }) => variant['row'] === 'rice');
    const sorted = sortResults(one, { by: 'cost', isDescending: false }, axes);
    const { rows, cols } = orderPivot(buildPivot(one, SPEC, axes), ranksOf(sorted));
    expect(cols.map(({ levels }) => levels['persona'])).toEqual(['coach', 'chef']);
    expect(rows[0]?.slots.map((slot) => slot?.variant['persona'])).toEqual(['coach', 'chef']);
  });

  it('is gone through row by row as it is shown, and misses no answer', () => {
    const sorted = sortResults(trials, { by: 'cost', isDescending: false }, axes);
    const pivot = orderPivot(buildPivot([...trials, ...trials], SPEC, axes), ranksOf(sorted));
    const byKey = new Map(trials.map(({ trialId, variant }) => [trialId, Object.values(variant).join(' ')]));
    expect(trialsOf(pivot).map((id) => byKey.get(id))).toEqual(
      ['rice chef', 'rice coach', 'tofu chef', 'tofu coach', 'fish chef', 'fish coach'].flatMap((key) => [
        key,
        key,
      ]),
    );
  });

  it('is the very same where nothing moves, also where nothing is known', () => {
    const pivot = buildPivot(trials, SPEC, axes);
    expect(orderPivot(pivot, ranksOf(trials))).toBe(pivot);
    expect(orderPivot(pivot, new Map())).toBe(pivot);
  });

  it('keeps every answer in the row and under the head that it belongs to', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(trials, { minLength: trials.length }), (sorted) => {
        const { rows, cols } = orderPivot(buildPivot(trials, SPEC, axes), ranksOf(sorted));
        for (const { levels, slots } of rows)
          for (const [col, slot] of slots.entries())
            expect(slot?.variant).toEqual({ ...levels, ...cols[col]?.levels });
        expect(rows.flatMap(({ slots }) => slots)).toHaveLength(trials.length);
        expect(rows[0]?.levels['row']).toBe(sorted[0]?.variant['row']);
      }),
    );
  });
});
