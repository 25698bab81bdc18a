import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBlindPairs, openBlindPairs, toBlindPairs } from '../../src/core/blind-pairs.ts';
import type { Contestant } from '../../src/core/blind-pairs.ts';

function toContestants(cases: number, variants: number, repeats = 1): Contestant[] {
  const all: Contestant[] = [];
  for (let row = 0; row < cases; row++)
    for (let persona = 0; persona < variants; persona++)
      for (let repeat = 1; repeat <= repeats; repeat++) {
        const id = `${row}-${persona}`;
        all.push({
          trialId: `${id}-${repeat}`,
          requestHash: id,
          repeat,
          variant: { prompt: 'ask', persona: `p${persona}`, row: `r${row}` },
          textKey: `text ${id}-${repeat}`,
        });
      }
  return all;
}

const keysOf = (contestants: Contestant[], seed = 's') =>
  toBlindPairs(contestants, { seed }).map(({ key }) => key);

describe('blind pairs', () => {
  it('are of the same case, each pair of variants once', () => {
    const pairs = toBlindPairs(toContestants(3, 4), { seed: 's' });
    expect(pairs).toHaveLength(3 * 6);
    expect(new Set(pairs.map(({ key }) => key)).size).toBe(18);
    for (const { a, b } of pairs) {
      expect(a.variant['row']).toBe(b.variant['row']);
      expect(a.variant['persona']).not.toBe(b.variant['persona']);
    }
  });

  it('are in the same order for the same seed, in another for another, whatever order the answers come in', () => {
    const contestants = toContestants(4, 5);
    expect(keysOf(contestants.toReversed())).toEqual(keysOf(contestants));
    expect(keysOf(contestants, 'other')).not.toEqual(keysOf(contestants));
  });

  it('stand on either side about as often', () => {
    const pairs = toBlindPairs(toContestants(50, 6), { seed: 's' });
    const left = pairs.filter(({ a, b }) => String(a.variant['persona']) < String(b.variant['persona']));
    expect(left.length).toBeGreaterThan(pairs.length * 0.4);
    expect(left.length).toBeLessThan(pairs.length * 0.6);
  });

  it('compare each answer as often as the others after every round', () => {
    const first = toBlindPairs(toContestants(1, 7), { seed: 's' }).slice(0, 7);
    const counts = new Map<string, number>();
    for (const { a, b } of first)
      for (const { trialId } of [a, b]) counts.set(trialId, (counts.get(trialId) ?? 0) + 1);
    expect([...counts.values()]).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });

  it('leave out answers of the same text and repeats of one request', () => {
    const same = toContestants(1, 3).map((one) => ({ ...one, textKey: 'alike' }));
    expect(toBlindPairs(same, { seed: 's' })).toEqual([]);
    const pairs = toBlindPairs(toContestants(1, 2, 3), { seed: 's' });
    expect(pairs).toHaveLength(9);
    expect(pairs.every(({ a, b }) => a.requestHash !== b.requestHash)).toBe(true);
  });

  it('are bounded', () => {
    expect(toBlindPairs(toContestants(20, 60), { seed: 's', limit: 300 })).toHaveLength(300);
  });

  it('come in portions: where one is through, more follow, until all are done', () => {
    const contestants = toContestants(2, 5);
    const done = new Set<string>();
    const open = () =>
      openBlindPairs(contestants, { seed: 's', isDone: ({ key }) => done.has(key), atOnce: 8 });
    const counts: number[] = [];
    for (let { pairs, next } = open(); next; { pairs, next } = open()) {
      counts.push(pairs.length);
      expect(done.has(next.key)).toBe(false);
      done.add(next.key);
    }
    expect(counts).toEqual([...Array(8).fill(8), ...Array(8).fill(16), ...Array(4).fill(20)]);
    expect(open()).toMatchObject({ next: null, pairs: { length: 20 } });
    expect(openBlindPairs([], { seed: 's', isDone: () => false })).toEqual({ pairs: [], next: null });
  });

  it('are counted in all, also where not all of them come', () => {
    const answer = fc.record({
      row: fc.constantFrom('r1', 'r2', null),
      requestHash: fc.constantFrom('h1', 'h2', 'h3', 'h4'),
      textKey: fc.constantFrom('yes', 'no', null),
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 24 }), (answers) => {
        const contestants = answers.map(({ row, requestHash, textKey }, at) => ({
          trialId: String(at),
          requestHash: `${row}${requestHash}`,
          repeat: at,
          variant: { prompt: 'ask', ...(row === null ? {} : { row }) },
          textKey,
        }));
        const all = toBlindPairs(contestants, { seed: 's', limit: 1000 });
        expect(countBlindPairs(contestants)).toBe(all.length);
      }),
    );
    expect(countBlindPairs(toContestants(20, 60))).toBe(20 * 30 * 59);
  });

  it('never hold a pair twice', () => {
    fc.assert(
      fc.property(
        fc.nat(4),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        (cases, variants, repeats) => {
          const keys = keysOf(toContestants(cases, variants, repeats));
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys.length).toBe((cases * variants * (variants - 1) * repeats * repeats) / 2);
        },
      ),
    );
  });
});
