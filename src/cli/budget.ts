import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Spent, Unsettled } from '../store/ledger.ts';
import { toIdentity } from '../workbench/project.ts';
import { openWorkbench, type Workbench } from '../workbench/workbench.ts';
import { toColumns } from './columns.ts';
import { EXIT } from './exit-code.ts';
import { formatMoney } from './money.ts';
import { NOTEBOOKS_DIR, openNotebook } from './open-notebook.ts';
import { printLine, tell, type Context } from './terminal.ts';

/** What `gamut budget` takes. */
export interface BudgetOptions {
  dir?: string;
  /** Take what is unsettled out of the budgets. */
  writeOff?: boolean;
  /** Of this run alone. */
  run?: string;
  json?: boolean;
}

/** The workbench that is asked, and the notebook where one was named. */
async function openProject(
  context: Context,
  notebook: string | undefined,
  dir: string | undefined,
): Promise<{ workbench: Workbench; name: string | null }> {
  if (notebook !== undefined) return openNotebook(context, notebook);
  const { cwd, env } = context.terminal;
  const usual = existsSync(path.join(cwd, NOTEBOOKS_DIR)) ? NOTEBOOKS_DIR : '.';
  const workbench = await openWorkbench({ notebooksDir: path.resolve(cwd, dir ?? usual), env });
  return { workbench, name: null };
}

function sumOf(lines: readonly Unsettled[]): { usd: number; requests: number } {
  return lines.reduce(
    (sum, { usd, requests }) => ({ usd: sum.usd + usd, requests: sum.requests + requests }),
    {
      usd: 0,
      requests: 0,
    },
  );
}

/** `gamut budget`: what was spent and what the limits are, what may have been billed besides, and, asked to, writes that
 * off. */
export async function budgetCommand(
  context: Context,
  notebook: string | undefined,
  { dir, writeOff = false, run, json = false }: BudgetOptions,
): Promise<number> {
  const { locale } = context;
  const { workbench, name } = await openProject(context, notebook, dir);
  try {
    const rate = workbench.config.krwPerUsd?.rate ?? null;
    const money = (usd: number) => formatMoney(usd, rate, locale);
    const runId = run ?? null;
    if (writeOff) {
      const off = sumOf(workbench.writeOff({ name, runId }));
      const amount = (language: 'en' | 'ko') => formatMoney(off.usd, rate, language);
      tell(context, {
        en:
          off.requests === 0
            ? 'Nothing is unsettled.'
            : `Written off: up to ${amount('en')} of ${off.requests} requests. It counts against no budget any more.`,
        ko:
          off.requests === 0
            ? '확인되지 않은 금액이 없습니다.'
            : `요청 ${off.requests}개의 미확인 금액(최대 ${amount('ko')})을 지웠습니다. 이제 예산에 포함되지 않습니다.`,
      });
    }
    const { book } = workbench.results;
    const identity = name === null ? null : toIdentity(workbench.project, name);
    const unsettled = book.unsettled({ notebook: identity, runId });
    const today = book.spentToday();
    const ofNotebook = identity === null ? null : book.spent('notebook', identity);
    const limits = await workbench.limitsOf(name);
    if (json) {
      printLine(context, JSON.stringify({ today, notebook: ofNotebook, limits, unsettled }, null, 2));
      return EXIT.ok;
    }
    const words = {
      en: {
        today: 'today',
        notebook: 'notebook',
        of: 'of',
        none: 'no limit',
        run: 'a run',
        upTo: 'up to',
        open: 'unsettled up to',
        unpriced: (n: number) => `${n} of unknown price`,
      },
      ko: {
        today: '오늘',
        notebook: '노트북',
        of: '/ 한도',
        none: '한도 없음',
        run: '실행마다',
        upTo: '최대',
        open: '미확인 최대',
        unpriced: (n: number) => `${n}개는 가격 미상`,
      },
    }[locale];
    const row = (title: string, spent: Spent, limitUsd: number | null): string[] => [
      title,
      money(spent.usd),
      limitUsd === null ? words.none : `${words.of} ${money(limitUsd)}`,
      [
        ...(spent.unsettledUsd > 0 ? [`${words.open} ${money(spent.unsettledUsd)}`] : []),
        ...(spent.unpriced > 0 ? [`+ ${words.unpriced(spent.unpriced)}`] : []),
      ].join(', '),
    ];
    const rows = [row(words.today, today, limits.day)];
    if (ofNotebook) rows.push(row(words.notebook, ofNotebook, limits.notebook));
    if (limits.run !== null) rows.push([words.run, '', `${words.upTo} ${money(limits.run)}`, '']);
    const [, ...lines] = toColumns(
      [{ title: '' }, { title: '', align: 'right' }, { title: '' }, { title: '' }],
      rows,
    );
    for (const line of lines) printLine(context, line);
    if (unsettled.length > 0) printUnsettled(context, unsettled, money);
    return EXIT.ok;
  } finally {
    await workbench.close();
  }
}

function printUnsettled(context: Context, lines: readonly Unsettled[], money: (usd: number) => string): void {
  const { locale } = context;
  const titles = {
    en: ['run', 'day', 'notebook', 'requests', 'at most'],
    ko: ['실행', '날짜', '노트북', '요청', '최대'],
  }[locale];
  printLine(context);
  const columns = titles.map((title, index) => ({
    title,
    align: index > 2 ? ('right' as const) : ('left' as const),
  }));
  const rows = lines.map(({ runId, day, notebook, requests, usd }) => [
    runId,
    day,
    notebook,
    String(requests),
    money(usd),
  ]);
  for (const line of toColumns(columns, rows)) printLine(context, line);
  tell(context, {
    en: 'Nobody saw the end of these requests, so the most they can have cost counts against the budgets. Where the vendor’s bill says otherwise: gamut budget --write-off (--run <id> for one run).',
    ko: '끝을 확인하지 못한 요청이어서 최대 금액을 예산에 포함합니다. 공급자의 청구 내역에 없으면 gamut budget --write-off로 지우세요(한 실행만 지우려면 --run <id>).',
  });
}
