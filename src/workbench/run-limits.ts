import { NO_LIMITS } from '../core/budget.ts';
import type { BudgetLimits } from '../core/budget.ts';
import type { Budget } from '../core/notebook.ts';
import type { GamutConfig } from '../providers/config.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Where a run's limits come from. */
export interface LimitSources {
  /** What was asked for this run, US dollars; null: what the configuration says. */
  runUsd: number | null;
  /** What the notebook sets for itself; null where it is gone. */
  notebook: Budget | null;
  config: Pick<GamutConfig, 'budget' | 'krwPerUsd'>;
}

/** The lower of two limits, where both are set. */
function lower(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** The limits that hold for a run, US dollars. Throws {@link WorkbenchError} where one is in won and there is no rate. */
export function toLimits({ runUsd, notebook, config: { budget, krwPerUsd } }: LimitSources): BudgetLimits {
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
