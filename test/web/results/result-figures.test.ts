import { describe, expect, it } from 'vitest';
import { figuresOf, freshText, textOf } from '../../../src/web/results/result-figures.ts';
import { toRecord, toResult } from '../results.ts';

describe('figuresOf', () => {
  it('knows nothing without a record', () => {
    expect(figuresOf(null)).toMatchObject({ inputTokens: null, costUsd: null, totalMs: null, attempts: 0 });
  });

  it('gives usage and cost of a failed request that was billed', () => {
    const record = toRecord({}, 1, { failed: true, usage: { inputTokens: 7 }, costUsd: 0.1 });
    expect(figuresOf(record)).toMatchObject({ inputTokens: 7, costUsd: 0.1, finishReason: null });
  });
});

describe('the text of a result', () => {
  it('is what came, whole or in part', () => {
    expect(textOf(toRecord({}, 1, { text: 'whole' }))).toBe('whole');
    expect(textOf(toRecord({}, 1, { failed: true, text: 'half' }))).toBe('half');
    expect(textOf(null)).toBe('');
  });

  it('counts for comparing only where it answers the request as it is now', () => {
    const done = toResult({}, { text: 'whole' });
    expect(freshText(done)).toBe('whole');
    expect(freshText({ ...done, standing: 'stale' })).toBeNull();
    expect(freshText(toResult({}, { failed: true }))).toBeNull();
    expect(freshText(null)).toBeNull();
  });
});
