import path from 'node:path';
import { cellsOf } from '../core/notebook.ts';
import { pinMatrix, unpinMatrix } from '../workbench/pin-matrix.ts';
import { EXIT } from './exit-code.ts';
import { openNotebook } from './open-notebook.ts';
import { planMatrices, selectMatrices, type Selection } from './plans.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** What `gamut pin` is asked for. */
export interface PinOptions extends Selection {
  /** With token lists. */
  logprobs?: boolean;
  /** Take the pinned results away instead. */
  remove?: boolean;
}

/** `gamut pin`: writes the stored answers of a notebook beside it, for git and for opening elsewhere. Sends nothing. */
export async function pinCommand(context: Context, file: string, options: PinOptions): Promise<number> {
  const { logprobs = false, remove = false, matrix = [] } = options;
  const open = await openNotebook(context, file);
  const { workbench, name, shown } = open;
  try {
    const { notebook } = await workbench.read(name);
    const ids = selectMatrices(
      cellsOf(notebook, 'matrix').map((cell) => cell.id),
      matrix,
      shown,
    );
    // Tells what is wrong with the notebook, and with what was pinned before.
    const plans = await planMatrices(context, open, options, { lenient: true });
    const answers = plans.reduce((sum, { counts }) => sum + counts.done, 0);
    if (!remove && answers === 0) {
      throw new UsageError({
        en: `${shown} has no answers to pin. Run it first: gamut run ${shown}`,
        ko: `${shown}에 고정할 답변이 없습니다. 먼저 실행하세요: gamut run ${shown}`,
      });
    }
    let written: string | null = null;
    let missing = 0;
    for (const id of ids) {
      const result = remove
        ? await unpinMatrix(workbench, name, id)
        : await pinMatrix(workbench, name, id, { logprobs });
      written = result.file;
      missing += result.missing;
      if (remove) {
        tell(context, {
          en: `${id}: its pinned results are taken away.`,
          ko: `${id}: 고정된 결과를 지웠습니다.`,
        });
      } else {
        tell(context, {
          en: `${id}: ${result.records} answers pinned.`,
          ko: `${id}: 답변 ${result.records}개를 고정했습니다.`,
        });
      }
    }
    if (written !== null) {
      const target = path.join(path.dirname(shown), path.basename(written));
      tell(context, { en: `Written: ${target}`, ko: `저장함: ${target}` });
    }
    if (!remove && missing > 0) {
      tell(context, {
        en: `${missing} trials have no answer to what the notebook says now, and are not pinned.`,
        ko: `지금 노트북 내용에 해당하는 답변이 없는 시행 ${missing}개는 고정하지 않았습니다.`,
      });
    }
    return EXIT.ok;
  } finally {
    await workbench.close();
  }
}
