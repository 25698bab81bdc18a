import type { RecordSummary } from '../core/trial.ts';
import type { RunMode } from '../core/event.ts';
import { countBlocked, withoutBlocked, type Plan } from '../workbench/plan.ts';
import type { StartedRun } from '../workbench/launch.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { countWaiting, sumBlocked, tellBlocked } from './blocked.ts';
import { confirmCost, startAsking } from './confirm.ts';
import { sumEstimates } from './estimate.ts';
import { EXIT } from './exit-code.ts';
import { formatCount, formatRange } from './figures.ts';
import { formatMoney, formatMoneyRange } from './money.ts';
import { toAnewLine } from './made-anew.ts';
import { openNotebook } from './open-notebook.ts';
import { requireChecks, tellPassing, toVerdicts, type Verdicts } from './passing.ts';
import { planMatrices, type Selection } from './plans.ts';
import { createProgress } from './progress.ts';
import { checkTargets, writeResults, type ResultTargets } from './result-files.ts';
import { toResultSummary } from './result-summary.ts';
import { tellInterrupted, toBudgetUsd, toResumptions, type RunToMake } from './resume.ts';
import { printLine, style, tell, UsageError, type Context } from './terminal.ts';

/** What `gamut run` takes. */
export interface RunOptions extends Selection, ResultTargets {
  /** Requests at a time to each model. */
  concurrency?: number;
  yes?: boolean;
  /** Make what has a result anew too. */
  rerun?: boolean;
  /** Go on with what an earlier run left. */
  resume?: boolean;
  /** The most that the command may cost. */
  budgetUsd?: number;
  budgetKrw?: number;
  /** Run what has no known price though a budget is set. */
  allowUnknownPrice?: boolean;
  /** The share of the checked answers, 0 to 1, that must pass every check for the command to end well. */
  minPass?: number;
}

/** Counts what is there and what will be made, before a run begins. `open` are the plans as far as they can be made now. */
async function tellPlan(
  context: Context,
  workbench: Workbench,
  { plans, open, mode }: { plans: Plan[]; open: Plan[]; mode: RunMode },
) {
  const estimates = await Promise.all(open.map(async (plan) => (await workbench.estimates(plan))[mode]));
  const blocked = sumBlocked(plans);
  const waiting = countWaiting(blocked);
  const total = sumEstimates(estimates);
  const rate = workbench.config.krwPerUsd?.rate ?? null;
  const trials = formatCount(plans.reduce((sum, plan) => sum + plan.trials.length, 0));
  const [stored, skipped, calls] = [total.stored, total.skipped, total.calls].map(formatCount);
  const tokens = formatRange(total.outputTokens, formatCount);
  tell(context, {
    en:
      `${trials} trials: ${stored} stored, ${skipped} skipped, ${calls} to run` +
      (waiting > 0 ? `, ${formatCount(waiting)} not set up` : '') +
      (total.calls > 0 ? ` (tokens out ${tokens}, ${formatMoneyRange(total.costUsd, rate, 'en')})` : ''),
    ko:
      `시행 ${trials}개: 저장됨 ${stored}, 건너뜀 ${skipped}, 실행할 것 ${calls}` +
      (waiting > 0 ? `, 설정 필요 ${formatCount(waiting)}` : '') +
      (total.calls > 0 ? ` (출력 토큰 ${tokens}, ${formatMoneyRange(total.costUsd, rate, 'ko')})` : ''),
  });
  tellBlocked(context, blocked);
  return { total, estimates };
}

/** How the runs of a command went. */
interface Went {
  stopped: boolean;
  failed: boolean;
}

/** Makes one run to its end, or until it is stopped; null where the person did not want it to begin. */
async function makeRun(
  context: Context,
  workbench: Workbench,
  matrix: string,
  start: (more: { allowUnpriced?: true }) => Promise<StartedRun | null>,
): Promise<(Went & { runId: string }) | 'taken' | null> {
  const started = await startAsking(context, start);
  if (started === null || started === 'taken') return started;
  const progress = await createProgress(context, matrix, workbench.config.krwPerUsd?.rate ?? null);
  try {
    for await (const event of started.events) progress.apply(event);
  } finally {
    progress.stop();
  }
  const phase = progress.state()?.phase;
  const { runId } = started;
  return {
    runId,
    stopped: phase === 'stopped',
    failed: phase === 'failed' || (progress.state()?.failed ?? 0) > 0,
  };
}

