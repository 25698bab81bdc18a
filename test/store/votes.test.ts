import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import type { Votes } from '../../src/store/votes.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

const [h1, h2, h3] = ['h1', 'h2', 'h3'].map((requestHash) => ({ requestHash, repeat: 1 })) as [
  { requestHash: string; repeat: number },
  { requestHash: string; repeat: number },
  { requestHash: string; repeat: number },
];
const main = { notebook: 'experiments/tone.gamut.md', cellId: 'main' };

function openVotes(): Votes {
  const results = openResults(join(createTempFolder(), 'gamut.db'), { now: () => Date.UTC(2026, 10, 1) });
  onTestFinished(() => results.close());
  return results.votes;
}

test('votes are of a matrix, in the order in which they were given', () => {
  const votes = openVotes();
  votes.put(main, { a: h1, b: h2, verdict: 'b' });
  votes.put(main, { a: h3, b: h1, verdict: 'tie' });
  votes.put({ ...main, cellId: 'other' }, { a: h1, b: h2, verdict: 'bad' });
  expect(votes.of(main)).toEqual([
    { a: h1, b: h2, verdict: 'b', votedAt: '2026-11-01T00:00:00.000Z' },
    { a: h3, b: h1, verdict: 'tie', votedAt: '2026-11-01T00:00:00.000Z' },
  ]);
});

test('a second vote on a pair takes the place of the first, whichever stood on the left', () => {
  const votes = openVotes();
  votes.put(main, { a: h1, b: h2, verdict: 'a' });
  votes.put(main, { a: h1, b: h3, verdict: 'a' });
  votes.put(main, { a: h2, b: h1, verdict: 'a' });
  expect(votes.of(main)).toMatchObject([
    { a: h1, b: h3 },
    { a: h2, b: h1, verdict: 'a' },
  ]);
});

test('a vote is taken back by its pair', () => {
  const votes = openVotes();
  votes.put(main, { a: h1, b: h2, verdict: 'a' });
  votes.remove(main, h2, h1);
  expect(votes.of(main)).toEqual([]);
});
