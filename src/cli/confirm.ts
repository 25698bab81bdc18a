import type { Estimate } from '../core/estimate.ts';
import { formatMoneyRange } from './money.ts';
import { UsageError, type Context } from './terminal.ts';

/** Whether a run may cost money: its estimate is above nothing, or a price is unknown. */
export function isPaid({ calls, costUsd }: Estimate): boolean {
  return calls > 0 && (costUsd === null || costUsd.high > 0);
}

/** Asks whether to spend what a run costs; true where it may start. Where no one can be asked a paid run needs `--yes`, and
 * {@link UsageError} says so. */
export async function confirmCost(
  { terminal, locale }: Context,
  estimate: Estimate,
  { yes, krwRate }: { yes: boolean; krwRate: number | null },
): Promise<boolean> {
  if (yes || !isPaid(estimate)) return true;
  const cost = (language: 'en' | 'ko') => formatMoneyRange(estimate.costUsd, krwRate, language);
  if (!terminal.canAsk) {
    throw new UsageError({
      en: `This run sends ${estimate.calls} calls that cost money (${cost('en')}). Add --yes to run it, or see gamut estimate.`,
      ko: `이 실행은 비용이 드는 호출 ${estimate.calls}개를 보냅니다(${cost('ko')}). 실행하려면 --yes를 붙이세요. 자세한 내용은 gamut estimate로 볼 수 있습니다.`,
    });
  }
  const question = {
    en: `Send ${estimate.calls} calls for ${cost('en')}? [y/N] `,
    ko: `호출 ${estimate.calls}개를 보낼까요? 예상 비용: ${cost('ko')} [y/N] `,
  }[locale];
  const answer = await terminal.ask(question);
  return /^\s*(y|yes|예|네|ㅇ)\s*$/i.test(answer ?? '');
}
