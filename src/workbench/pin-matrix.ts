import type { PinResult } from '../core/api.ts';
import { replacePins } from '../core/pin-file.ts';
import { NO_TOKEN_FIGURES } from '../core/logprob.ts';
import type { PinnedAnswer } from '../core/pin-line.ts';
import { isPinned } from '../core/pinned.ts';
import { answerKey } from '../core/vote.ts';
import { pinsNameOf } from '../store/notebook-name.ts';
import { recordsOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Workbench } from './workbench.ts';

async function write(workbench: Workbench, plan: Plan, answers: PinnedAnswer[]): Promise<PinResult> {
  const { name, matrix, trials } = plan;
  let text = '';
  await workbench.folder.pins.change(name, (before) => {
    text = replacePins(before ?? '', matrix.id, answers);
    return text === '' ? null : text;
  });
  const missing = trials.filter(({ standing }) => standing !== 'done' && standing !== 'skipped').length;
  return {
    file: text === '' ? null : pinsNameOf(name),
    records: answers.length,
    bytes: Buffer.byteLength(text),
    missing,
  };
}

/**
 * Writes the answers of a matrix, as they stand, beside the notebook, in place of what was pinned of it before; all else that
 * the file has stays. Failures and what is stale are left out. With `logprobs` token lists are written too.
 */
export async function pinMatrix(
  workbench: Workbench,
  name: string,
  matrixId: string,
  { logprobs = false }: { logprobs?: boolean } = {},
): Promise<PinResult> {
  const { results } = workbench;
  const plan = await workbench.plan(name, matrixId);
  const done = plan.trials.filter(({ standing }) => standing === 'done');
  const said = results.annotations.of(done.map(({ trial }) => trial));
  const ids = done.flatMap(({ recordId }) => recordId ?? []);
  const measured = new Map(results.measured(ids).map((one) => [one.recordId, one]));
  const answers: PinnedAnswer[] = [];
  for (const record of recordsOf(done, results, plan.identity)) {
    if (!record) continue;
    const entry = said.get(answerKey(record.trial));
    const annotation = entry
      ? { starred: entry.starred, rating: entry.rating, note: entry.note, tags: entry.tags }
      : null;
    // Tokens that stand nowhere but in the file stay there.
    const hasTokens = record.hasTokens && (logprobs || isPinned(record.recordId));
    const tokens = hasTokens ? results.tokens(record.recordId) : null;
    const { meanLogprob, unsureShare } = measured.get(record.recordId) ?? NO_TOKEN_FIGURES;
    answers.push({ record, tokens, meanLogprob, unsureShare, annotation });
  }
  return write(workbench, plan, answers);
}

/** Takes the pinned results of a matrix away. What the store has of them stays. */
export async function unpinMatrix(workbench: Workbench, name: string, matrixId: string): Promise<PinResult> {
  return write(workbench, await workbench.plan(name, matrixId), []);
}
