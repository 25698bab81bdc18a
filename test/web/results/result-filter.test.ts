import { describe, expect, it } from 'vitest';
import { buildPivot, pivotSpec, variedAxes } from '../../../src/core/pivot.ts';
import { countStandings, keepRows, keepTrials } from '../../../src/web/results/result-filter.ts';
import { freshText } from '../../../src/web/results/result-figures.ts';
import { toRow } from '../results.ts';

const results = [
  toRow({ persona: 'chef', temperature: 0.3 }, { text: 'same' }),
  toRow({ persona: 'chef', temperature: 1.5 }, { text: 'same' }),
  toRow({ persona: 'poet', temperature: 0.3 }, { text: 'one' }),
  toRow({ persona: 'poet', temperature: 1.5 }, { text: 'other' }),
  toRow({ persona: 'none', temperature: 0.3 }, { text: 'only' }),
  toRow({ persona: 'none', temperature: 1.5 }, { failed: true, text: 'half' }),
];

describe('the filters of results', () => {
  it('count trials by standing', () => {
    expect(countStandings(results)).toMatchObject({ done: 5, error: 1, stale: 0, never: 0 });
  });

  it('keep the trials of one standing', () => {
    expect(keepTrials(results, 'error')).toEqual([results[5]]);
    expect(keepTrials(results, 'all')).toBe(results);
  });

  it('keep the rows whose answers are not all alike; what failed has no say', () => {
    const axes = variedAxes(results);
    const { rows } = buildPivot(results, pivotSpec(axes), axes);
    const byId = new Map(results.map((result) => [result.trialId, result]));
    const kept = keepRows(rows, 'different', (id) => freshText(byId.get(id) ?? null));
    expect(kept.map((row) => row.levels['persona'])).toEqual(['poet']);
  });
});
