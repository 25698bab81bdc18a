import { NO_LIMITS } from '../core/budget.ts';
import type { BudgetLimits } from '../core/budget.ts';
import type { Budget } from '../core/notebook.ts';
import type { Text } from '../core/text.ts';
import type { GamutConfig } from '../providers/config.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Where a run's limits come from. */
export interface LimitSources {
  /** What was asked for this run, US dollars; null: what the configuration says. */
  runUsd: number | null;
  /** What the notebook sets for itself; null where it is gone. */
  notebook: Budget | null;
  config: Pick<GamutConfig, 'budget' | 'krwPerUsd' | 'isBudgetBroken'>;
}

/** The lower of two limits, where both are set. */
function lower(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

const CONFIG: Text = { en: 'gamut.config.yaml', ko: 'gamut.config.yaml' };
const FRONT_MATTER: Text = { en: 'the front matter of the notebook', ko: '노트북 머리말' };

/** Nobody has allowed more than what cannot be read. */
function toUnreadable(where: Text): WorkbenchError {
  return new WorkbenchError(
    'bad-budget',
    {
      en: `What ${where.en} says of budgets cannot be read: nothing is sent, so that nothing is overspent.`,
      ko: `${where.ko}의 예산 설정을 읽을 수 없습니다. 예산을 넘지 않도록 아무것도 보내지 않습니다.`,
    },
    { en: 'Mend what is wrong in it, then run again.', ko: '잘못된 곳을 고친 뒤 다시 실행하세요.' },
  );
}

/** The limits that hold for a run, US dollars. Throws {@link WorkbenchError} where one cannot be read, or is in won and there
 * is no rate. */
export function toLimits({ runUsd, notebook, config }: LimitSources): BudgetLimits {
  const { budget, krwPerUsd, isBudgetBroken } = config;
  if (isBudgetBroken) throw toUnreadable(CONFIG);
  if (notebook?.isBroken) throw toUnreadable(FRONT_MATTER);
  const fromWon = (krw: number | null): number | null => {
    if (krw === null) return null;
    if (krwPerUsd) return krw / krwPerUsd.rate;
    throw new WorkbenchError(
      'no-rate',
      {
        en: 'A budget is set in won, and gamut.config.yaml has no rate.',
        ko: '원화 예산이 설정되어 있지만 gamut.config.yaml에 환율이 없습니다.',
      },
      {
        en: 'Add krw_per_usd: { rate: 1380, as_of: 2026-11-01 }, then run again.',
        ko: 'krw_per_usd: { rate: 1380, as_of: 2026-11-01 }를 추가한 뒤 다시 실행하세요.',
      },
    );
  };
  return {
    ...NO_LIMITS,
    run: runUsd ?? lower(budget.perRunUsd, fromWon(budget.perRunKrw)),
    notebook: notebook && lower(notebook.maxCostUsd, fromWon(notebook.maxCostKrw)),
    day: lower(budget.perDayUsd, fromWon(budget.perDayKrw)),
  };
}
