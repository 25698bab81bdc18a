import type { Text } from '../core/text.ts';
import { hasPassedAll } from '../core/verdict.ts';
import type { Plan } from '../workbench/plan.ts';
import { checksOf } from '../workbench/trial-rows.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { formatCount } from './figures.ts';
import { UsageError, tell, type Context } from './terminal.ts';

/** Whether each answer of a plan passed all of its checks, by the id of its trial; null where that could not be told. Trials
 * without an answer to the request as it is now, or without checks, are not in it. */
export type Verdicts = ReadonlyMap<string, boolean | null>;

/** Carries out the checks of a plan on the answers that are stored. */
export async function toVerdicts(workbench: Workbench, plan: Plan): Promise<Verdicts> {
  if (checksOf(plan).length === 0) return new Map();
  const rows = await workbench.rows.of(plan, plan.trials);
  const checked = rows.filter(({ standing, checks }) => standing === 'done' && checks.length > 0);
  return new Map(checked.map(({ trialId, checks }) => [trialId, hasPassedAll(checks)]));
}

/** Throws {@link UsageError} where a share of passed answers is asked for, and nothing is checked. */
export function requireChecks(plans: readonly Plan[]): void {
  if (plans.some((plan) => checksOf(plan).length > 0)) return;
  throw new UsageError({
    en: '--min-pass needs checks, and there are none for these matrices: write an assert cell. Nothing was sent.',
    ko: '--min-pass에는 검사가 필요한데 이 매트릭스에는 없습니다. assert 셀을 쓰세요. 아무것도 보내지 않았습니다.',
  });
}

/** Tells whether enough answers passed, and returns it. One whose checks could not be told has not passed. */
export function tellPassing(context: Context, verdicts: readonly Verdicts[], minPass: number): boolean {
  const all = verdicts.flatMap((some) => [...some.values()]);
  const passed = all.filter((verdict) => verdict === true).length;
  const isEnough = all.length > 0 && passed / all.length >= minPass;
  tell(context, isEnough ? toCount(passed, all.length) : toTooFew(passed, all.length, minPass));
  return isEnough;
}

function toCount(passed: number, of: number): Text {
  return {
    en: `${formatCount(passed)} of ${formatCount(of)} answers passed every check.`,
    ko: `답변 ${formatCount(of)}개 중 ${formatCount(passed)}개가 모든 검사를 통과했습니다.`,
  };
}

function toTooFew(passed: number, of: number, minPass: number): Text {
  // As many digits as were asked for: 99.5% is not 100%.
  const asked = `${Number((minPass * 100).toPrecision(12))}%`;
  if (of === 0)
    return {
      en: `No answer was checked, and --min-pass asks that ${asked} pass.`,
      ko: `검사한 답변이 없습니다. --min-pass는 ${asked} 통과를 요구합니다.`,
    };
  const { en, ko } = toCount(passed, of);
  return {
    en: `${en} --min-pass asks for ${asked}.`,
    ko: `${ko} --min-pass는 ${asked} 통과를 요구합니다.`,
  };
}
