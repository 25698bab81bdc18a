import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonRuns, type Run } from '../../src/core/common-runs.ts';

/** What the runs say is in common, read off either list. */
const inBefore = (before: readonly string[], runs: readonly Run[]) =>
  runs.flatMap(({ before: at, length }) => before.slice(at, at + length));
const inNow = (now: readonly string[], runs: readonly Run[]) =>
  runs.flatMap(({ now: at, length }) => now.slice(at, at + length));

/** A list of words that looks like prose: few words, often used. Always the same for the same seed. */
function prose(length: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    // Squared, so that some words come often and most seldom.
    return `w${Math.floor(((state >>> 8) / 2 ** 24) ** 2 * 4000)}`;
  });
}

describe('what two lists have in common', () => {
  it('stands in the order of both, and is equal in both', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', ' ');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 60 }), (before, now) => {
        const runs = commonRuns(before, now);
        expect(inBefore(before, runs)).toEqual(inNow(now, runs));
        let [was, is] = [0, 0];
        for (const run of runs) {
          expect(run.length).toBeGreaterThan(0);
          expect([run.before >= was, run.now >= is]).toEqual([true, true]);
          [was, is] = [run.before + run.length, run.now + run.length];
        }
      }),
    );
  });

  it('is all but the edits of a long list, however many and wherever they are', () => {
    const before = prose(60_000, 1);
    // Every twentieth word is another one: far more edits than the least difference is looked for among.
    const now = before.map((word, at) => (at % 20 === 7 ? `x${at}` : word));
    const runs = commonRuns(before, now);
    expect(inBefore(before, runs)).toEqual(before.filter((_, at) => at % 20 !== 7));
    expect(inNow(now, runs)).toEqual(inBefore(before, runs));
  });

  it('is found where a long part has been moved, at either place', () => {
    const [a, b, c] = [prose(9000, 2), prose(5000, 3), prose(9000, 4)];
    const runs = commonRuns([...a, ...b, ...c], [...a, ...c, ...b]);
    expect(inBefore([...a, ...b, ...c], runs).length).toBeGreaterThanOrEqual(18_000);
  });

  it('of lists of the same few words over and over is still told word by word', () => {
    const before = Array.from({ length: 30_000 }, (_, at) => ['the', ' ', 'rice', ' '][at % 4] ?? '');
    const now = before.map((word, at) => (at % 9 === 4 ? `n${at % 3}` : word));
    const runs = commonRuns(before, now);
    expect(inBefore(before, runs)).toEqual(inNow(now, runs));
    expect(inBefore(before, runs).length).toBeGreaterThan(15_000);
  });

  it('is nothing where they have nothing in common, and that is found out too', () => {
    const before = prose(40_000, 5);
    const now = prose(40_000, 6).map((word) => `${word}'`);
    expect(commonRuns(before, now)).toEqual([]);
  });

  it('tells how much is done, never less than before, and ends with all', () => {
    const shares: number[] = [];
    const before = prose(30_000, 7);
    commonRuns(
      before,
      before.map((word, at) => (at % 11 === 3 ? `y${at}` : word)),
      (share) => shares.push(share),
    );
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(10);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  });
});
