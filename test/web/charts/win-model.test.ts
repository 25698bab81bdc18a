import { expect, test } from 'vitest';
import type { Vote } from '../../../src/core/vote.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toWinModel } from '../../../src/web/charts/win-model.ts';
import { toRow } from '../results.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const choice: ChartChoice = { kind: 'ratings', by: persona, split: null, metric: 'wins', against: 'cost' };

const chef = { ...toRow({ persona: 'chef' }), requestHash: 'c' };
const poet = { ...toRow({ persona: 'poet' }), requestHash: 'p' };

function vote(verdict: Vote['verdict']): Vote {
  return { a: chef, b: poet, verdict, votedAt: '2026-11-01T00:00:00Z' };
}

test('blind wins are the part of the comparisons won, in the order of the axis, with Wilson’s interval', () => {
  const votes = [...Array.from({ length: 8 }, () => vote('a')), vote('b'), vote('b'), vote('bad')];
  const { groups, n, unknown } = toWinModel([chef, poet], votes, choice);
  expect(groups.map(({ levels, n: own, lanes }) => [levels['persona'], own, lanes[0]?.whole])).toEqual([
    ['poet', 10, 0.2],
    ['chef', 10, 0.8],
  ]);
  expect(groups[1]?.lanes[0]?.interval?.low).toBeCloseTo(0.4902, 4);
  expect(groups[1]?.lanes[0]?.interval?.high).toBeCloseTo(0.9433, 4);
  expect([n, unknown]).toEqual([10, 1]);
});

test('a tie is half a win for both sides', () => {
  const { groups } = toWinModel([chef, poet], [vote('tie'), vote('a')], choice);
  expect(groups.map(({ lanes }) => lanes[0]?.whole)).toEqual([0.25, 0.75]);
});

test('votes on stale answers are in no bar, and counted apart', () => {
  const stale = { ...chef, requestHash: 'c2', answerHash: 'c', standing: 'stale' as const };
  const votes = [vote('a'), vote('b')];
  expect(toWinModel([stale, poet], votes, choice)).toMatchObject({ n: 0, staleVotes: 2, groups: [] });
  expect(toWinModel([chef, poet], votes, choice)).toMatchObject({ n: 2, staleVotes: 0 });
  // What another trial asks now is current.
  const other = { ...toRow({ persona: 'chef' }, {}, 1), requestHash: 'c' };
  expect(toWinModel([stale, other, poet], votes, choice)).toMatchObject({ n: 2, staleVotes: 0 });
});
