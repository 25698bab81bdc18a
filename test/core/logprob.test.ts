import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alternativesOf,
  entropyBoundBits,
  logprobStats,
  meanLogprob,
  tokenFigures,
  minTokenLogprob,
  othersMass,
  perplexity,
  probability,
  rankOf,
  surprisalBin,
  surprisalBits,
} from '../../src/core/logprob.ts';
import type { TokenLogprob } from '../../src/core/trial.ts';

function toEntry(token: string, p: number, top: [string, number][] = []): TokenLogprob {
  return {
    token,
    bytes: null,
    logprob: Math.log(p),
    top: top.map(([token, p]) => ({ token, bytes: null, logprob: Math.log(p) })),
  };
}

/** A whole distribution, most likely first. */
const distribution = fc
  .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 })
  .map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum).sort((a, b) => b - a);
  });

function toTop(probabilities: number[]): [string, number][] {
  return probabilities.map((p, index) => [`t${index}`, p]);
}

describe('a log probability', () => {
  it('is a probability and a surprisal', () => {
    expect(probability(Math.log(0.25))).toBeCloseTo(0.25, 12);
    expect(surprisalBits(Math.log(0.25))).toBeCloseTo(2, 12);
    expect(surprisalBits(0)).toBe(0);
  });

  it('is no more than certainty where a server rounds to a hair above 0', () => {
    expect(probability(1e-7)).toBe(1);
    expect(surprisalBits(1e-7)).toBe(0);
  });

  it('falls in one of six fixed bins, an edge in the one above', () => {
    expect([0, 0.49, 0.5, 0.99, 1, 2, 3.9, 4, 6.9, 7, 40, Infinity].map(surprisalBin)).toEqual([
      0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5,
    ]);
  });
});

describe('the alternatives of a place', () => {
  it('tell the rank of the chosen one, 1 for the most likely', () => {
    const top: [string, number][] = [
      ['된장', 0.55],
      ['고추장', 0.214],
    ];
    expect(rankOf(toEntry('된장', 0.55, top))).toBe(1);
    expect(rankOf(toEntry('고추장', 0.214, top))).toBe(2);
  });

  it('hold the chosen one, without a rank, where a server did not list it', () => {
    const entry = toEntry('{', 1e-9, [['i', 0.5]]);
    expect(rankOf(entry)).toBeNull();
    expect(alternativesOf(entry).map(({ token, rank, isChosen }) => [token, rank, isChosen])).toEqual([
      ['i', 1, false],
      ['{', null, true],
    ]);
  });

  it('know the chosen one by its figure where held-back tokens came merged, cut or empty', () => {
    const top: [string, number][] = [
      [' sad', 0.5],
      [' happy', 0.12],
    ];
    expect(rankOf(toEntry(' was very happy', 0.12, top))).toBe(2);
    expect(rankOf(toEntry(' ', 0.12, top))).toBe(2);
    expect(rankOf(toEntry('', 0.12, top))).toBe(2);
  });

  it('tell two halves of characters with one text apart by their bytes', () => {
    const entry: TokenLogprob = {
      token: '\uFFFD',
      bytes: [0xec],
      logprob: -1,
      top: [
        { token: '\uFFFD', bytes: [0xed], logprob: -0.5 },
        { token: '\uFFFD', bytes: [0xec], logprob: -1 },
      ],
    };
    expect(rankOf(entry)).toBe(2);
  });

  it('leave the others what they do not add up to, and no less than nothing', () => {
    expect(
      othersMass(
        toEntry('a', 0.5, [
          ['a', 0.5],
          ['b', 0.3],
        ]),
      ),
    ).toBeCloseTo(0.2, 12);
    expect(
      othersMass(
        toEntry('a', 0.7, [
          ['a', 0.7],
          ['b', 0.3000001],
        ]),
      ),
    ).toBe(0);
  });

  it('are no distribution where they add up to clearly more than 1', () => {
    const entry = toEntry('a', 0.9, [
      ['a', 0.9],
      ['b', 0.9],
    ]);
    expect(othersMass(entry)).toBeNull();
    expect(entropyBoundBits(entry)).toBeNull();
  });
});

