import type { BlockedTrials } from '../core/api.ts';
import type { Estimate, Range } from '../core/estimate.ts';
import { failureMessage } from '../core/failure.ts';
import type { Plan } from '../workbench/plan.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { countWaiting, sumBlocked } from './blocked.ts';
import { toColumns, type Column } from './columns.ts';
import { EXIT } from './exit-code.ts';
import { formatCount, formatRange } from './figures.ts';
import { formatMoneyRange } from './money.ts';
import { openNotebook } from './open-notebook.ts';
import { planMatrices, type Selection } from './plans.ts';
import { printLine, style, tell, type Context } from './terminal.ts';

/** Reasons for which trials are skipped, in the person's language. */
function skippedBecause({ skippedBecause: reasons }: Estimate, { locale }: Context) {
  return reasons.map(({ reason, trials }) => ({ reason: reason[locale], count: trials }));
}

function addRange(a: Range | null, b: Range | null): Range | null {
  return a && b && { low: a.low + b.low, high: a.high + b.high };
}

/** What several runs will take together. The list by model is left empty. */
export function sumEstimates(estimates: Estimate[]): Estimate {
  const zero = { low: 0, high: 0 };
  return estimates.reduce<Estimate>(
    (sum, one) => ({
      calls: sum.calls + one.calls,
      skipped: sum.skipped + one.skipped,
      skippedBecause: [...sum.skippedBecause, ...one.skippedBecause],
      stored: sum.stored + one.stored,
      inputTokens: addRange(sum.inputTokens, one.inputTokens) ?? zero,
      outputTokens: addRange(sum.outputTokens, one.outputTokens) ?? zero,
      costUsd: addRange(sum.costUsd, one.costUsd),
      unpriced: sum.unpriced + one.unpriced,
      unbounded: sum.unbounded + one.unbounded,
      byModel: [],
    }),
    {
      calls: 0,
      skipped: 0,
      skippedBecause: [],
      stored: 0,
      inputTokens: zero,
      outputTokens: zero,
      costUsd: zero,
      unpriced: 0,
      unbounded: 0,
      byModel: [],
    },
  );
}

const WORDS = {
  en: {
    columns: ['matrix', 'model', 'calls', 'stored', 'skipped', 'tokens in', 'tokens out', 'cost'],
    total: 'total',
    skipped: 'Skipped:',
    unpriced: (n: number) => `${n} calls are of unknown price: set it under prices in gamut.config.yaml.`,
    unbounded: (n: number) => `${n} calls have no max_tokens; a long page was taken as the most they write.`,
    learnt: (n: number) => `Learnt from ${n} earlier answers.`,
    counted: (n: number) => `The input of ${n} calls was counted by its vendor.`,
    waiting: (n: number, keys: string) => `${n} wait for a key: ${keys}.`,
    prices: (days: string) => `Prices as of ${days}.`,
    rate: (rate: number, asOf: string) => `₩${rate.toLocaleString('en-US')} a dollar, as of ${asOf}.`,
  },
  ko: {
    columns: ['매트릭스', '모델', '호출', '저장됨', '건너뜀', '입력 토큰', '출력 토큰', '비용'],
    total: '합계',
    skipped: '건너뛰는 시행:',
    unpriced: (n: number) =>
      `가격 미상 호출이 ${n}건 있습니다. gamut.config.yaml의 prices에 적을 수 있습니다.`,
    unbounded: (n: number) => `호출 ${n}개에 max_tokens가 없어, 긴 한 페이지를 최대 출력으로 보았습니다.`,
    learnt: (n: number) => `이전 답변 ${n}개를 바탕으로 추정했습니다.`,
    counted: (n: number) => `호출 ${n}개의 입력 토큰은 공급자가 센 값입니다.`,
    waiting: (n: number, keys: string) => `키가 있어야 보낼 수 있는 시행 ${n}개: ${keys}`,
    prices: (days: string) => `가격 기준일: ${days}`,
    rate: (rate: number, asOf: string) => `환율: 1달러 = ₩${rate.toLocaleString('en-US')} (${asOf} 기준)`,
  },
};

const ALIGN: Column['align'][] = ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'];

/** `gamut estimate`: what a run would send and cost. Sends nothing, but for `exact` asks those vendors that count tokens. */
export async function estimateCommand(
  context: Context,
  file: string,
  { json = false, exact = false, ...selection }: Selection & { json?: boolean; exact?: boolean },
): Promise<number> {
  const open = await openNotebook(context, file);
  try {
    const plans = await planMatrices(context, open, selection);
    if (exact) await countExactly(context, open.workbench, plans);
    const estimates = await Promise.all(
      plans.map(async (plan) => (await open.workbench.estimates(plan)).missing),
    );
    const total = sumEstimates(estimates);
    const { krwPerUsd } = open.workbench.config;
    const krw = (range: Range | null) =>
      range && krwPerUsd && { low: range.low * krwPerUsd.rate, high: range.high * krwPerUsd.rate };
    const blocked = sumBlocked(plans);
    const matrices = plans.map((plan, index) => ({
      matrix: plan.matrix.id,
      trials: plan.trials.length,
      skippedBecause: skippedBecause(estimates[index] ?? total, context),
      estimate: estimates[index] ?? total,
    }));
    if (json) {
      const list = matrices.map(({ estimate, ...more }) => ({
        ...estimate,
        ...more,
        costKrw: krw(estimate.costUsd),
      }));
      const { byModel: _, skippedBecause: _because, ...sum } = total;
      const all = {
        notebook: open.shown,
        matrices: list,
        total: { ...sum, costKrw: krw(total.costUsd) },
        blocked: blocked.map(({ reason, ...more }) => ({ ...more, reason: reason[context.locale] })),
        krwPerUsd,
      };
      printLine(context, JSON.stringify(all, null, 2));
      return EXIT.ok;
    }
    printEstimate(context, matrices, total, krwPerUsd);
    printBlocked(context, blocked);
    return EXIT.ok;
  } finally {
    await open.workbench.close();
  }
}

