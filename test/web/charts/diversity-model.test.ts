import { describe, expect, it } from 'vitest';
import type { DiversityGroup } from '../../../src/core/result-api.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { asksTooSeldom, toDiversityModel } from '../../../src/web/charts/diversity-model.ts';

const temperature = { name: 'temperature', levels: [0, 1] };
const persona = { name: 'persona', levels: ['chef', 'poet'] };
const choice: ChartChoice = {
  kind: 'diversity',
  by: temperature,
  split: null,
  metric: 'distinct-2',
  against: 'cost',
};

function toGroup(variant: DiversityGroup['variant'], distinct2: number | null, answers = 3): DiversityGroup {
  const diversity = { n: answers, distinct2, meanSimilarity: 0.5, duplicateRate: 0.25 };
  return { variant, trials: 3, answers, diversity: answers < 3 ? null : diversity };
}

describe('diversity along an axis', () => {
  it('is the mean over requests, each of which counts once', () => {
    const groups = [
      toGroup({ temperature: 1, row: 'a' }, 0.8, 9),
      toGroup({ temperature: 0, row: 'a' }, 0.1),
      toGroup({ temperature: 0, row: 'b' }, 0.3),
    ];
    const [line] = toDiversityModel(groups, choice).lines;
    expect(line?.points).toMatchObject([
      { level: 0, requests: 2, answers: 6, means: { 'distinct-2': { mean: 0.2, n: 2 } } },
      { level: 1, requests: 1, answers: 9, means: { 'distinct-2': { mean: 0.8, interval: null } } },
    ]);
    expect(line?.points[0]?.means['distinct-2'].interval?.low).toBe(0);
    expect(line?.points[0]?.means.duplicates.mean).toBe(0.25);
  });

  it('has a line a level of the split', () => {
    const groups = [
      toGroup({ temperature: 0, persona: 'poet' }, 0.5),
      toGroup({ temperature: 0, persona: 'chef' }, 0.1),
    ];
    const { lines } = toDiversityModel(groups, { ...choice, split: persona });
    expect(lines.map(({ level, points }) => [level, points[0]?.levels])).toEqual([
      ['chef', { persona: 'chef', temperature: 0 }],
      ['poet', { persona: 'poet', temperature: 0 }],
    ]);
  });

  it('tells how many requests were answered too seldom, and never draws them', () => {
    const model = toDiversityModel(
      [toGroup({ temperature: 0 }, 0.5, 2), toGroup({ temperature: 1 }, 0.5)],
      choice,
    );
    expect(model).toMatchObject({ requests: 1, tooFew: 1 });
    expect(model.lines[0]?.points.map(({ level }) => level)).toEqual([1]);
  });

  it('knows a matrix that asks too seldom for it', () => {
    const twice = { ...toGroup({ temperature: 0 }, 0.5, 2), trials: 2 };
    expect(asksTooSeldom(toDiversityModel([twice], choice))).toBe(true);
    expect(asksTooSeldom(toDiversityModel([toGroup({ temperature: 0 }, 0.5)], choice))).toBe(false);
  });

  it('counts texts without word pairs as unknown, not as alike', () => {
    const { lines } = toDiversityModel([toGroup({ temperature: 0 }, null)], choice);
    expect(lines[0]?.points[0]?.means['distinct-2']).toMatchObject({ n: 0, unknown: 1, mean: null });
  });
});
