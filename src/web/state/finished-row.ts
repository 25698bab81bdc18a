import { NO_TOKEN_FIGURES } from '../../core/logprob.ts';
import { toFigures, toTextMarks } from '../../core/trial-row.ts';
import type { LeanRecord, ResultView, TrialRow } from '../../core/result-api.ts';
import type { Text } from '../../core/text.ts';

/** Said of an answer to an earlier request until it is known what has changed. */
export const REQUEST_CHANGED: Text = { en: 'the request has changed', ko: '요청이 바뀜' };

/** What a row says of a record; what was said of another answer is not said of this one. */
function withRecord(row: TrialRow, record: LeanRecord): TrialRow {
  const answerHash = record.trial.requestHash;
  return {
    ...row,
    answerHash,
    recordId: record.recordId,
    figures: toFigures(record, NO_TOKEN_FIGURES),
    ...toTextMarks(record),
    checks: [],
    annotation: answerHash === row.answerHash ? row.annotation : null,
  };
}

/**
 * A trial's row after a record of it was finished. Where the trial has been edited meanwhile, the record answers an earlier
 * request: an answer is stale then, unless there is one to the request as it is now, and what failed or was stopped says
 * nothing. The same row where it stays as it was.
 */
export function toFinishedRow(row: TrialRow, record: LeanRecord): TrialRow {
  const { status } = record.outcome;
  if (record.trial.requestHash === row.requestHash)
    return { ...withRecord(row, record), standing: status, reason: null };
  const isShown = status === 'done' && (row.standing === 'never' || row.standing === 'stale');
  return isShown ? { ...withRecord(row, record), standing: 'stale', reason: REQUEST_CHANGED } : row;
}

/** A trial's row as the server has it now; the same row where it shows another record than that, which will be told of. */
export function toToldRow(row: TrialRow, { requestHash, standing, reason, record }: ResultView): TrialRow {
  if (record === null || record.recordId !== row.recordId) return row;
  return { ...row, requestHash, standing, reason };
}
