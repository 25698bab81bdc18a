import type { Locale } from '../core/text.ts';
import type { RecordSummary } from '../core/trial.ts';
import { formatCount } from './figures.ts';

/** How many results a command that was to make all of them anew has made, and how many still are of earlier runs, in a line; null where
 * none is. `runIds` are the command's own. */
export function toAnewLine(
  records: readonly Pick<RecordSummary, 'runId' | 'outcome'>[],
  runIds: ReadonlySet<string>,
  locale: Locale,
): string | null {
  const made = records.filter(({ outcome }) => outcome.status !== 'skipped');
  const kept = made.filter(({ runId }) => !runIds.has(runId)).length;
  if (kept === 0) return null;
  const [anew, before] = [formatCount(made.length - kept), formatCount(kept)];
  return {
    en: `Made anew: ${anew}. Still the results of earlier runs: ${before}.`,
    ko: `새로 실행한 결과 ${anew}개, 이전 실행의 결과 그대로 ${before}개.`,
  }[locale];
}
