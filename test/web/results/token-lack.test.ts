import { expect, it } from 'vitest';
import type { TrialRow } from '../../../src/core/result-api.ts';
import { lacksAlone, tokenLack } from '../../../src/web/results/token-lack.ts';
import { toRow } from '../results.ts';

function answer(model: string, hasTokens: boolean, { row = 'q1', isPinned = false } = {}): TrialRow {
  const made = toRow({ model, row });
  return {
    ...made,
    recordId: isPinned ? -1 : 1,
    figures: made.figures && { ...made.figures, hasTokens },
  };
}

it('names the models of whose answers none has token probabilities, once each', () => {
  const trials = [
    answer('a', true),
    answer('b', false),
    answer('b', false, { row: 'q2' }),
    answer('c', false),
  ];
  expect(tokenLack(trials)).toEqual({ models: ['b', 'c'], pinned: [], isWhole: false });
  expect(trials.map((row) => lacksAlone(row, trials))).toEqual([false, false, false, false]);
});

it('leaves it to the answer where others of its model have them', () => {
  const trials = [answer('a', true), answer('a', false, { row: 'q2' })];
  expect(tokenLack(trials)).toEqual({ models: [], pinned: [], isWhole: false });
  expect(trials.map((row) => lacksAlone(row, trials))).toEqual([false, true]);
});

it('tells answers that were pinned without them from servers that send none', () => {
  const trials = [answer('a', true), answer('a', false, { row: 'q2', isPinned: true })];
  expect(tokenLack(trials)).toEqual({ models: [], pinned: ['a'], isWhole: false });
  expect(trials.map((row) => lacksAlone(row, trials))).toEqual([false, false]);
});

it('says nothing where there is no answer, and tells where no answer has them', () => {
  expect(tokenLack([toRow({ model: 'a' }, null), toRow({ model: 'b' }, { failed: true })])).toEqual({
    models: [],
    pinned: [],
    isWhole: false,
  });
  expect(tokenLack([answer('a', false), toRow({ model: 'b' }, null)])).toMatchObject({ isWhole: true });
});
