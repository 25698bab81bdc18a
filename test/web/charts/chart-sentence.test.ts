import { describe, expect, it } from 'vitest';
import { NO_ANNOTATION } from '../../../src/core/annotation.ts';
import type { ChartKind } from '../../../src/core/cell-kind.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toChartModel, type ChartSource } from '../../../src/web/charts/chart-model.ts';
import { chartSentence } from '../../../src/web/charts/chart-sentence.ts';
import { toFigureTable } from '../../../src/web/charts/chart-table.ts';
import { toScene } from '../../../src/web/charts/to-scene.ts';
import { toRow } from '../results.ts';

const fence = '```';
const notebook = parseNotebook(
  ['chef', 'poet'].map((id) => `${fence}persona id=${id} name="The ${id}"\nYou are.\n${fence}\n`).join('\n'),
);
const context = { notebook, krwPerUsd: null };
const persona = { name: 'persona', levels: ['chef', 'poet'] };

function toModel(kind: ChartKind, metric: string, source: Partial<ChartSource>, by = persona) {
  const choice: ChartChoice = { kind, by, split: null, metric, against: 'cost' };
  return toChartModel(
    { trials: [], isNarrowed: false, checks: [], diversity: [], votes: [], ...source },
    choice,
  );
}

const say = (...of: Parameters<typeof toModel>): string => chartSentence(toModel(...of), context);

const usage = { inputTokens: 100, outputTokens: 50 };
const trials = [
  toRow({ persona: 'chef' }, { costUsd: 0.5, usage }, 1),
  toRow({ persona: 'poet' }, { costUsd: 0.25, usage }, 2),
  toRow({ persona: 'poet' }, { costUsd: null, usage }, 3),
];

describe('the sentence of a chart', () => {
  it('tells the whole, the extremes, and what is in none of it', () => {
    expect(say('cost', 'mean', { trials })).toBe(
      '$0.75 in all for 2 answers. Most on average: The chef ($0.5); least: The poet ($0.25). One of unknown price is not in it.',
    );
  });

  it('says that values are alike where their figures are', () => {
    const even = [48.4, 48.2].map((outputTokens, at) =>
      toRow({ persona: ['chef', 'poet'][at] ?? '' }, { usage: { inputTokens: 0, outputTokens } }, at + 1),
    );
    expect(say('tokens', 'mean', { trials: even })).toContain('All are about the same: 48.');
  });

  it('tells which part of a cost is how much of it, the greatest first', () => {
    const rates = { input: 1000, cachedInput: 100, cacheWrite: 0, output: 4000, reasoning: 0, request: 0 };
    const parted = [toRow({ persona: 'chef' }, { costUsd: 0.3, usage, rates })];
    expect(say('cost', 'mean', { trials: parted })).toBe(
      '$0.3 for one answer. Of that: output 67%, input 33%.',
    );
    expect(say('cost', 'mean', { trials: [...parted, ...trials.slice(0, 1)] })).toContain(
      'Of that: not told apart 63%, output 25%, input 13%.',
    );
  });

  it('tells of time without the waiting, and of that apart', () => {
    const waiting = trials.map((row) => ({
      ...row,
      figures: row.figures && { ...row.figures, queuedMs: 60_000 },
    }));
    expect(say('latency', 'time', { trials: waiting })).toBe(
      'Waiting for a turn before the request (up to 1:00 at the 95th percentile) is in no bar.',
    );
  });

  it('tells the ends of the frontier, and what has no price to be weighed by', () => {
    const checked = [
      { ...trials[0], checks: [true] },
      { ...trials[1], checks: [false] },
    ].map((row) => ({ ...toRow({}), ...row }));
    expect(say('pareto', 'pass', { trials: checked, checks: ['short'] })).toBe(
      'Best: The chef (100% at $0.5); cheapest on the frontier: The poet (0% at $0.25). 2 of 2 are on the frontier: nothing is both cheaper and better.',
    );
    const unpriced = checked.map((row, at) =>
      at === 1 && row.figures ? { ...row, figures: { ...row.figures, costUsd: null } } : row,
    );
    expect(say('pareto', 'pass', { trials: unpriced, checks: ['short'] })).toContain(
      'Not in it, since cost is unknown: The poet.',
    );
  });

  it('calls nothing best where there is but one to weigh', () => {
    const alone = [{ ...toRow({ persona: 'chef' }, { costUsd: 0.5, usage }), checks: [true] }];
    expect(say('pareto', 'pass', { trials: alone, checks: ['short'] })).toBe(
      'The chef: 100% at $0.5. There is nothing else to weigh it against.',
    );
    expect(say('pass', '', { trials: alone, checks: ['short'] })).toBe(
      'There is one answer, and it passed every check.',
    );
  });

  it('calls none best or worst where several are shown with the same figure: it says that they tie', () => {
    const many = { name: 'persona', levels: ['chef', 'poet', 'c', 'd', 'e', 'f', 'g'] };
    const of = (passed: readonly boolean[][]): string => {
      const trials = passed.map((checks, at) => ({
        ...toRow({ persona: many.levels[at] ?? '' }, {}, at + 1),
        checks,
      }));
      return say('pass', '', { trials, checks: ['short', 'kind', 'sane'] }, many);
    };
    const yes = [true, true, true];
    const no = [false, false, true];
    const long = [false, true, true];
    expect(of([yes, yes, long])).toBe(
      '67% of 3 answers passed every check. Failed most often: short (67% passed). Tied for best: The chef, The poet (100% each). Worst: c (0%).',
    );
    expect(of([yes, no, no])).toBe(
      '33% of 3 answers passed every check. Tied for failed most often: short, kind (33% passed each). Best: The chef (100%). Tied for worst: The poet, c (0% each).',
    );
    expect(of([yes, yes, yes, yes, yes, yes, long])).toContain(
      'Tied for best: The chef, The poet, c, d +2 (100% each). Worst: g (0%).',
    );
    expect(of([yes, long])).toContain('Best: The chef (100%); worst: The poet (0%).');
  });

  it('tells how ratings stand, and how many there are not', () => {
    const rated = trials.map((row, at) => ({
      ...row,
      annotation: at === 2 ? null : { ...NO_ANNOTATION, rating: at === 0 ? (5 as const) : (2 as const) },
    }));
    expect(say('ratings', 'rating', { trials: rated })).toBe(
      'Rated: 2, on average 3.5 of 5. Best: The chef (5.0); worst: The poet (2.0). Not rated and not in it: 1.',
    );
    const stale = rated.map((row, at) => (at === 1 ? { ...row, standing: 'stale' as const } : row));
    expect(say('ratings', 'rating', { trials: stale })).toContain(
      'One rating of a stale answer is not in it.',
    );
    expect(say('pareto', 'rating', { trials: stale })).toContain(
      'One rating of a stale answer is not in it.',
    );
    expect(say('pareto', 'pass', { trials: stale, checks: ['short'] })).not.toContain('stale');
  });
});

