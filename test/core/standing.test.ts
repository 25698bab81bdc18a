import { expect, test } from 'vitest';
import { expand } from '../../src/core/expand.ts';
import { changedLines, staleReason, standing } from '../../src/core/standing.ts';
import { toFailure } from '../../src/core/failure.ts';
import { unknownUsage, type Outcome, type RecordSummary, type Trial } from '../../src/core/trial.ts';
import { OPTIONS, notebookWith } from './notebook-fixture.ts';

const DONE: Outcome = {
  status: 'done',
  completion: {
    text: 'x',
    reasoning: '',
    tokens: null,
    logprobsKind: null,
    finishReason: 'stop',
    rawFinishReason: 'stop',
    usage: unknownUsage(),
    modelVersion: null,
    requestId: null,
  },
  costUsd: null,
  priceAsOf: null,
};
const ERROR: Outcome = {
  status: 'error',
  failure: toFailure('server', 'no'),
  partialText: '',
  usage: unknownUsage(),
  costUsd: null,
};
const ABORTED: Outcome = { status: 'aborted', partialText: '' };

function trialOf(matrix = 'prompt: p\npersona: a\nmodel: vllm/x\ndata: d\ntemperature: 0.7'): Trial {
  const [trial] = expand(notebookWith(matrix), 'm', OPTIONS).trials;
  if (!trial) throw new Error('no trial');
  return trial;
}

function recordOf(trial: Trial, outcome: Outcome): RecordSummary {
  return {
    recordId: 1,
    runId: 'r',
    notebook: 'n',
    trial,
    outcome,
    attempts: 1,
    queuedMs: 0,
    ttftMs: null,
    totalMs: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    hasTokens: false,
  };
}

function withPersona(trial: Trial, persona: string): Trial {
  const [, ...rest] = trial.request.messages;
  const messages = [{ role: 'system' as const, content: persona }, ...rest];
  return { ...trial, request: { ...trial.request, messages } };
}

test('a trial stands as the record of its exact request does', () => {
  const trial = trialOf();
  const standingWith = (current: Outcome | null, previous: Outcome | null): string =>
    standing(trial, {
      current: current && recordOf(trial, current),
      previous: previous && recordOf(withPersona(trial, 'old'), previous),
    }).standing;
  expect(standingWith(null, null)).toBe('never');
  expect(standingWith(DONE, null)).toBe('done');
  expect(standingWith(DONE, DONE)).toBe('done');
  expect(standingWith(ERROR, DONE)).toBe('error');
  expect(standingWith(ABORTED, null)).toBe('aborted');
  expect(standingWith(null, DONE)).toBe('stale');
  expect(standingWith(null, ERROR)).toBe('never');
});

test('a trial that cannot be made is skipped with its reason, unless its result is there', () => {
  const skip = { en: 'no', ko: '아니요' };
  const trial = { ...trialOf(), skip };
  expect(standing(trial, { current: null, previous: null })).toEqual({
    standing: 'skipped',
    record: null,
    reason: skip,
  });
  expect(standing(trial, { current: recordOf(trial, DONE), previous: null }).standing).toBe('done');
});

test('a stale result says what has changed', () => {
  const now = trialOf();
  expect(
    staleReason(withPersona(now, 'You are b.\nand\nmore'), withPersona(now, 'You are a.\nand\nmore\nx')).en,
  ).toBe('persona a changed, 2 lines');
  const hotter = { ...now, request: { ...now.request, params: { temperature: 0.8, seed: 1 } } };
  expect(staleReason(now, hotter)).toEqual({
    en: 'temperature 0.7 → 0.8; seed unset → 1',
    ko: 'temperature 0.7 → 0.8; seed 없음 → 1',
  });
  const [first] = now.request.messages;
  const messages = [...(first ? [first] : []), { role: 'user' as const, content: 'two?' }];
  const other = { ...now, request: { ...now.request, messages } };
  expect(staleReason(other, now).en).toBe('prompt p changed, 1 line');
  expect(staleReason({ ...other, vars: { id: 'r1', q: 'two' } }, now)).toEqual({
    en: 'row r1 changed (q)',
    ko: '행 r1의 q 값이 바뀜',
  });
  expect(staleReason(withPersona(now, 'y'), { ...hotter }).en).toBe(
    'persona a changed, 1 line; temperature 0.7 → 0.8; seed unset → 1',
  );
});

test('lines that differ are counted where they differ', () => {
  expect(changedLines('a\nb\nc\nd', 'a\nX\nc\nY')).toBe(2);
  expect(changedLines('a\nb', 'a\nb\nc')).toBe(1);
  expect(changedLines('a', 'a')).toBe(0);
  expect(changedLines('', 'a\nb')).toBe(2);
});