describe('the entropy bound', () => {
  it('counts what is not listed as one outcome', () => {
    const entry = toEntry('b', 0.214, [
      ['a', 0.55],
      ['b', 0.214],
      ['c', 0.11],
    ]);
    expect(entropyBoundBits(entry)).toBeCloseTo(1.677, 3);
  });

  it('is unknown without alternatives', () => {
    expect(entropyBoundBits(toEntry('a', 0.5))).toBeNull();
  });

  it('never falls as more alternatives are known, is never negative, and ends at the entropy', () => {
    fc.assert(
      fc.property(distribution, (probabilities) => {
        let last = 0;
        for (let k = 1; k <= probabilities.length; k++) {
          const entry = toEntry('t0', probabilities[0] ?? 1, toTop(probabilities.slice(0, k)));
          const bound = entropyBoundBits(entry) ?? Number.NaN;
          expect(bound).toBeGreaterThanOrEqual(last - 1e-9);
          last = bound;
        }
        const entropy = probabilities.reduce((sum, p) => sum - p * Math.log2(p), 0);
        expect(last).toBeCloseTo(entropy, 6);
      }),
    );
  });
});

describe('the figures of a token list', () => {
  it('are the mean, the perplexity and the least', () => {
    const tokens = [toEntry('a', 0.5), toEntry('b', 0.125)];
    const stats = logprobStats(tokens);
    expect(stats?.perplexity).toBeCloseTo(4, 12);
    expect(meanLogprob(tokens)).toBeCloseTo(Math.log(0.25), 12);
    expect(minTokenLogprob(tokens)).toBeCloseTo(Math.log(0.125), 12);
    expect(stats?.count).toBe(2);
  });

  it('have the share of tokens that were unsure: two bits or more, a quarter of the probability at most', () => {
    const tokens = [toEntry('a', 0.9), toEntry('b', 0.25), toEntry('c', 0.26), toEntry('d', 0.01)];
    expect(logprobStats(tokens)?.unsureShare).toBe(0.5);
    expect(logprobStats([toEntry('a', 1)])?.unsureShare).toBe(0);
    expect(tokenFigures(null)).toEqual({ meanLogprob: null, unsureShare: null });
  });

  it('are the same whether or not the server sends the end token', () => {
    const answer = [toEntry('Paris', 0.5)];
    const withEnd = [...answer, { ...toEntry('', 0.01), bytes: [] }];
    expect(logprobStats(withEnd)).toEqual(logprobStats(answer));
  });

  it('count a held-back entry without text, which is a token like any other', () => {
    expect(logprobStats([toEntry('', 0.5), toEntry(' very happy', 0.5)])?.count).toBe(2);
  });

  it('leave out stand-ins that are no figures', () => {
    const tokens = [toEntry('a', 0.5), { ...toEntry('b', 1), logprob: -9999 }, toEntry('c', Number.NaN)];
    expect(logprobStats(tokens)?.count).toBe(1);
    expect(minTokenLogprob(tokens)).toBeCloseTo(Math.log(0.5), 12);
  });

  it('are unknown where there are no tokens', () => {
    expect(logprobStats(null)).toBeNull();
    expect(logprobStats([])).toBeNull();
    expect(meanLogprob([{ ...toEntry('a', 1), logprob: -9999 }])).toBeNull();
  });

  it('have a perplexity of at least 1, that rises as the mean falls', () => {
    expect(perplexity(0)).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -30, max: 0, noNaN: true }), { minLength: 1 }), (logprobs) => {
        const tokens = logprobs.map((logprob) => ({ ...toEntry('x', 1), logprob }));
        const stats = logprobStats(tokens);
        expect(stats?.perplexity).toBeGreaterThanOrEqual(1);
        expect(stats?.minTokenLogprob).toBeLessThanOrEqual((stats?.meanLogprob ?? 0) + 1e-9);
      }),
    );
  });
});
