import { describe, expect, it } from 'vitest';
import { firstShown } from '../../src/core/first-shown.ts';
import { toRow } from '../web/results.ts';

const NOBODY = { rows: null, cols: null, split: null };

const AXES = [
  { name: 'row', levels: Array.from({ length: 30 }, (_, at) => `q${at + 1}`) },
  { name: 'temperature', levels: [0, 1] },
];
const TRIALS = [0, 1].flatMap((temperature) =>
  (AXES[0]?.levels ?? []).flatMap((row) => [
    toRow({ row, temperature }, {}, 1),
    toRow({ row, temperature }, {}, 2),
  ]),
);
const idOf = (row: string, temperature: number, repeat = 1) =>
  TRIALS.find(
    (trial) =>
      trial.variant['row'] === row && trial.variant['temperature'] === temperature && trial.repeat === repeat,
  )?.trialId;

describe('what is seen first', () => {
  it('is the first rows of a pivot, the first repeat of each place', () => {
    const ids = firstShown(TRIALS, AXES, null);
    const expected = ['q1', 'q2', 'q3', 'q4'].flatMap((row) => [idOf(row, 0), idOf(row, 1)]);
    expect(ids).toEqual(expected);
  });

  it('follows the axes that a view asks for', () => {
    const ids = firstShown(TRIALS, AXES, { ...NOBODY, layout: 'pivot', rows: 'temperature', cols: 'row' });
    const across = ['q1', 'q2', 'q3', 'q4', 'q5'];
    expect(ids).toEqual([0, 1].flatMap((temperature) => across.map((row) => idOf(row, temperature))));
  });

  it('is the first lines of a list, and nothing where no answer is shown at once', () => {
    expect(firstShown(TRIALS, AXES, { ...NOBODY, layout: 'list' }).slice(0, 2)).toEqual([
      idOf('q1', 0, 1),
      idOf('q1', 0, 2),
    ]);
    expect(firstShown(TRIALS, AXES, { ...NOBODY, layout: 'blind' })).toEqual([]);
  });

  it('is nothing of a matrix without trials', () => {
    expect(firstShown([], AXES, null)).toEqual([]);
  });
});
