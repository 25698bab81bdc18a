import { expect, test } from 'vitest';
import { NO_ANNOTATION, type Rating } from '../../../src/core/annotation.ts';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toRatingModel } from '../../../src/web/charts/rating-model.ts';
import { toRow } from '../results.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const choice: ChartChoice = { kind: 'ratings', by: persona, split: null, metric: 'rating', against: 'cost' };

test('ratings are counted by level, with the mean of what is rated and the rest apart', () => {
  const rate = (level: string, rating: Rating | null, repeat: number) => ({
    ...toRow({ persona: level }, {}, repeat),
    annotation: { ...NO_ANNOTATION, rating },
  });
  const rows = [
    rate('chef', 5, 1),
    rate('chef', 4, 2),
    rate('chef', null, 3),
    toRow({ persona: 'poet' }, {}),
    { ...rate('poet', 1, 2), standing: 'stale' as const },
  ];
  const { groups, all, unrated, stale } = toRatingModel(rows, choice);
  expect(groups).toMatchObject([
    { levels: { persona: 'poet' }, n: 0, mean: null, unrated: 1 },
    { levels: { persona: 'chef' }, n: 2, mean: 4.5, counts: [0, 0, 0, 1, 1], unrated: 1 },
  ]);
  expect(all).toMatchObject({ n: 2, mean: 4.5 });
  expect(unrated).toBe(2);
  expect(stale).toBe(1);
});
