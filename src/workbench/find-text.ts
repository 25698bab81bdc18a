import { setImmediate } from 'node:timers/promises';
import { answerKey } from '../core/vote.ts';
import type { Results } from '../store/results.ts';
import { answerKeysOf } from './plan.ts';
import type { Plan } from './plan.ts';

/** Texts that are looked through before others get their turn. */
const TEXTS_AT_ONCE = 1000;

/** A text by which it is found: Hangul put together, large letters as small ones. */
function toFindable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Ids of the trials of a plan whose answer, or the note or a tag of it, holds a text. */
export async function findText(plan: Plan, text: string, results: Results): Promise<string[]> {
  const wanted = toFindable(text);
  const { trials } = plan;
  const keys = answerKeysOf(plan, results);
  const annotations = results.annotations.of(keys);
  const found = new Set<number>();
  const ids = trials.flatMap(({ recordId }) => recordId ?? []);
  for (let start = 0; start < ids.length; start += TEXTS_AT_ONCE) {
    for (const { recordId, text: answer } of results.texts(ids.slice(start, start + TEXTS_AT_ONCE)))
      if (toFindable(answer).includes(wanted)) found.add(recordId);
    await setImmediate();
  }
  return trials.flatMap(({ trial, recordId }, at) => {
    const said = annotations.get(answerKey(keys[at] ?? trial));
    const isSaid = said !== undefined && toFindable([said.note, ...said.tags].join('\n')).includes(wanted);
    return isSaid || (recordId !== null && found.has(recordId)) ? [trial.id] : [];
  });
}
