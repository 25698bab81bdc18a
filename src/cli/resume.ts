import { cellsOf } from '../core/notebook.ts';
import type { Text } from '../core/text.ts';
import type { InterruptedRun } from '../store/run-book.ts';
import type { RunOptions, StartedRun } from '../workbench/launch.ts';
import { WorkbenchError } from '../workbench/workbench-error.ts';
import { formatCount } from './figures.ts';
import { formatMoney } from './money.ts';
import type { OpenNotebook } from './open-notebook.ts';
import type { Selection } from './plans.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** A run that a command is to make. */
export interface RunToMake {
  matrix: string;
  /** Whether it makes what has a result too. */
  isAnew: boolean;
  /** null: it is not for this command to make, as was told. */
  start: (options: RunOptions) => Promise<StartedRun | null>;
}

/** The most that a command may cost, US dollars; null for what the configuration says. `krwRate` is won a dollar. Throws
 * {@link UsageError} for won without a rate. */
export function toBudgetUsd(
  { budgetUsd, budgetKrw }: { budgetUsd?: number; budgetKrw?: number },
  krwRate: number | null,
): number | null {
  if (budgetKrw === undefined) return budgetUsd ?? null;
  if (krwRate === null) {
    throw new UsageError({
      en: '--budget-krw needs a rate: add krw_per_usd: { rate: 1380, as_of: 2026-11-01 } to gamut.config.yaml, or use --budget-usd.',
      ko: '--budget-krw에는 환율이 필요합니다. gamut.config.yaml에 krw_per_usd: { rate: 1380, as_of: 2026-11-01 }를 추가하거나 --budget-usd를 쓰세요.',
    });
  }
  return Math.min(budgetKrw / krwRate, budgetUsd ?? Infinity);
}

const ENDED: Record<NonNullable<InterruptedRun['reason']> | 'cut-off', Text> = {
  'cut-off': { en: 'Interrupted run', ko: '중단된 실행' },
  stopped: { en: 'Stopped run', ko: '중지한 실행' },
  failed: { en: 'Unfinished run', ko: '끝내지 못한 실행' },
  done: { en: 'Run', ko: '실행' },
};

function tellRun(context: Context, run: InterruptedRun, krwRate: number | null): void {
  const { runId, cellId, total, missing, takenOver, paidTwice, costUsd, reason } = run;
  const done = total - missing - takenOver;
  const twice = paidTwice > 0;
  const ended = ENDED[reason ?? 'cut-off'];
  tell(context, {
    en:
      `${ended.en} ${runId} of ${cellId}: ${formatCount(done)} of ${formatCount(total)} done, ${formatCount(missing)} missing, ` +
      `${formatMoney(costUsd, krwRate, 'en')} so far.` +
      (twice ? ` ${paidTwice} requests were under way when it was cut off, and may be billed twice.` : ''),
    ko:
      `${ended.ko} ${runId} (${cellId}): ${formatCount(total)}개 중 ${formatCount(done)}개 완료, ${formatCount(missing)}개 남음, ` +
      `지금까지 ${formatMoney(costUsd, krwRate, 'ko')}.` +
      (twice ? ` 중단될 때 진행 중이던 요청 ${paidTwice}개는 두 번 청구될 수 있습니다.` : ''),
  });
}

/** The interrupted runs of a notebook, of the matrices that were asked for. */
function findInterrupted({ workbench, name }: OpenNotebook, { matrix = [] }: Selection): InterruptedRun[] {
  return workbench.interrupted(name).filter(({ cellId }) => matrix.length === 0 || matrix.includes(cellId));
}

/** Tells why there is nothing to resume: what there was is being made elsewhere, or there is nothing at all. */
function tellNone(context: Context, { workbench, name, shown }: OpenNotebook, matrix: string[] = []): void {
  const going = workbench
    .underWay(name)
    .filter(({ cellId }) => matrix.length === 0 || matrix.includes(cellId));
  for (const { runId, cellId, done } of going) {
    const made = formatCount(done);
    tell(context, {
      en: `Run ${runId} of ${cellId} goes on in another process (the page, or another terminal), which has ${made} answers so far. Nothing was sent: wait for its end, or stop it there; then --resume goes on with what it leaves.`,
      ko: `실행 ${runId}(${cellId})은 다른 프로세스(화면이나 다른 터미널)에서 진행 중이며, 지금까지 답변 ${made}개를 받았습니다. 아무것도 보내지 않았습니다. 끝날 때까지 기다리거나 그쪽에서 중지한 뒤 --resume으로 남은 시행을 이어서 실행하세요.`,
    });
  }
  if (going.length > 0) return;
  tell(context, {
    en: `${shown} has no run to go on with. Nothing was sent.`,
    ko: `${shown}에 이어서 할 실행이 없습니다. 아무것도 보내지 않았습니다.`,
  });
}

/** Tells of runs that could go on, before others are begun. */
export function tellInterrupted(context: Context, open: OpenNotebook, selection: Selection): void {
  const runs = findInterrupted(open, selection);
  for (const run of runs) tellRun(context, run, open.workbench.config.krwPerUsd?.rate ?? null);
  if (runs.length === 0) return;
  tell(context, {
    en: `gamut run ${open.shown} --resume goes on with exactly what they left.`,
    ko: `gamut run ${open.shown} --resume을 쓰면 남은 시행만 이어서 실행합니다.`,
  });
}

/** Goes on with a run; null where another process was faster, which is told and is no failure. */
async function resumeUntaken(
  context: Context,
  { workbench }: OpenNotebook,
  { runId, cellId }: InterruptedRun,
  options: RunOptions,
): Promise<StartedRun | null> {
  try {
    return await workbench.resume(runId, options);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind !== 'running') throw error;
    tell(context, {
      en: `Another process has gone on with run ${runId} of ${cellId} meanwhile: it is left to that one.`,
      ko: `그동안 다른 프로세스가 이 실행을 이어서 실행하고 있습니다(${cellId}, ${runId}). 그쪽에 맡깁니다.`,
    });
    return null;
  }
}

/** The interrupted runs of a notebook as runs to make, each told of; and the ids of their matrices that are still there. */
export async function toResumptions(
  context: Context,
  open: OpenNotebook,
  selection: Selection,
): Promise<{ runs: RunToMake[]; ids: string[] }> {
  const { workbench, name } = open;
  // In the order in which they were begun.
  const interrupted = findInterrupted(open, selection).toReversed();
  if (interrupted.length === 0) tellNone(context, open, selection.matrix);
  for (const run of interrupted) tellRun(context, run, workbench.config.krwPerUsd?.rate ?? null);
  const matrices = new Set(interrupted.map(({ cellId }) => cellId));
  const { notebook } = await workbench.read(name);
  return {
    runs: interrupted.map((run) => ({
      matrix: run.cellId,
      isAnew: run.mode === 'all',
      start: (options) => resumeUntaken(context, open, run, options),
    })),
    ids: cellsOf(notebook, 'matrix')
      .map(({ id }) => id)
      .filter((id) => matrices.has(id)),
  };
}