/** What the vendors' caches have saved on some records, in a sentence; null where none was used, or where
 * nothing costs anything. */
function toSavingLine({ locale }: Context, workbench: Workbench, records: RecordSummary[]): string | null {
  const savings = records.flatMap((record) => workbench.savingUsd(record) ?? []);
  const usd = savings.reduce((sum, one) => sum + one, 0);
  if (usd === 0) return null;
  const money = formatMoney(Math.abs(usd), workbench.config.krwPerUsd?.rate ?? null, locale);
  return usd > 0
    ? { en: `Caching saved ${money}.`, ko: `캐시로 아낀 금액: ${money}` }[locale]
    : { en: `Caching cost ${money} more so far.`, ko: `지금까지 캐시에 더 든 금액: ${money}` }[locale];
}

/** Prints how each matrix stands: a title and a table by variant. */
function printSummaries(
  context: Context,
  workbench: Workbench,
  plans: Plan[],
  { verdicts, anew, runIds }: { verdicts: readonly Verdicts[]; anew: Set<string>; runIds: Set<string> },
): void {
  for (const [index, plan] of plans.entries()) {
    const passed = verdicts[index];
    const records = new Map(Array.from(workbench.records(plan), (record) => [record.trial.id, record]));
    const entries = plan.trials.map(({ trial }) => ({
      variant: trial.variant,
      record: records.get(trial.id) ?? null,
      ...(passed?.has(trial.id) ? { passed: passed.get(trial.id) ?? null } : {}),
    }));
    const [title = '', ...lines] = toResultSummary(entries, {
      axes: plan.axes,
      locale: context.locale,
      krwRate: workbench.config.krwPerUsd?.rate ?? null,
    });
    if (plans.length > 1) printLine(context, `\n# ${plan.matrix.id}`);
    printLine(context, style(context, 'stdout', 'bold', title));
    for (const line of lines) printLine(context, line);
    const remade = anew.has(plan.matrix.id)
      ? toAnewLine([...records.values()], runIds, context.locale)
      : null;
    if (remade !== null) printLine(context, remade);
    const saving = toSavingLine(context, workbench, [...records.values()]);
    if (saving !== null) printLine(context, saving);
  }
}

/** Plans as a run of a mode takes them: what waits for its provider is counted for that mode. */
function forMode(plans: Plan[], mode: RunMode, { registry }: Workbench): Plan[] {
  if (mode === 'missing') return plans;
  const obstacleOf = (id: string) => registry.obstacleOf(id);
  return plans.map((plan) => ({ ...plan, blocked: countBlocked(plan.trials, obstacleOf, mode) }));
}

function refuseBoth({ rerun, resume }: RunOptions): void {
  if (!rerun || !resume) return;
  throw new UsageError({
    en: '--rerun makes everything anew and --resume only what an earlier run left: choose one.',
    ko: '--rerun은 모두 다시 실행하고 --resume은 남은 시행만 이어서 실행합니다. 하나만 쓰세요.',
  });
}

/** `gamut run`: makes what has no result yet, or everything anew, writes the files that were asked for, and prints a summary. 1 where a trial
 * failed or waits for its provider to be set up, or fewer answers passed than `minPass`; 130 where it was stopped. */