/** Has vendors count, and tells where that did not go well: the estimate is then wider. */
async function countExactly(context: Context, workbench: Workbench, plans: Plan[]): Promise<void> {
  const stop = new AbortController();
  const off = context.terminal.onInterrupt(() => stop.abort());
  try {
    for (const plan of plans) {
      const { different, counted, failure } = await workbench.countExactly(plan, { signal: stop.signal });
      if (counted === different) continue;
      const why = failure ? ` ${failureMessage(failure, context.locale)}` : '';
      tell(context, {
        en: `${plan.matrix.id}: ${counted} of ${different} different requests were counted by their vendor; the others are estimated.${why}`,
        ko: `${plan.matrix.id}: 서로 다른 요청 ${different}개 중 ${counted}개를 공급자가 세었습니다. 나머지는 추정합니다.${why}`,
      });
    }
  } finally {
    off();
  }
}

/** Tells what waits for its provider to be set up; the figures hold once it is. */
function printBlocked(context: Context, blocked: BlockedTrials[]): void {
  const keyless = blocked.filter(({ keyEnv }) => keyEnv !== null);
  const keys = keyless.flatMap(({ keyEnv }) => keyEnv ?? []).join(', ');
  if (keyless.length > 0) printLine(context, WORDS[context.locale].waiting(countWaiting(keyless), keys));
  for (const { provider, keyEnv, reason } of blocked)
    if (keyEnv === null) printLine(context, `${provider}: ${reason[context.locale]}`);
}

function printEstimate(
  context: Context,
  matrices: { matrix: string; skippedBecause: { reason: string; count: number }[]; estimate: Estimate }[],
  total: Estimate,
  krwPerUsd: { rate: number; asOf: string } | null,
): void {
  const { locale } = context;
  const words = WORDS[locale];
  const figures = (one: Pick<Estimate, 'inputTokens' | 'outputTokens' | 'costUsd'>) => [
    formatRange(one.inputTokens, formatCount),
    formatRange(one.outputTokens, formatCount),
    formatMoneyRange(one.costUsd, krwPerUsd?.rate ?? null, locale),
  ];
  const toRow = (name: string, one: Estimate) => [
    name,
    '',
    ...[one.calls, one.stored, one.skipped].map(formatCount),
    ...figures(one),
  ];
  const rows = matrices.flatMap(({ matrix, estimate }) => [
    toRow(matrix, estimate),
    ...estimate.byModel.map((one) => [
      '',
      one.model,
      ...[one.calls, one.stored, one.skipped].map(formatCount),
      ...figures(one),
    ]),
  ]);
  if (matrices.length > 1) rows.push(toRow(words.total, total));
  const columns = words.columns.map((title, index): Column => ({ title, align: ALIGN[index] }));
  const [title = '', ...lines] = toColumns(columns, rows);
  printLine(context, style(context, 'stdout', 'bold', title));
  for (const line of lines) printLine(context, line);
  const skipped = matrices.flatMap(({ skippedBecause }) => skippedBecause);
  if (skipped.length > 0) printLine(context, `\n${words.skipped}`);
  for (const { reason, count } of skipped) printLine(context, `  ${count} × ${reason}`);
  const models = new Map(matrices.flatMap(({ estimate }) => estimate.byModel).map((one) => [one.model, one]));
  const learnt = [...models.values()].reduce((sum, one) => sum + one.learntFrom, 0);
  const counted = matrices
    .flatMap(({ estimate }) => estimate.byModel)
    .reduce((sum, one) => sum + one.counted, 0);
  const days = [...models.values()].flatMap(({ costUsd, priceAsOf }) =>
    costUsd?.high ? (priceAsOf ?? []) : [],
  );
  const notes = [
    learnt > 0 ? words.learnt(learnt) : null,
    counted > 0 ? words.counted(counted) : null,
    total.unpriced > 0 ? words.unpriced(total.unpriced) : null,
    total.unbounded > 0 ? words.unbounded(total.unbounded) : null,
    days.length > 0 ? words.prices([...new Set(days)].join(', ')) : null,
    krwPerUsd ? words.rate(krwPerUsd.rate, krwPerUsd.asOf) : null,
  ].filter((note) => note !== null);
  if (notes.length > 0) printLine(context);
  for (const note of notes) printLine(context, note);
}
