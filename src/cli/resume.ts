import { cellsOf } from '../core/notebook.ts';
import type { InterruptedRun } from '../store/run-book.ts';
import type { RunOptions, StartedRun } from '../workbench/launch.ts';
import { formatMoney } from './money.ts';
import type { OpenNotebook } from './open-notebook.ts';
import type { Selection } from './plans.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** A run that a command is to make. */
export interface RunToMake {
  matrix: string;
  start: (options: RunOptions) => Promise<StartedRun>;
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

function tellRun(context: Context, run: InterruptedRun, krwRate: number | null): void {
  const { runId, cellId, total, missing, paidTwice, costUsd } = run;
  const done = total - missing;
  const twice = paidTwice > 0;
  tell(context, {
    en:
      `Interrupted run ${runId} of ${cellId}: ${done} of ${total} done, ${missing} missing, ` +
      `${formatMoney(costUsd, krwRate, 'en')} so far.` +
      (twice ? ` ${paidTwice} requests were under way when it was cut off, and may be billed twice.` : ''),
    ko:
      `중단된 실행 ${runId} (${cellId}): ${total}개 중 ${done}개 완료, ${missing}개 남음, ` +
      `지금까지 ${formatMoney(costUsd, krwRate, 'ko')}.` +
      (twice ? ` 중단될 때 진행 중이던 요청 ${paidTwice}개는 두 번 청구될 수 있습니다.` : ''),
  });
}

/** The interrupted runs of a notebook, of the matrices that were asked for. */
function findInterrupted({ workbench, name }: OpenNotebook, { matrix = [] }: Selection): InterruptedRun[] {
  return workbench.interrupted(name).filter(({ cellId }) => matrix.length === 0 || matrix.includes(cellId));
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

/** The interrupted runs of a notebook as runs to make, each told of; and the ids of their matrices that are still there. */
export async function toResumptions(
  context: Context,
  open: OpenNotebook,
  selection: Selection,
): Promise<{ runs: RunToMake[]; ids: string[] }> {
  const { workbench, name, shown } = open;
  // In the order in which they were begun.
  const interrupted = findInterrupted(open, selection).toReversed();
  if (interrupted.length === 0) {
    tell(context, {
      en: `${shown} has no interrupted run. Nothing was sent.`,
      ko: `${shown}에 중단된 실행이 없습니다. 아무것도 보내지 않았습니다.`,
    });
  }
  for (const run of interrupted) tellRun(context, run, workbench.config.krwPerUsd?.rate ?? null);
  const matrices = new Set(interrupted.map(({ cellId }) => cellId));
  const { notebook } = await workbench.read(name);
  return {
    runs: interrupted.map(({ runId, cellId }) => ({
      matrix: cellId,
      start: (options) => workbench.resume(runId, options),
    })),
    ids: cellsOf(notebook, 'matrix')
      .map(({ id }) => id)
      .filter((id) => matrices.has(id)),
  };
}