export async function runCommand(context: Context, file: string, options: RunOptions): Promise<number> {
  const { terminal } = context;
  checkTargets(terminal, options);
  refuseBoth(options);
  const mode: RunMode = options.rerun ? 'all' : 'missing';
  const opened = await openNotebook(context, file);
  const { workbench } = opened;
  const stop = new AbortController();
  const quit = Promise.withResolvers<'quit'>();
  const onInterrupt = () => {
    if (stop.signal.aborted) {
      quit.resolve('quit');
      return;
    }
    stop.abort();
    tell(context, {
      en: 'Stopping: what has finished is kept. Ctrl+C again quits at once.',
      ko: '중지하는 중입니다. 끝난 결과는 저장됩니다. Ctrl+C를 한 번 더 누르면 바로 끝냅니다.',
    });
  };
  /** The runs that the command is to make; null where the person does not want them. */
  const toRuns = async (): Promise<{ runs: RunToMake[]; ids: string[]; waiting: number } | null> => {
    if (options.resume) return { ...(await toResumptions(context, opened, options)), waiting: 0 };
    const plans = forMode(await planMatrices(context, opened, options), mode, workbench);
    if (options.minPass !== undefined) requireChecks(plans);
    tellInterrupted(context, opened, options);
    const open = plans.map((plan) => withoutBlocked(plan, mode));
    const { total, estimates } = await tellPlan(context, workbench, { plans, open, mode });
    const krwRate = workbench.config.krwPerUsd?.rate ?? null;
    const asked = { yes: options.yes ?? false, krwRate, anew: mode === 'all' };
    if (!(await confirmCost(context, total, asked))) {
      tell(context, { en: 'Nothing was sent.', ko: '아무것도 보내지 않았습니다.' });
      return null;
    }
    const toMake = open.filter((_, index) => estimates[index]?.calls !== 0);
    return {
      runs: toMake.map((plan) => ({
        matrix: plan.matrix.id,
        isAnew: mode === 'all',
        start: (wishes) => workbench.start(plan, { ...wishes, mode }),
      })),
      ids: plans.map((plan) => plan.matrix.id),
      waiting: countWaiting(sumBlocked(plans)),
    };
  };
  const work = async (): Promise<number> => {
    let leftUsd = toBudgetUsd(options, workbench.config.krwPerUsd?.rate ?? null);
    const asked = await toRuns();
    if (asked === null) return EXIT.usage;
    const { runs, ids, waiting } = asked;
    const went: Went = { stopped: false, failed: waiting > 0 };
    const anew = new Set(runs.flatMap(({ matrix, isAnew }) => (isAnew ? [matrix] : [])));
    const runIds = new Set<string>();
    for (const { matrix, start } of runs) {
      if (stop.signal.aborted) continue;
      const wishes = {
        signal: stop.signal,
        allowUnpriced: options.allowUnknownPrice ?? false,
        ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
        ...(leftUsd === null ? {} : { budgetUsd: leftUsd }),
      };
      const ended = await makeRun(context, workbench, matrix, (more) => start({ ...wishes, ...more }));
      if (ended === null) return EXIT.usage;
      if (ended === 'taken') continue;
      runIds.add(ended.runId);
      went.stopped ||= ended.stopped;
      went.failed ||= ended.failed;
      // The budget is of the command, which may make several runs.
      const { usd, unsettledUsd } = workbench.results.book.spent('run', ended.runId);
      if (leftUsd !== null && !options.resume) leftUsd = Math.max(0, leftUsd - usd - unsettledUsd);
    }
    const after = await Promise.all(
      ids.map((id) => workbench.plan(opened.name, id, { only: options.only ?? [] })),
    );
    const usesStdout = await writeResults(context, workbench, after, options);
    const verdicts: Verdicts[] = [];
    for (const plan of after) verdicts.push(await toVerdicts(workbench, plan));
    if (!usesStdout) printSummaries(context, workbench, after, { verdicts, anew, runIds });
    const isEnough = options.minPass === undefined || tellPassing(context, verdicts, options.minPass);
    if (went.stopped || stop.signal.aborted) return EXIT.stopped;
    return went.failed || !isEnough ? EXIT.failed : EXIT.ok;
  };
  const off = terminal.onInterrupt(onInterrupt);
  try {
    const working = work().finally(() => workbench.close());
    const ended = await Promise.race([working, quit.promise]);
    if (ended !== 'quit') return ended;
    // Whoever is in a hurry does not hear of what breaks off now.
    working.catch(() => undefined);
    return EXIT.stopped;
  } finally {
    off();
  }
}
