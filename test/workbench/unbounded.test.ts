import { expect, it } from 'vitest';
import { toUnbounded } from '../../src/workbench/unbounded.ts';
import { createTrials } from '../fake/trial.ts';

const of = (...models: string[]) => models.flatMap((model) => createTrials(2, { provider: 'lab', model }));

it('names three of the models whose price nobody knows, says how many more there are, and for what the budget holds', () => {
  const { text } = toUnbounded({ unpriced: of('a', 'b', 'c', 'd', 'e'), endless: [], others: 4 });
  expect(text).toEqual({
    en: 'A budget is set, but what 10 trials can cost is not known (lab/a, lab/b, lab/c and 2 more). For the other 4 trials the budget holds.',
    ko: '예산이 설정되어 있지만 시행 10개의 최대 비용을 알 수 없습니다(lab/a, lab/b, lab/c 외 2개). 나머지 시행 4개에는 예산이 적용됩니다.',
  });
});

it('says all that one yes allows', () => {
  const { text } = toUnbounded({ unpriced: of('a'), endless: of('b'), others: 0 });
  expect(text.en).toBe(
    'A budget is set, but what 2 trials can cost is not known (lab/a). The answers of 2 trials may be of any length, so what they can cost is not known either (lab/b).',
  );
  expect(text.ko).toContain('또 시행 2개의 답변 길이에 한도가 없어');
});