describe('the table of a chart', () => {
  it('has a column a part of the cost, and the cost', () => {
    const rates = { input: 1000, cachedInput: 100, cacheWrite: 0, output: 4000, reasoning: 0, request: 0 };
    const parted = [toRow({ persona: 'chef' }, { costUsd: 0.3, usage, rates }), ...trials.slice(1, 2)];
    const { csv, heads } = toFigureTable(toModel('cost', 'mean', { trials: parted }), context);
    expect(csv.columns).toEqual([
      'persona',
      'n',
      'unknown',
      'input',
      'output',
      'unsplit',
      'cost',
      'ci95_low',
      'ci95_high',
    ]);
    expect(csv.rows).toEqual([
      ['chef', 1, 0, 0.1, 0.2, 0, 0.3, null, null],
      ['poet', 1, 0, 0, 0, 0.25, 0.25, null, null],
    ]);
    expect(heads.map(({ head }) => head)).toContain('not told apart');
  });

  it('has names in its CSV that a program can rely on, and leaves the unknown empty', () => {
    const { csv, rows } = toFigureTable(toModel('cost', 'mean', { trials: trials.slice(2) }), context);
    expect(csv.columns).toEqual(['persona', 'n', 'unknown', 'cost', 'ci95_low', 'ci95_high']);
    expect(csv.rows).toEqual([['poet', 0, 1, null, null, null]]);
    expect(rows).toEqual([['The poet', '0', '1', '–', '–']]);
  });

  it('has one row a check and variant for a pass matrix', () => {
    const checked = trials.map((row) => ({ ...row, checks: [true, null] }));
    const { csv } = toFigureTable(toModel('pass', '', { trials: checked, checks: ['a', 'b'] }), context);
    expect(csv.columns.slice(0, 6)).toEqual(['check', 'persona', 'n', 'unknown', 'passed', 'rate']);
    expect(csv.rows.map((row) => row.slice(0, 4))).toEqual([
      ['a', 'chef', 1, 0],
      ['a', 'poet', 2, 0],
      ['b', 'chef', 0, 1],
      ['b', 'poet', 0, 2],
      ['all', 'chef', 0, 1],
      ['all', 'poet', 0, 2],
    ]);
  });
});

describe('what is drawn', () => {
  it('has a mark a bar, with its figures in words and the levels that the grid is narrowed to', () => {
    const scene = toScene(toModel('cost', 'mean', { trials }), context);
    expect(scene?.marks.map(({ title, levels }) => [title, levels])).toEqual([
      ['The chef', { persona: 'chef' }],
      ['The poet', { persona: 'poet' }],
    ]);
    expect(scene?.marks[1]?.lines).toEqual([
      ['cost', '$0.25'],
      ['answers', '1'],
      ['unknown', '1'],
    ]);
  });

  it('tells series apart by texture as well as by colour', () => {
    const reasoned = [
      toRow({ persona: 'chef' }, { usage: { ...usage, cachedInputTokens: 10, reasoningTokens: 5 } }),
    ];
    const scene = toScene(toModel('tokens', 'mean', { trials: reasoned }), context);
    const paints = scene?.shape === 'bars' ? (scene.paints[0] ?? []) : [];
    expect(paints.map(({ texture }) => texture)).toEqual(['solid', 'lines', 'dots', 'solid']);
    const times = toScene(toModel('latency', 'time', { trials }), context);
    const lanes = times?.shape === 'bars' ? times.paints : [];
    expect(lanes.map((lane) => lane.map(({ texture }) => texture))).toEqual([
      ['solid', 'solid'],
      ['lines', 'lines'],
    ]);
  });
});
