import { formatKrw, formatUsd, toKrw } from './money.ts';
import type { Locale, Text } from './text.ts';

/** What a limit on money is for: one run, all runs of a notebook, or all of a local day. */
export type BudgetScope = 'run' | 'notebook' | 'day';

/** Limits that hold for a run, US dollars; null where there is none. */
export type BudgetLimits = Record<BudgetScope, number | null>;

/** No limits at all. */
export const NO_LIMITS: BudgetLimits = { run: null, notebook: null, day: null };

/** Why a trial may not be sent: its worst case does not fit in what is left of a limit. US dollars. */
export interface BudgetShort {
  scope: BudgetScope;
  limitUsd: number;
  /** Billed, and what may have been billed where nobody knows. */
  spentUsd: number;
  /** The worst cases of what is under way. */
  reservedUsd: number;
  /** The worst case of the trial. */
  neededUsd: number;
}

/** Whether any limit is set. */
export function hasLimit(limits: BudgetLimits): boolean {
  return Object.values(limits).some((usd) => usd !== null);
}

const SCOPE: Record<BudgetScope, Text> = {
  run: { en: 'of this run', ko: '이 실행의' },
  notebook: { en: 'of this notebook', ko: '이 노트북의' },
  day: { en: 'of the day', ko: '오늘의' },
};

/** Where in the page a sentence about a run's budget is read: beside what raises it, or further down. */
export type PlaceInPage = 'here' | 'above';

/** How each limit is raised. `where` is what it is set by, in dollars and, where there is a rate, in won. */
const RAISE: Record<
  BudgetScope,
  { where: readonly [string, string]; say: (where: string) => Text; inPage?: Record<PlaceInPage, Text> }
> = {
  run: {
    where: ['--budget-usd', '--budget-krw'],
    say: (where) => ({
      en: `Give the run a higher budget (${where})`,
      ko: `실행 예산(${where})을 더 높게 지정하면`,
    }),
    inPage: {
      here: { en: 'Raise the budget of the run here', ko: '여기에서 실행 예산을 올리면' },
      above: {
        en: 'Raise the budget of the run at the top of the page',
        ko: '페이지 맨 위에서 실행 예산을 올리면',
      },
    },
  },
  notebook: {
    where: ['budget.max_cost_usd', 'max_cost_krw'],
    say: (where) => ({
      en: `Raise the budget in the front matter of the notebook (${where})`,
      ko: `노트북 머리말의 예산(${where})을 올리면`,
    }),
  },
  day: {
    where: ['budget.per_day_usd', 'per_day_krw'],
    say: (where) => ({
      en: `Raise the budget of the day in gamut.config.yaml (${where}), or wait until midnight,`,
      ko: `gamut.config.yaml의 하루 예산(${where})을 올리거나 자정까지 기다리면`,
    }),
  },
};

/** The least limit under which the refused trial fits, US dollars, rounded up to what a person would write. */
export function raisedLimitUsd({ spentUsd, reservedUsd, neededUsd }: BudgetShort): number {
  const usd = spentUsd + reservedUsd + neededUsd;
  const step = usd >= 1 ? 100 : 10_000;
  return Math.ceil(usd * step - 1e-6) / step;
}

/** The sentences of a pause at a limit: which limit, what was spent, what the next trial may cost, and what raising it
 * takes. `krwPerUsd` is won a dollar; null shows dollars alone. `inPage`: where it is read; null for elsewhere. */
export function toBudgetText(
  short: BudgetShort,
  krwPerUsd: number | null,
  { inPage = null }: { inPage?: PlaceInPage | null } = {},
): Text {
  const say = (locale: Locale) => {
    const money = (usd: number): string => {
      const won = formatKrw(toKrw(usd, krwPerUsd), locale);
      const dollars = formatUsd(usd, locale) ?? '';
      return won === null ? dollars : `${dollars} (${won})`;
    };
    const { scope, limitUsd, spentUsd, reservedUsd, neededUsd } = short;
    const raisedUsd = raisedLimitUsd(short);
    const raisedKrw = toKrw(raisedUsd, krwPerUsd);
    const raised = `${formatExactUsd(raisedUsd)}${raisedKrw === null ? '' : ` (${formatKrw(Math.ceil(raisedKrw - 1e-6), locale)})`}`;
    const { where, say: sayRaise, inPage: pages } = RAISE[scope];
    const raise = (inPage && pages?.[inPage]) ?? sayRaise(krwPerUsd === null ? where[0] : where.join(', '));
    const underWay = reservedUsd > 0;
    return {
      en:
        `The budget ${SCOPE[scope].en} is reached: ${money(spentUsd)} of ${money(limitUsd)} spent` +
        `${underWay ? `, up to ${money(reservedUsd)} under way` : ''}, and the next trial may cost up to ` +
        `${money(neededUsd)}. Nothing is lost. ${raise.en} to at least ${raised} to go on.`,
      ko:
        `${SCOPE[scope].ko} 예산에 도달했습니다. 사용 ${money(spentUsd)} / 한도 ${money(limitUsd)}` +
        `${underWay ? `, 진행 중 최대 ${money(reservedUsd)}` : ''}, 다음 시행 최대 ${money(neededUsd)}. ` +
        `잃은 결과는 없습니다. ${raise.ko} 이어서 실행합니다(${raised} 이상).`,
    };
  };
  return { en: say('en').en, ko: say('ko').ko };
}

/** A limit as it would be written, so that copying it is enough. */
function formatExactUsd(usd: number): string {
  return `$${usd.toFixed(usd >= 1 ? 2 : 4)}`;
}
