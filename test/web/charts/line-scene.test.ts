import { expect, test } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import type { DiversityGroup } from '../../../src/core/result-api.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toDiversityModel } from '../../../src/web/charts/diversity-model.ts';
import { toLineScene } from '../../../src/web/charts/line-scene.ts';

const temperature = { name: 'temperature', levels: [0, 1] };
const persona = { name: 'persona', levels: ['chef', 'poet'] };
const notebook = parseNotebook(
  '```persona id=chef name=Chef\nx\n```\n```persona id=poet name=Poet\ny\n```\n',
);
const groups: DiversityGroup[] = ['chef', 'poet'].flatMap((who) =>
  [0, 1].flatMap((heat) =>
    ['a', 'b'].map((row, at) => ({
      variant: { persona: who, temperature: heat, row },
      trials: 3,
      answers: 3,
      diversity: { n: 3, distinct2: 0.4 + at / 10, meanSimilarity: 0.5, duplicateRate: 0 },
    })),
  ),
);

function sceneOf(choice: Pick<ChartChoice, 'by' | 'split'>) {
  const model = toDiversityModel(groups, {
    kind: 'diversity',
    metric: 'distinct-2',
    against: 'cost',
    ...choice,
  });
  return toLineScene(model, { notebook, krwPerUsd: null });
}

test('a line goes through points along numbers, with its name at its end', () => {
  const scene = sceneOf({ by: temperature, split: persona });
  expect(scene).toMatchObject({ isJoined: true, xNames: null });
  expect(scene.lines.map(({ name }) => name)).toEqual(['Chef', 'Poet']);
  expect(scene.legend.map(({ sample }) => sample.kind)).toEqual(['whisker']);
});

test('points along names are not joined, and the legend says which are whose', () => {
  const scene = sceneOf({ by: persona, split: temperature });
  expect(scene).toMatchObject({ isJoined: false, xNames: ['Chef', 'Poet'] });
  expect(scene.lines.map(({ name }) => name)).toEqual(['', '']);
  expect(scene.legend.map(({ sample }) => sample.kind)).toEqual(['point', 'point', 'whisker']);
  expect(sceneOf({ by: persona, split: null }).legend.map(({ sample }) => sample.kind)).toEqual(['whisker']);
});
