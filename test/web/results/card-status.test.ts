import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/core/failure.ts';
import type { LiveTrial } from '../../../src/core/run-state.ts';
import { secondsUntil, toCardState, type CardState } from '../../../src/web/results/card-status.ts';
import { toRecord, toRow, type RecordWish } from '../results.ts';

const variant = { persona: 'chef' };

function toLive(over: Partial<LiveTrial>): LiveTrial {
  return {
    trialId: 'id',
    model: 'sandbox/tiny',
    status: 'streaming',
    attempt: 1,
    text: '',
    reasoning: '',
    tokens: [],
    startedAt: null,
    retry: null,
    ...over,
  };
}

/** The card of a trial whose record is here. */
function toCard(wish: RecordWish | null, live: LiveTrial | null): CardState {
  return toCardState(toRow(variant, wish), wish && toRecord(variant, 1, wish), live);
}

describe('toCardState', () => {
  it('says of a queued trial alone what it waits for', () => {
    const reason = { en: 'Its key was refused.', ko: '키가 거부되었습니다.' };
    const pause = { what: 'x', provider: 'lab', models: ['lab/a'], failure: null, reason, budget: null };
    const row = toRow(variant, null);
    expect(toCardState(row, null, toLive({ status: 'queued' }), pause).waitsFor).toBe(pause);
    expect(toCardState(row, null, toLive({ status: 'streaming' }), pause).waitsFor).toBeNull();
    expect(toCardState(row, null, null, pause).waitsFor).toBeNull();
  });

  it('shows what has come so far while a trial is under way', () => {
    const card = toCard({ text: 'old' }, toLive({ text: 'new' }));
    expect(card).toMatchObject({ status: 'streaming', text: 'new', isOld: false });
  });

  it('keeps the text from before, marked as old, while a trial waits for its turn', () => {
    const card = toCard({ text: 'old' }, toLive({ status: 'queued' }));
    expect(card).toMatchObject({ status: 'queued', text: 'old', isOld: true });
    expect(toCard(null, toLive({ status: 'queued' })).isOld).toBe(false);
  });

  it('tells why and when a trial is tried again, and keeps its partial text', () => {
    const failure = toFailure('rate_limit', 'slow down', { status: 429 });
    const retry = { failure, dueAt: '2026-11-01T00:00:08Z', maxAttempts: 5 };
    const live = toLive({ status: 'retrying', attempt: 2, text: 'half', retry });
    const card = toCard(null, live);
    expect(card).toMatchObject({
      status: 'retrying',
      text: 'half',
      failure,
      retry: { attempt: 2, maxAttempts: 5, dueAt: retry.dueAt },
    });
  });

  it('shows the failure and the partial text of what failed', () => {
    const card = toCard({ failed: true, text: 'half' }, null);
    expect(card).toMatchObject({ status: 'error', text: 'half', failure: { kind: 'server' } });
  });

  it('marks a stale result as old and says why', () => {
    const reason = { en: 'persona chef changed', ko: '페르소나 셰프가 바뀜' };
    const card = toCardState(
      { ...toRow(variant, { text: 'old' }), standing: 'stale', reason },
      toRecord(variant, 1, { text: 'old' }),
      null,
    );
    expect(card).toMatchObject({ status: 'stale', text: 'old', isOld: true, reason });
  });

  it('takes the reason of a skipped trial from its record where the plan has none', () => {
    const reason = { en: 'no temperature', ko: 'temperature 없음' };
    const record = { ...toRecord(variant, 1), outcome: { status: 'skipped' as const, reason } };
    const skipped = { ...toRow(variant), standing: 'skipped' as const };
    expect(toCardState(skipped, record, null)).toMatchObject({ status: 'skipped', reason, text: '' });
  });

  it('shows how a text begins while the whole is not here, and says so', () => {
    const row = toRow(variant, { text: 'whole  answer\nand more' });
    expect(toCardState(row, null, null)).toMatchObject({
      status: 'done',
      isLoading: true,
      text: 'whole answer and more',
    });
    expect(toCard({ text: 'whole answer' }, null).isLoading).toBe(false);
    expect(toCard(null, null).isLoading).toBe(false);
    expect(toCardState(row, null, toLive({ text: 'new' })).isLoading).toBe(false);
  });

  it('shows nothing of a trial that was never made', () => {
    expect(toCard(null, null)).toMatchObject({ status: 'never', text: '' });
  });
});

describe('secondsUntil', () => {
  const now = Date.parse('2026-11-01T00:00:00Z');

  it('rounds up, so that it never says 0 too soon', () => {
    expect(secondsUntil('2026-11-01T00:00:07.200Z', now)).toBe(8);
  });

  it('is 0 for a moment that has passed', () => {
    expect(secondsUntil('2026-10-31T23:59:59Z', now)).toBe(0);
  });
});

describe('a model that thinks aloud', () => {
  it('is said to think until its answer begins', () => {
    expect(toCard(null, toLive({ reasoning: 'hm' })).isThinking).toBe(true);
    expect(toCard(null, toLive({ reasoning: 'hm', text: 'so' })).isThinking).toBe(false);
    expect(toCard(null, toLive({})).isThinking).toBe(false);
  });
});
