import { describe, expect, it } from 'vitest';
import { raisedLimitUsd, toBudgetText } from '../../src/core/budget.ts';
import type { BudgetShort } from '../../src/core/budget.ts';

const SHORT: BudgetShort = {
  scope: 'run',
  limitUsd: 0.01,
  spentUsd: 0.009,
  reservedUsd: 0.0005,
  neededUsd: 0.00061,
};

describe('what is said of a limit that is reached', () => {
  it('names what was spent, what is under way, what the next trial may cost, and the limit that lets it through', () => {
    const { en, ko } = toBudgetText(SHORT, null);
    expect(en).toBe(
      'The budget of this run is reached: $0.0090 of $0.010 spent, up to $0.0005 under way, and the next trial may ' +
        'cost up to $0.0006. Nothing is lost. Give the run a higher budget (--budget-usd) to at least $0.0102 to go on.',
    );
    expect(ko).toContain('실행 예산(--budget-usd)을 더 높게 지정하면 이어서 실행합니다($0.0102 이상).');
  });

  it('with a rate says all of it in won too, and never less than it takes', () => {
    const { en, ko } = toBudgetText(SHORT, 1400);
    expect(en).toContain('(--budget-usd, --budget-krw) to at least $0.0102 (₩15)');
    expect(ko).toContain('$0.0102 (₩15) 이상');
    // 0.0102 * 1400 is 14.28: fourteen won would not be enough.
    expect(15 / 1400).toBeGreaterThanOrEqual(raisedLimitUsd(SHORT));
  });

  it('speaks of no option of a command where it is read in the page', () => {
    const { en, ko } = toBudgetText(SHORT, 1400, { inPage: 'here' });
    expect(`${en}${ko}`).not.toContain('--');
    expect(en).toContain('Raise the budget of the run here to at least $0.0102 (₩15) to go on.');
    expect(ko).toContain('여기에서 실행 예산을 올리면 이어서 실행합니다($0.0102 (₩15) 이상).');
  });

  it.each([
    ['notebook' as const, 'budget.max_cost_usd, max_cost_krw', '노트북 머리말'],
    ['day' as const, 'budget.per_day_usd, per_day_krw', '하루 예산'],
  ])('of a %s names where it is written', (scope, en, ko) => {
    const text = toBudgetText({ ...SHORT, scope }, 1400);
    expect(text.en).toContain(en);
    expect(text.ko).toContain(ko);
  });
});
