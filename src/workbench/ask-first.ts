import type { RunMode } from '../core/event.ts';
import type { Estimate } from '../core/estimate.ts';
import { knownCost } from '../core/known-cost.ts';
import { formatKrw, formatUsd, toKrw } from '../core/money.ts';
import type { Locale } from '../core/text.ts';
import { WorkbenchError } from './workbench-error.ts';

/** A run that may cost more than this is asked about, where the configuration says nothing of it. US dollars. */
export const ASK_ABOVE_USD = 1;

/** What is known of a run that is to begin. */
export interface RunToAsk {
  mode: RunMode;
  estimate: Pick<Estimate, 'calls' | 'costUsd' | 'byModel'>;
  /** The lowest limit that holds for this run, US dollars; null for none. */
  budgetUsd: number | null;
  /** What the configuration says; null for {@link ASK_ABOVE_USD}. */
  askAboveUsd: number | null;
  krwPerUsd: number | null;
}

/**
 * Why a run is to be asked about before it begins, as a WorkbenchError of kind `costly`; null where it is not. What makes all
 * answers anew is asked about whatever it costs, a run of what is missing above a bound, as far as its limits let it.
 */
export function toAskFirst({
  mode,
  estimate,
  budgetUsd,
  askAboveUsd,
  krwPerUsd,
}: RunToAsk): WorkbenchError | null {
  const usd = Math.min(knownCost(estimate).high, budgetUsd ?? Infinity);
  const bound = askAboveUsd ?? ASK_ABOVE_USD;
  if (usd <= (mode === 'all' ? 0 : bound)) return null;
  const money = (locale: Locale) => {
    const won = krwPerUsd === null ? null : formatKrw(toKrw(usd, krwPerUsd), locale);
    return `${formatUsd(usd, locale) ?? ''}${won === null ? '' : ` (${won})`}`;
  };
  const calls = (locale: Locale) => estimate.calls.toLocaleString(locale);
  const noun = estimate.calls === 1 ? 'call' : 'calls';
  const anew = mode === 'all' ? { en: ' again', ko: '다시 ' } : { en: '', ko: '' };
  const unknown =
    estimate.costUsd === null
      ? { en: ', and what is of unknown price besides', ko: '이며, 가격 미상 호출은 별도입니다' }
      : { en: '', ko: '입니다' };
  return new WorkbenchError(
    'costly',
    {
      en: `This sends ${calls('en')} ${noun}${anew.en}, for up to about ${money('en')}${unknown.en}. Run it?`,
      ko: `호출 ${calls('ko')}개를 ${anew.ko}보냅니다. 예상 비용은 최대 약 ${money('ko')}${unknown.ko}. 실행할까요?`,
    },
    {
      en: 'budget: { ask_above_usd: 5 } in gamut.config.yaml moves the bound above which it is asked.',
      ko: 'gamut.config.yaml의 budget: { ask_above_usd: 5 }로 확인을 요청하는 기준 금액을 바꿀 수 있습니다.',
    },
  );
}
