import type { Estimate } from '../core/estimate.ts';
import type { StartedRun } from '../workbench/launch.ts';
import { WorkbenchError } from '../workbench/workbench-error.ts';
import { formatCount } from './figures.ts';
import { formatMoneyRange } from './money.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** Whether a run may cost money: its estimate is above nothing, or a price is unknown. */
export function isPaid({ calls, costUsd }: Estimate): boolean {
  return calls > 0 && (costUsd === null || costUsd.high > 0);
}

/** Asks whether to spend what a run costs; true where it may start. `anew`: answers that are there are paid for a second time.
 * Where no one can be asked a paid run needs `--yes`, and {@link UsageError} says so. */
export async function confirmCost(
  { terminal, locale }: Context,
  estimate: Estimate,
  { yes, krwRate, anew = false }: { yes: boolean; krwRate: number | null; anew?: boolean },
): Promise<boolean> {
  if (yes || !isPaid(estimate)) return true;
  const calls = formatCount(estimate.calls);
  const again = anew ? { en: ' again', ko: '다시 ' } : { en: '', ko: '' };
  const cost = (language: 'en' | 'ko') => formatMoneyRange(estimate.costUsd, krwRate, language);
  if (!terminal.canAsk) {
    throw new UsageError({
      en: `This run sends ${calls} calls${again.en} that cost money (${cost('en')}). Add --yes to run it, or see gamut estimate.`,
      ko: `이 실행은 비용이 드는 호출 ${calls}개를 ${again.ko}보냅니다(${cost('ko')}). 실행하려면 --yes를 붙이세요. 자세한 내용은 gamut estimate로 볼 수 있습니다.`,
    });
  }
  const question = {
    en: `Send ${calls} calls${again.en} for ${cost('en')}? [y/N] `,
    ko: `호출 ${calls}개를 ${again.ko}보낼까요? 예상 비용: ${cost('ko')} [y/N] `,
  }[locale];
  return isYes(await terminal.ask(question));
}

function isYes(answer: string | null): boolean {
  return /^\s*(y|yes|예|네|ㅇ)\s*$/i.test(answer ?? '');
}

/** What came of asking to start a run: null is a person's no, `taken` that another process makes it. */
export type Asked = StartedRun | 'taken' | null;

/**
 * Starts a run. Where a budget is set and a price is unknown, so that the budget cannot hold, it is asked whether to go on: null
 * where the answer is no. Where no one can be asked {@link UsageError} says which option allows it.
 */
export async function startAsking(
  context: Context,
  start: (more: { allowUnpriced?: true }) => Promise<StartedRun | null>,
): Promise<Asked> {
  const { terminal, locale } = context;
  try {
    return (await start({})) ?? 'taken';
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind !== 'unpriced') throw error;
    const { text } = error;
    if (!terminal.canAsk) {
      throw new UsageError({
        en: `${text.en} Add --allow-unknown-price to run without a limit on them, or write the price under prices in gamut.config.yaml.`,
        ko: `${text.ko} 한도 없이 실행하려면 --allow-unknown-price를 붙이거나, gamut.config.yaml의 prices에 가격을 적으세요.`,
      });
    }
    const question = {
      en: `${text.en} Send them without a limit? [y/N] `,
      ko: `${text.ko} 한도 없이 보낼까요? [y/N] `,
    }[locale];
    if (isYes(await terminal.ask(question))) {
      return (await start({ allowUnpriced: true })) ?? 'taken';
    }
    tell(context, { en: 'Nothing was sent.', ko: '아무것도 보내지 않았습니다.' });
    return null;
  }
}
