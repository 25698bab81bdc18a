import { describe, expect, it } from 'vitest';
import type { TrialRow } from '../../../src/core/result-api.ts';
import { sortResults } from '../../../src/web/results/list-order.ts';
import { toRow } from '../results.ts';

const axes = [{ name: 'temperature', levels: [1.5, 0.3] }];
const results = [
  toRow({ temperature: 0.3 }, { costUsd: 0.2, text: '나' }),
  toRow({ temperature: 1.5 }, null),
  toRow({ temperature: 0.3, seed: 2 }, { costUsd: 0.1, text: '가' }),
];
const order = (sorted: TrialRow[]) => sorted.map((result) => results.indexOf(result));

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
    const [first, second, third] = results.map((row) => ({ ...row }));
    const checked = [
      { ...first, checks: [false, null] },
      { ...second, checks: [] },
      { ...third, checks: [true, false] },
    ] as TrialRow[];
    const by = { by: 'checks', isDescending: true } as const;
    expect(sortResults(checked, by, axes).map((row) => checked.indexOf(row))).toEqual([2, 0, 1]);
  });

  it('has equal texts stand together where many begin alike', () => {
    const begin = 'The same long beginning of an answer that goes on and on and on '.repeat(2);
    const rows = ['a', 'b', 'a', 'b'].map((end, seed) => toRow({ seed }, { text: begin + end }));
    const sorted = sortResults(rows, { by: 'text', isDescending: false }, axes).map((row) => row.textKey);
    expect(new Set([sorted.slice(0, 2), sorted.slice(2)].map((two) => new Set(two).size))).toEqual(
      new Set([1]),
    );
  });

  it('sorts figures of probabilities within their kind: two kinds are not compared', () => {
    const toUnsure = (unsureShare: number | null, logprobsKind: 'raw' | 'sampled' | null): TrialRow => {
      const row = toRow({ unsureShare, logprobsKind });
      return { ...row, figures: row.figures && { ...row.figures, unsureShare, logprobsKind } };
    };
    const rows = [
      toUnsure(0.9, 'sampled'),
      toUnsure(0.1, 'raw'),
      toUnsure(null, null),
      toUnsure(0.5, 'sampled'),
      toUnsure(0.2, 'raw'),
    ];
    const sorted = (isDescending: boolean) =>
      sortResults(rows, { by: 'unsure', isDescending }, axes).map((row) => rows.indexOf(row));
    expect(sorted(true)).toEqual([4, 1, 0, 3, 2]);
    expect(sorted(false)).toEqual([1, 4, 3, 0, 2]);
  });

  it('leaves the list that it was given as it is', () => {
    const before = [...results];
    sortResults(results, { by: 'status', isDescending: true }, axes);
    expect(results).toEqual(before);
  });
});
