import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Vote } from '../../../src/core/vote.ts';
import { MatrixVotes } from '../../../src/web/state/matrix-votes.ts';

const [a, b, c] = ['1', '2', '3'].map((digit) => ({ requestHash: digit.repeat(64), repeat: 1 })) as [
  Vote['a'],
  Vote['a'],
  Vote['a'],
];

/** A server that keeps votes as it is let to: each request waits until it is answered. */
function createServer() {
  const kept: Vote[] = [];
  const waiting: ((isKept: boolean) => void)[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit = {}) => {
    const ballot = JSON.parse(String(body)) as Vote;
    const isKept = await new Promise<boolean>((resolve) => waiting.push(resolve));
    if (!isKept) return Response.json({ error: { code: 'disk-full', message: 'No room.' } }, { status: 507 });
    kept.push({ ...ballot, votedAt: '2026-11-22T00:00:00Z' });
    return Response.json({ votes: kept });
  });
  return {
    kept,
    /** Answers the request that has waited longest. */
    answer: async (isKept = true) => {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
      waiting.shift()?.(isKept);
    },
    waits: () => waiting.length,
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('blind votes', () => {
  it('count at once and reach the server one after the other', async () => {
    const server = createServer();
    const votes = new MatrixVotes('one.gamut.md', 'main');
    const first = votes.vote(a, b, 'a');
    const second = votes.vote(b, c, 'tie');
    expect([votes.verdictOf(a, b), votes.verdictOf(b, a), votes.verdictOf(c, b)]).toEqual(['a', 'b', 'tie']);
    await server.answer();
    expect(await first).toBe(true);
    expect(votes.votes.map(({ verdict }) => verdict)).toEqual(['a', 'tie']);
    await server.answer();
    expect(await second).toBe(true);
    expect(server.kept.map(({ verdict }) => verdict)).toEqual(['a', 'tie']);
    expect(votes.votes).toEqual(server.kept);
  });

  it('count no more where they are not kept, which is told, and the others stay', async () => {
    const server = createServer();
    const votes = new MatrixVotes('one.gamut.md', 'main');
    const first = votes.vote(a, b, 'a');
    const second = votes.vote(b, c, 'bad');
    await server.answer(false);
    expect(await first).toBe(false);
    expect(votes.fault).not.toBeNull();
    expect([votes.verdictOf(a, b), votes.verdictOf(b, c)]).toEqual([null, 'bad']);
    await server.answer();
    expect(await second).toBe(true);
    expect(votes.verdictOf(b, c)).toBe('bad');
  });

  it('are all sent at once when the page goes, each of them once', async () => {
    const server = createServer();
    const votes = new MatrixVotes('one.gamut.md', 'main');
    expect(votes.onTheirWay).toBeNull();
    const all = [votes.vote(a, b, 'a'), votes.vote(b, c, 'tie'), votes.vote(a, c, 'bad')];
    await vi.waitFor(() => expect(server.waits()).toBe(1));
    expect(votes.onTheirWay).not.toBeNull();
    votes.flush();
    votes.flush();
    await vi.waitFor(() => expect(server.waits()).toBe(3));
    for (const _ of all) await server.answer();
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect(server.kept.map(({ verdict }) => verdict)).toEqual(['a', 'tie', 'bad']);
    expect(votes.onTheirWay).toBeNull();
  });

  it('are taken back at once', async () => {
    const server = createServer();
    const votes = new MatrixVotes('one.gamut.md', 'main');
    const first = votes.vote(a, b, 'a');
    await server.answer();
    await first;
    const back = votes.vote(a, b, null);
    expect(votes.verdictOf(a, b)).toBeNull();
    expect(votes.votes).toEqual([]);
    await server.answer(false);
    expect(await back).toBe(false);
    expect(votes.verdictOf(a, b)).toBe('a');
  });
});
