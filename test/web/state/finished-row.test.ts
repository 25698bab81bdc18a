import { describe, expect, it } from 'vitest';
import type { LeanRecord, ResultView, TrialRow } from '../../../src/core/result-api.ts';
import { REQUEST_CHANGED, toFinishedRow, toToldRow } from '../../../src/web/state/finished-row.ts';
import { toRecord, toRow } from '../results.ts';

const variant = { persona: 'chef' };
const SAID = { starred: true, rating: 4, note: '', tags: [] } as const;

/** What has finished; of another request where a hash is given. */
function finished(wish: Parameters<typeof toRecord>[2] = {}, requestHash = 'hash'): LeanRecord {
  const record = toRecord(variant, 1, wish);
  return { ...record, recordId: 9, trial: { ...record.trial, requestHash } };
}

function rowOf(standing: TrialRow['standing'], more: Partial<TrialRow> = {}): TrialRow {
  const row = toRow(variant, standing === 'never' ? null : { text: 'old', failed: standing === 'error' });
  return { ...row, standing, ...more };
}

describe('a record that has finished', () => {
  it('stands for its trial, and what was said of the same request stays said', () => {
    const row = toFinishedRow(
      rowOf('done', { annotation: { ...SAID, tags: [] } }),
      finished({ text: 'new' }),
    );
    expect(row).toMatchObject({ standing: 'done', recordId: 9, head: 'new', annotation: SAID });
  });

  it('takes away what was said of the stale answer in whose place it comes', () => {
    const stale = rowOf('stale', {
      answerHash: 'earlier',
      annotation: { ...SAID, tags: [] },
      reason: REQUEST_CHANGED,
    });
    expect(toFinishedRow(stale, finished({ text: 'new' }))).toMatchObject({
      standing: 'done',
      reason: null,
      answerHash: 'hash',
      annotation: null,
    });
  });

  it.each(['never', 'stale'] as const)(
    'of a trial that was edited meanwhile is stale in place of %s',
    (before) => {
      const row = toFinishedRow(rowOf(before), finished({ text: 'late' }, 'earlier'));
      expect(row).toMatchObject({
        standing: 'stale',
        reason: REQUEST_CHANGED,
        requestHash: 'hash',
        answerHash: 'earlier',
        head: 'late',
      });
    },
  );

  it.each(['done', 'error', 'skipped'] as const)(
    'of an earlier request leaves what is known of the present one: %s',
    (before) => {
      const row = rowOf(before);
      expect(toFinishedRow(row, finished({ text: 'late' }, 'earlier'))).toBe(row);
    },
  );

  it('that failed says nothing of a trial that was edited meanwhile', () => {
    const row = rowOf('stale');
    expect(toFinishedRow(row, finished({ failed: true }, 'earlier'))).toBe(row);
  });
});

describe('what the server tells of a stale answer', () => {
  const reason = { en: 'persona chef changed, 1 line', ko: '페르소나 chef가 1줄 바뀜' };
  const view = (record: LeanRecord): ResultView => ({
    trialId: record.trial.id,
    variant,
    repeat: 1,
    requestHash: 'hash',
    standing: 'stale',
    reason,
    record,
  });

  it('is the reason', () => {
    const row = toFinishedRow(rowOf('never'), finished({}, 'earlier'));
    expect(toToldRow(row, view(finished({}, 'earlier')))).toEqual({ ...row, reason });
  });

  it('is no matter of a row that shows another answer by then', () => {
    const row = rowOf('done');
    expect(toToldRow(row, view(finished({}, 'earlier')))).toBe(row);
  });
});
