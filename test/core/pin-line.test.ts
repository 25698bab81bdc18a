import { describe, expect, test } from 'vitest';
import { readPinLine, toPinLine } from '../../src/core/pin-line.ts';
import type { PinnedAnswer } from '../../src/core/pin-line.ts';
import { isPinned } from '../../src/core/pinned.ts';
import type { TokenLogprob } from '../../src/core/trial.ts';
import { createCompletion, createRecord } from '../fake/trial.ts';

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const alternative = (token: string, logprob: number, bytes: number[] | null = utf8(token)) => ({
  token,
  bytes,
  logprob,
});
const TOKENS: TokenLogprob[] = [
  { ...alternative('안', -0.25), top: [alternative('안', -0.25), alternative('x', -2)] },
  // Half a syllable: the text says less than the bytes.
  { ...alternative('\ufffd', -1.5, [0xeb, 0x85]), top: [alternative('\ufffd', -1.5, [0xeb, 0x85])] },
  { ...alternative('녕', -0.5, null), top: [] },
];

function createAnswer(more: Partial<PinnedAnswer> = {}): PinnedAnswer {
  const outcome = {
    status: 'done' as const,
    completion: createCompletion({ logprobsKind: 'raw', modelVersion: 'tiny-1' }),
    costUsd: 0.001,
    priceAsOf: '2026-01-01',
    rates: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 4, reasoning: 4, request: 0 },
  };
  const record = { ...createRecord({ outcome, totalMs: 800.4, ttftMs: null }), hasTokens: false };
  return { record, tokens: null, meanLogprob: -0.5, unsureShare: 0.25, annotation: null, ...more };
}

function read(line: string | null): PinnedAnswer {
  const result = readPinLine(line ?? '', 'experiments/other.gamut.md');
  if ('fault' in result) throw new Error(result.fault.en);
  return result.answer;
}

describe('a pinned answer', () => {
  test('comes back as it was, under the notebook that it is read for', () => {
    const annotation = { starred: true, rating: 4 as const, note: '좋음', tags: ['짧음'] };
    const written = createAnswer({ annotation, tokens: TOKENS });
    const { record, tokens, meanLogprob, annotation: said } = read(toPinLine(written));
    expect(meanLogprob).toBe(-0.5);
    expect(tokens).toEqual(TOKENS);
    expect(said).toEqual(annotation);
    expect(record).toEqual({
      ...written.record,
      recordId: 0,
      runId: 'pinned',
      notebook: 'experiments/other.gamut.md',
      totalMs: 800,
      hasTokens: true,
    });
  });

  test('is read where nothing of rates was written yet', () => {
    const { rates: _, ...older } = JSON.parse(toPinLine(createAnswer()) ?? '') as Record<string, unknown>;
    expect(read(JSON.stringify(older)).record.outcome).not.toHaveProperty('rates');
  });

  test('has one line, whatever is in it', () => {
    const completion = createCompletion({ text: 'a\nb\r\n\u2028c' });
    const outcome = { status: 'done' as const, completion, costUsd: null, priceAsOf: null };
    const line = toPinLine(createAnswer({ record: { ...createRecord({ outcome }), hasTokens: false } }));
    expect(line).not.toMatch(/[\n\r]/);
    expect(read(line).record.outcome).toMatchObject({ completion: { text: 'a\nb\r\n\u2028c' } });
  });

  test('is no failure and no stop', () => {
    const outcome = { status: 'aborted' as const, partialText: 'half' };
    expect(
      toPinLine(createAnswer({ record: { ...createRecord({ outcome }), hasTokens: false } })),
    ).toBeNull();
  });
});

test('pinned records are told by their numbers', () => {
  expect([-1, 0, 1, null, undefined].map(isPinned)).toEqual([true, false, false, false, false]);
});
