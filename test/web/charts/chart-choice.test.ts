import { describe, expect, it } from 'vitest';
import { metricsOf, toChoice, type WrittenChart } from '../../../src/web/charts/chart-choice.ts';

const axes = [
  { name: 'prompt', levels: ['a', 'b'] },
  { name: 'persona', levels: ['chef', 'poet'] },
  { name: 'model', levels: ['x/one', 'x/two'] },
  { name: 'temperature', levels: [0.3, 1.5] },
];

function write(written: Partial<WrittenChart>): WrittenChart {
  return { chart: 'cost', by: null, split: null, metric: null, against: null, ...written };
}

function names(written: Partial<WrittenChart>, from = axes) {
  const { kind, by, split, metric, against } = toChoice(write(written), from);
  return { kind, by: by?.name ?? null, split: split?.name ?? null, metric, against };
}

describe('the choice of a chart', () => {
  it('is what the cell says', () => {
    const written = {
      chart: 'pareto',
      by: 'temperature',
      split: 'model',
      metric: 'rating',
      against: 'tokens',
    };
    expect(names(written)).toEqual({
      kind: 'pareto',
      by: 'temperature',
      split: 'model',
      metric: 'rating',
      against: 'tokens',
    });
  });

  it('takes words that mean nothing as if they were not there', () => {
    expect(names({ chart: 'pie', by: 'mood', split: 'mood', metric: 'mood', against: 'mood' })).toEqual({
      kind: 'cost',
      by: 'persona',
      split: null,
      metric: 'mean',
      against: 'cost',
    });
    expect(names({ chart: 'pareto', metric: 'similarity' }).metric).toBe('pass');
  });

  it('never parts an axis by itself', () => {
    expect(names({ by: 'model', split: 'model' })).toMatchObject({ by: 'model', split: null });
  });

  it('puts diversity along the temperature, or else along numbers', () => {
    expect(names({ chart: 'diversity' }).by).toBe('temperature');
    const other = [
      { name: 'persona', levels: ['chef', 'poet'] },
      { name: 'frequency_penalty', levels: [-2, 0, 2] },
    ];
    expect(names({ chart: 'diversity' }, other).by).toBe('frequency_penalty');
    expect(names({ chart: 'diversity' }, other.slice(0, 1)).by).toBe('persona');
  });

  it('takes the first axis where it knows none of them, and none of none', () => {
    expect(names({}, [{ name: 'seed', levels: [1, 2] }]).by).toBe('seed');
    expect(names({}, []).by).toBeNull();
  });

  it('has metrics for the kinds that can be of several things', () => {
    expect(metricsOf('diversity')).toEqual(['distinct-2', 'similarity', 'duplicates']);
    expect(metricsOf('pass')).toEqual([]);
  });
});
