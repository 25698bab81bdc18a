import { describe, expect, it } from 'vitest';
import { NO_ANNOTATION } from '../../../src/core/annotation.ts';
import type { ChartKind } from '../../../src/core/cell-kind.ts';
import { metricsOf, type ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { lackOf, toChartModel, type ChartSource } from '../../../src/web/charts/chart-model.ts';
import { keepGroups, keepTrials, leavesOutAnswers } from '../../../src/web/charts/chart-source.ts';
import { toRow } from '../results.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const NOTHING: ChartSource = { trials: [], isNarrowed: false, checks: [], diversity: [], votes: [] };

function lack(kind: ChartKind, source: Partial<ChartSource>, metric = metricsOf(kind)[0] ?? '') {
  const choice: ChartChoice = { kind, by: persona, split: null, metric, against: 'cost' };
  const whole = { ...NOTHING, ...source };
  return lackOf(toChartModel(whole, choice), whole);
}

describe('what a chart lacks', () => {
  it('is other answers where all that was rated or voted on is stale', () => {
    const annotation = { ...NO_ANNOTATION, rating: 4 as const };
    const stale = {
      ...toRow({ persona: 'chef' }),
      requestHash: 'now',
      answerHash: 'before',
      standing: 'stale' as const,
      annotation,
    };
    const other = { ...toRow({ persona: 'poet' }), requestHash: 'p' };
    expect(lack('ratings', { trials: [stale] })).toBe('stale-ratings');
    expect(lack('ratings', { trials: [stale, other] })).toBe('stale-ratings');
    const a = { requestHash: 'before', repeat: stale.repeat };
    const b = { requestHash: 'p', repeat: other.repeat };
    const votes = [{ a, b, verdict: 'a' as const, votedAt: '2026-11-01T00:00:00Z' }];
    expect(lack('ratings', { trials: [stale, other], votes }, 'wins')).toBe('stale-votes');
    expect(lack('ratings', { trials: [other], votes }, 'wins')).toBe('votes');
  });

  it('is fresh answers where all are stale, and others where the filter leaves out those that there are', () => {
    const stale = { ...toRow({ persona: 'chef' }), standing: 'stale' as const };
    for (const kind of ['cost', 'tokens', 'latency', 'ratings', 'diversity', 'pareto'] as const) {
      const metric = kind === 'pareto' ? 'rating' : metricsOf(kind)[0];
      expect(lack(kind, { trials: [stale] }, metric)).toBe('stale');
      expect(lack(kind, { trials: [], isNarrowed: true }, metric)).toBe('filter');
    }
    expect(lack('pass', { trials: [stale], checks: ['short'] })).toBe('stale');
    expect(lack('pass', { trials: [], checks: ['short'], isNarrowed: true })).toBe('filter');
    const votes = [{ a: stale, b: stale, verdict: 'a' as const, votedAt: '2026-11-01T00:00:00Z' }];
    expect(lack('ratings', { trials: [], isNarrowed: true, votes }, 'wins')).toBe('filter');
  });

  const answered = [toRow({ persona: 'chef' }, { costUsd: 1, usage: { inputTokens: 1, outputTokens: 1 } })];

  it('is answers, for every kind that needs nothing else', () => {
    for (const kind of ['cost', 'tokens', 'latency', 'ratings'] as const)
      expect(lack(kind, {})).toBe('answers');
    for (const kind of ['cost', 'tokens', 'latency'] as const)
      expect(lack(kind, { trials: answered })).toBeNull();
  });

  it('is a price where none is known, and nothing but a word where all is free', () => {
    expect(lack('cost', { trials: [toRow({ persona: 'chef' }, { costUsd: null })] })).toBe('prices');
    expect(lack('cost', { trials: [toRow({ persona: 'chef' }, { costUsd: 0 })] })).toBe('free');
  });

  it('is a cost to weigh where all is free, unless time or tokens are weighed', () => {
    const free = (persona: string, pass: boolean) => ({
      ...toRow({ persona }, { costUsd: 0, totalMs: 5, usage: { inputTokens: 1, outputTokens: 1 } }),
      checks: [pass],
    });
    const trials = [free('chef', true), free('poet', false)];
    const whole = { ...NOTHING, trials, checks: ['short'] };
    const of = (against: ChartChoice['against'], source = whole) =>
      lackOf(
        toChartModel(source, { kind: 'pareto', by: persona, split: null, metric: 'pass', against }),
        source,
      );
    expect(of('cost')).toBe('free-trade');
    expect([of('tokens'), of('latency')]).toEqual([null, null]);
    const dear = { ...toRow({ persona: 'poet' }, { costUsd: 1 }, 2), checks: [true] };
    expect(of('cost', { ...whole, trials: [...trials, dear] })).toBeNull();
  });

  it('is checks, then what they say', () => {
    expect(lack('pass', { trials: answered })).toBe('checks');
    expect(lack('pareto', { trials: answered })).toBe('checks');
    expect(lack('pareto', { trials: answered, checks: ['short'] })).toBe('verdicts');
    const checked = answered.map((row) => ({ ...row, checks: [true] }));
    expect(lack('pareto', { trials: checked, checks: ['short'] })).toBeNull();
    expect(lack('pass', { trials: checked, checks: ['short'] })).toBeNull();
  });

  it('is ratings or votes', () => {
    expect(lack('ratings', { trials: answered })).toBe('ratings');
    expect(lack('ratings', { trials: answered }, 'wins')).toBe('votes');
    expect(lack('pareto', { trials: answered }, 'rating')).toBe('ratings');
  });

  it('is repeats where a matrix has fewer than three, and answers where they are not there yet', () => {
    const variant = { persona: 'chef' };
    const group = { variant, trials: 2, answers: 2, diversity: null };
    expect(lack('diversity', { trials: answered, diversity: [group] })).toBe('repeats');
    expect(lack('diversity', { trials: answered, diversity: [{ ...group, trials: 3 }] })).toBe(
      'enough-answers',
    );
    expect(lack('diversity', { trials: answered, diversity: null })).toBe('loading');
    const diversity = { n: 3, distinct2: 0.5, meanSimilarity: 0.5, duplicateRate: 0 };
    expect(
      lack('diversity', { trials: answered, diversity: [{ variant, trials: 3, answers: 3, diversity }] }),
    ).toBeNull();
  });
});

describe('a view’s filters', () => {
  const chef = toRow({ persona: 'chef' });
  const poet = toRow({ persona: 'poet' });
  const kept = new Set([chef.trialId]);

  it('leave out answers, or only what has none', () => {
    const open = { ...poet, standing: 'never' as const };
    expect(leavesOutAnswers([chef, poet], kept)).toBe(true);
    expect(leavesOutAnswers([chef, open], kept)).toBe(false);
    expect(leavesOutAnswers([chef, poet], null)).toBe(false);
  });

  it('keep trials, and the groups of answers that have any of them', () => {
    const groups = [chef, poet].map(({ variant }) => ({ variant, trials: 3, answers: 3, diversity: null }));
    expect(keepTrials([chef, poet], kept)).toEqual([chef]);
    expect(keepTrials([chef, poet], null)).toEqual([chef, poet]);
    expect(keepGroups(groups, [chef, poet], kept)).toEqual([groups[0]]);
    expect(keepGroups(null, [chef, poet], kept)).toBeNull();
  });
});
