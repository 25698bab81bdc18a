import { tokenFigures } from '../core/logprob.ts';
import type { TokenLogprob } from '../core/trial.ts';
import type { Database } from './database.ts';
import type { MeasuredRow } from './row-reader.ts';
import { StoreError } from './store-error.ts';

/**
 * Adds to records what their tokens say, where they were stored before that was written down, and writes it down. A file that
 * cannot be written now is no reason not to tell it: it is written down another time.
 */
export function fillFigures(
  db: Database,
  rows: readonly MeasuredRow[],
  tokensOf: (recordId: number) => TokenLogprob[] | null,
): MeasuredRow[] {
  const found: MeasuredRow[] = [];
  const filled = rows.map((row) => {
    if (!row.hasTokens || row.unsureShare !== null) return row;
    const now = { ...row, ...tokenFigures(tokensOf(row.recordId)) };
    if (now.unsureShare !== null) found.push(now);
    return now;
  });
  if (found.length === 0) return filled;
  try {
    const write = (): void => {
      for (const { recordId, meanLogprob, unsureShare } of found)
        db.run(
          'UPDATE records SET mean_logprob = ?, unsure_share = ? WHERE record_id = ?',
          meanLogprob,
          unsureShare,
          recordId,
        );
    };
    // What a power cut takes is found again.
    db.transaction(write, { durable: false });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
  return filled;
}
