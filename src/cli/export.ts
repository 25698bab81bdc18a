import { EXIT } from './exit-code.ts';
import { openNotebook } from './open-notebook.ts';
import { planMatrices, type Selection } from './plans.ts';
import { checkTargets, writeResults, type ResultTargets } from './result-files.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** `gamut export`: the stored results of a notebook as files. Sends nothing, and works with a notebook that has errors. */
export async function exportCommand(
  context: Context,
  file: string,
  options: Selection & ResultTargets,
): Promise<number> {
  const { csv, jsonl, html, votes, only = [] } = options;
  const writesAnswers = [csv, jsonl, html].some((target) => target !== undefined);
  if (!writesAnswers && votes === undefined) {
    throw new UsageError({
      en: 'Say where to: --csv FILE, --jsonl FILE, --html FILE or --votes FILE (- is stdout).',
      ko: '--csv <파일>, --jsonl <파일>, --html <파일>, --votes <파일> 가운데 하나로 저장할 곳을 지정하세요. (-는 표준 출력)',
    });
  }
  if (votes !== undefined && only.length > 0) {
    throw new UsageError({
      en: '--only does not go with --votes: a vote is on two answers, and one of them may be left out.',
      ko: '--only는 --votes와 함께 쓸 수 없습니다. 투표는 두 답변을 비교한 것이라 한쪽이 빠질 수 있습니다.',
    });
  }
  checkTargets(context.terminal, options);
  const open = await openNotebook(context, file);
  try {
    const plans = await planMatrices(context, open, options, { lenient: true });
    const isMissing = options.withStale ? (['never'] as const) : (['never', 'stale'] as const);
    const missing = plans
      .flatMap(({ counts }) => isMissing.map((standing) => counts[standing]))
      .reduce((sum, count) => sum + count, 0);
    await writeResults(context, open.workbench, plans, options);
    if (writesAnswers && missing > 0) {
      tell(context, {
        en: `${missing} trials have no result of what the notebook says now, and so no row.`,
        ko: `지금 노트북 내용에 해당하는 결과가 없는 시행 ${missing}개는 행이 없습니다.`,
      });
    }
    return EXIT.ok;
  } finally {
    await open.workbench.close();
  }
}
