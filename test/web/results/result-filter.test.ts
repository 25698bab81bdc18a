import { describe, expect, it } from 'vitest';
import { buildPivot, pivotSpec, variedAxes } from '../../../src/core/pivot.ts';
import { NO_FILTER, type ViewFilter } from '../../../src/core/view-spec.ts';
import type { TrialRow } from '../../../src/core/result-api.ts';
import type { Annotation, Rating } from '../../../src/core/annotation.ts';
import {
  countShown,
  countStandings,
  keepRows,
  keepTrials,
  leastConfident,
} from '../../../src/web/results/result-filter.ts';
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

/** The even ones have a star; they are rated 1 to 5 in their order. */
function toSaid(at: number): Annotation {
  const tags = at === 3 ? ['long', '좋음'] : at === 0 ? ['좋음'] : [];
  return { starred: at % 2 === 0, rating: Math.min(5, at + 1) as Rating, note: '', tags };
}

/** A row whose tokens had this mean log probability. */
function toSure(meanLogprob: number | null, logprobsKind: 'raw' | 'sampled' = 'raw'): TrialRow {
  const row = toRow({ persona: 'chef', sure: meanLogprob });
  return { ...row, figures: row.figures && { ...row.figures, meanLogprob, logprobsKind } };
}

describe('the least confident answers', () => {
  it('are the quarter with the lowest mean log probability; unknown is not low', () => {
    const rows = [-0.1, -2, null, -0.5, -0.4, -0.3, -3, -0.2, -0.6].map((mean) => toSure(mean));
    expect([...leastConfident(rows)].map(({ figures }) => figures?.meanLogprob)).toEqual([-3, -2]);
  });

  it('are told of each kind of probability by itself, and not of one alone', () => {
    const rows = [toSure(-5), toSure(-6), toSure(-0.1, 'sampled'), toSure(-0.2, 'sampled')];
    expect([...leastConfident(rows)]).toEqual([rows[1], rows[3]]);
    expect(leastConfident([toSure(-9)]).size).toBe(0);
  });
});

describe('the filter by unsure tokens', () => {
  const toUnsure = (unsureShare: number | null, logprobsKind: 'raw' | 'sampled' | null = 'raw'): TrialRow => {
    const row = toRow({ persona: 'chef', unsure: unsureShare });
    return { ...row, figures: row.figures && { ...row.figures, unsureShare, logprobsKind } };
  };

  it('keeps answers with so large a share or more; unknown is not large', () => {
    const rows = [toUnsure(0), toUnsure(0.1), toUnsure(0.3), toUnsure(null)];
    expect(keepTrials(rows, { ...NO_FILTER, minUnsure: 0.1 })).toEqual([rows[1], rows[2]]);
  });

  it('keeps by probabilities of one kind where it says so', () => {
    const rows = [toUnsure(0.3), toUnsure(0.3, 'sampled'), toUnsure(0.3, null)];
    const keep = (logprobs: 'raw' | 'sampled' | 'unknown') =>
      keepTrials(rows, { ...NO_FILTER, minUnsure: 0.2, logprobs });
    expect([keep('raw'), keep('sampled'), keep('unknown')]).toEqual([[rows[0]], [rows[1]], [rows[2]]]);
  });
});

describe('the filters of results', () => {
  it('count trials by standing', () => {
    expect(countStandings(results)).toMatchObject({ done: 5, error: 1, stale: 0, never: 0 });
  });

  it('keep the trials of one standing', () => {
    expect(keepTrials(results, { ...NO_FILTER, show: 'error' })).toEqual([results[5]]);
    expect(keepTrials(results, NO_FILTER)).toBe(results);
  });

  it('keep what has a star, a rating of so much or more, and all of the tags', () => {
    const said = results.map((row, at) => ({ ...row, annotation: at === 5 ? null : toSaid(at) }));
    const kept = (filter: Partial<ViewFilter>) =>
      keepTrials(said, { ...NO_FILTER, ...filter }).map((row) => said.indexOf(row));
    expect(kept({ show: 'starred' })).toEqual([0, 2, 4]);
    expect(kept({ minRating: 4 })).toEqual([3, 4]);
    expect(kept({ tags: ['좋음'] })).toEqual([0, 3]);
    expect(kept({ tags: ['좋음', 'long'] })).toEqual([3]);
    expect(kept({ show: 'starred', minRating: 3 })).toEqual([2, 4]);
  });

  it('keep what fails a check, and not what could not be checked', () => {
    const checked: TrialRow[] = results.map((row, at) => ({
      ...row,
      checks: [[true], [true, false], [null], []][at] ?? [],
    }));
    const failed = keepTrials(checked, { ...NO_FILTER, show: 'failed-checks' });
    expect(failed.map((row) => checked.indexOf(row))).toEqual([1]);
  });

  it('keep what holds the text that is looked for, and the levels that a chart has chosen', () => {
    const [first, second] = results.map(({ trialId }) => trialId) as [string, string];
    const only = { temperature: 1.5 };
    const matches = new Set([first, second]);
    expect(keepTrials(results, NO_FILTER, { only: {}, matches })).toEqual(results.slice(0, 2));
    expect(keepTrials(results, NO_FILTER, { only, matches })).toEqual([results[1]]);
    expect(keepTrials(results, NO_FILTER, { only: {}, matches: new Set() })).toEqual([]);
  });

  it('count what each word keeps', () => {
    const said = results.map((row, at) => ({ ...row, annotation: toSaid(at) }));
    expect(countShown(said)).toMatchObject({ all: 6, done: 5, error: 1, starred: 3, 'failed-checks': 0 });
  });

  it('keep the rows whose answers are not all alike; what failed has no say', () => {
    const axes = variedAxes(results);
    const { rows } = buildPivot(results, pivotSpec(axes), axes);
    const byId = new Map(results.map((result) => [result.trialId, result]));
    const kept = keepRows(rows, 'different', (id) => freshText(byId.get(id) ?? null));
    expect(kept.map((row) => row.levels['persona'])).toEqual(['poet']);
  });
});
