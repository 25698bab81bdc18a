import { describe, expect, it } from 'vitest';
import { toCsvChunks } from '../../src/core/csv.ts';
import type { Variant } from '../../src/core/trial.ts';
import { toVoteTable } from '../../src/core/vote-table.ts';
import { tallyVotes } from '../../src/core/vote-tally.ts';
import type { Verdict, Vote } from '../../src/core/vote.ts';

const key = (requestHash: string) => ({ requestHash, repeat: 1 });
const vote = (a: string, b: string, verdict: Verdict): Vote => ({
  a: key(a),
  b: key(b),
  verdict,
  votedAt: '2026-11-01T00:00:00.000Z',
});

const VARIANTS: Record<string, Variant> = {
  chefCold: { persona: '셰프', temperature: 0.3 },
  chefHot: { persona: '셰프', temperature: 1.5 },
  calmCold: { persona: '상담사', temperature: 0.3 },
};
const variants = new Map(Object.entries(VARIANTS).map(([hash, variant]) => [`${hash}:1`, variant]));

describe('tallyVotes', () => {
  it('counts wins, losses, ties and what is bad on both sides, the best first', () => {
    const votes = [
      vote('chefCold', 'calmCold', 'a'),
      vote('calmCold', 'chefCold', 'b'),
      vote('chefCold', 'calmCold', 'tie'),
      vote('chefCold', 'calmCold', 'bad'),
    ];
    const { scores, counted } = tallyVotes(votes, variants, ['persona']);
    expect(counted).toBe(4);
    expect(scores).toMatchObject([
      { levels: { persona: '셰프' }, wins: 2, losses: 0, ties: 1, bad: 1, n: 3, rate: 2.5 / 3 },
      { levels: { persona: '상담사' }, wins: 0, losses: 2, ties: 1, bad: 1, n: 3, rate: 0.5 / 3 },
    ]);
  });

  it('has the interval of Wilson: 8 of 10 is 49% to 94%', () => {
    const votes = Array.from({ length: 10 }, (_, at) => vote('chefCold', 'calmCold', at < 8 ? 'a' : 'b'));
    const [first] = tallyVotes(votes, variants, ['persona']).scores;
    expect(first?.ci95?.low).toBeCloseTo(0.4902, 4);
    expect(first?.ci95?.high).toBeCloseTo(0.9433, 4);
  });

  it('leaves out votes between answers that do not differ in what is compared, and on answers that are gone', () => {
    const votes = [vote('chefCold', 'chefHot', 'a'), vote('chefCold', 'gone', 'a')];
    expect(tallyVotes(votes, variants, ['persona'])).toEqual({
      scores: [],
      counted: 0,
      leftOut: 2,
      stale: 0,
      alike: 1,
    });
    expect(tallyVotes(votes, variants, ['temperature']).scores).toMatchObject([
      { levels: { temperature: 0.3 }, wins: 1 },
      { levels: { temperature: 1.5 }, losses: 1 },
    ]);
  });

  it('has no rate where both were always bad', () => {
    const { scores } = tallyVotes([vote('chefCold', 'calmCold', 'bad')], variants, ['persona']);
    expect(scores.map(({ rate, ci95, bad }) => ({ rate, ci95, bad }))).toEqual([
      { rate: null, ci95: null, bad: 1 },
      { rate: null, ci95: null, bad: 1 },
    ]);
  });
});

describe('votes on stale answers', () => {
  it('are counted apart from the others that are left out', () => {
    const votes = [
      vote('chefCold', 'calmCold', 'a'),
      vote('before', 'calmCold', 'a'),
      vote('gone', 'calmCold', 'a'),
    ];
    const stale = new Set(['before:1']);
    expect(tallyVotes(votes, variants, ['persona'], stale)).toMatchObject({
      counted: 1,
      leftOut: 2,
      stale: 1,
    });
    // What is asked elsewhere as it was is current.
    const current = new Set(['chefCold:1']);
    expect(tallyVotes(votes, variants, ['persona'], current)).toMatchObject({ counted: 1, stale: 0 });
  });
});

describe('toVoteTable', () => {
  it('has a row a vote with what stood on each side; what is gone is empty', () => {
    const trials = Object.entries(VARIANTS).map(([requestHash, variant]) => ({
      id: `id-${requestHash}`,
      requestHash,
      repeat: 1,
      variant,
      isStale: requestHash === 'chefHot',
    }));
    const votes = [vote('chefCold', 'calmCold', 'b'), vote('gone', 'chefHot', 'bad')];
    const place = { notebook: '말투.gamut.md', matrix: 'main' };
    const table = toVoteTable([{ ...place, votes, trials, personaName: (id) => `${id} 선생` }]);
    const lines = [...toCsvChunks(table, { bom: false })].join('').split('\r\n');
    expect(lines).toEqual([
      'notebook,matrix,voted_at,verdict,a.trial_id,a.request_hash,a.repeat,a.standing,a.persona,a.persona_name,a.temperature,b.trial_id,b.request_hash,b.repeat,b.standing,b.persona,b.persona_name,b.temperature',
      '말투.gamut.md,main,2026-11-01T00:00:00.000Z,b,id-chefCold,chefCold,1,current,셰프,셰프 선생,0.3,id-calmCold,calmCold,1,current,상담사,상담사 선생,0.3',
      '말투.gamut.md,main,2026-11-01T00:00:00.000Z,bad,,gone,1,,,,,id-chefHot,chefHot,1,stale,셰프,셰프 선생,1.5',
      '',
    ]);
  });

  it('has the votes of several matrices in one table, with the axes of all', () => {
    const trial = (id: string, variant: Record<string, string | number>) => ({
      id,
      requestHash: id,
      repeat: 1,
      variant,
      isStale: false,
    });
    const models = [trial('x', { model: 'm' }), trial('y', { model: 'n' })];
    const heats = [trial('v', { temperature: 0 }), trial('w', { temperature: 1 })];
    const { columns, rows } = toVoteTable([
      { notebook: 'n', matrix: 'one', votes: [vote('x', 'y', 'a')], trials: models },
      { notebook: 'n', matrix: 'two', votes: [vote('v', 'w', 'tie')], trials: heats },
    ]);
    const at = ['matrix', 'verdict', 'a.model', 'a.temperature', 'b.model', 'b.temperature'].map((name) =>
      columns.indexOf(name),
    );
    expect([...rows].map((row) => at.map((place) => row[place]))).toEqual([
      ['one', 'a', 'm', null, 'n', null],
      ['two', 'tie', null, 0, null, 1],
    ]);
  });
});
