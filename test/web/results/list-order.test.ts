import { describe, expect, it } from 'vitest';
import type { ResultView } from '../../../src/core/api.ts';
import { sortResults } from '../../../src/web/results/list-order.ts';
import { toResult } from '../results.ts';

const axes = [{ name: 'temperature', levels: [1.5, 0.3] }];
const results = [
  toResult({ temperature: 0.3 }, { costUsd: 0.2, text: '나' }),
  toResult({ temperature: 1.5 }, null),
  toResult({ temperature: 0.3, seed: 2 }, { costUsd: 0.1, text: '가' }),
];
const order = (sorted: ResultView[]) => sorted.map((result) => results.indexOf(result));

describe('sortResults', () => {
  it('puts what is unknown last, whichever way it sorts', () => {
    expect(order(sortResults(results, { by: 'cost', isDescending: false }, axes))).toEqual([2, 0, 1]);
    expect(order(sortResults(results, { by: 'cost', isDescending: true }, axes))).toEqual([0, 2, 1]);
  });

  it('goes by the order of an axis’s levels, not by their size', () => {
    expect(order(sortResults(results, { by: 'axis:temperature', isDescending: false }, axes))).toEqual([
      1, 0, 2,
    ]);
  });

  it('sorts texts as their language does', () => {
    expect(order(sortResults(results, { by: 'text', isDescending: false }, axes))).toEqual([2, 0, 1]);
  });

  it('sorts by the share of checks that passed, those without any last', () => {
    const detail = { en: '', ko: '' };
    const checksOf = (result: ResultView) =>
      result === results[1] ? [] : [{ id: 'short', pass: result === results[2], detail }];
    const by = { by: 'checks', isDescending: true } as const;
    expect(order(sortResults(results, by, axes, checksOf))).toEqual([2, 0, 1]);
  });

  it('leaves the list that it was given as it is', () => {
    const before = [...results];
    sortResults(results, { by: 'status', isDescending: true }, axes);
    expect(results).toEqual(before);
  });
});
