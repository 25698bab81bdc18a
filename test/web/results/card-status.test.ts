import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/core/failure.ts';
import type { LiveTrial } from '../../../src/core/run-state.ts';
import { secondsUntil, toCardState } from '../../../src/web/results/card-status.ts';
import { toResult } from '../results.ts';

const variant = { persona: 'chef' };

function toLive(over: Partial<LiveTrial>): LiveTrial {
  return {
    trialId: 'id',
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

describe('toCardState', () => {
  it('shows what has come so far while a trial is under way', () => {
    const card = toCardState(toResult(variant, { text: 'old' }), toLive({ text: 'new' }));
    expect(card).toMatchObject({ status: 'streaming', text: 'new', isOld: false });
  });

  it('keeps the text from before, marked as old, while a trial waits for its turn', () => {
    const card = toCardState(toResult(variant, { text: 'old' }), toLive({ status: 'queued' }));
    expect(card).toMatchObject({ status: 'queued', text: 'old', isOld: true });
    expect(toCardState(toResult(variant, null), toLive({ status: 'queued' })).isOld).toBe(false);
  });

  it('tells why and when a trial is tried again, and keeps its partial text', () => {
    const failure = toFailure('rate_limit', 'slow down', { status: 429 });
    const retry = { failure, dueAt: '2026-11-01T00:00:08Z', maxAttempts: 5 };
    const live = toLive({ status: 'retrying', attempt: 2, text: 'half', retry });
    const card = toCardState(toResult(variant, null), live);
    expect(card).toMatchObject({
      status: 'retrying',
      text: 'half',
      failure,
      retry: { attempt: 2, maxAttempts: 5, dueAt: retry.dueAt },
    });
  });

  it('shows the failure and the partial text of what failed', () => {
    const card = toCardState(toResult(variant, { failed: true, text: 'half' }), null);
    expect(card).toMatchObject({ status: 'error', text: 'half', failure: { kind: 'server' } });
  });

  it('marks a stale result as old and says why', () => {
    const reason = { en: 'persona chef changed', ko: '페르소나 셰프가 바뀜' };
    const card = toCardState({ ...toResult(variant, { text: 'old' }), standing: 'stale', reason }, null);
    expect(card).toMatchObject({ status: 'stale', text: 'old', isOld: true, reason });
  });

  it('takes the reason of a skipped trial from its record where the plan has none', () => {
    const reason = { en: 'no temperature', ko: 'temperature 없음' };
    const done = toResult(variant);
    const skipped = {
      ...done,
      standing: 'skipped' as const,
      record: done.record && { ...done.record, outcome: { status: 'skipped' as const, reason } },
    };
    expect(toCardState(skipped, null)).toMatchObject({ status: 'skipped', reason, text: '' });
  });

  it('shows nothing of a trial that was never made', () => {
    expect(toCardState(toResult(variant, null), null)).toMatchObject({ status: 'never', text: '' });
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
    const result = toResult(variant, null);
    expect(toCardState(result, toLive({ reasoning: 'hm' })).isThinking).toBe(true);
    expect(toCardState(result, toLive({ reasoning: 'hm', text: 'so' })).isThinking).toBe(false);
    expect(toCardState(result, toLive({})).isThinking).toBe(false);
  });
});
