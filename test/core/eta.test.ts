import { expect, test } from 'vitest';
import { toFailure } from '../../src/core/failure.ts';
import { applyEvent, etaMs, type RunState } from '../../src/core/run-state.ts';

const START = '2026-11-22T00:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(START) + seconds * 1000).toISOString();
const run = { runId: 'r' };

function stateAfter(done: number, total: number): RunState {
  const trialIds = Array.from({ length: total }, (_, index) => `t${index}`);
  const state = applyEvent(null, {
    ...run,
    type: 'run-started',
    notebook: 'n',
    cellId: 'm',
    mode: 'missing',
    total,
    trialIds,
    models: ['sandbox/tiny'],
    modelOf: trialIds.map(() => 0),
    estimateUsd: null,
    at: START,
  });
  state.done = done;
  return state;
}

test('the rest of a run is told by its pace, once there is one', () => {
  expect(etaMs(stateAfter(0, 10), Date.parse(at(10)))).toBeNull();
  expect(etaMs(stateAfter(5, 10), Date.parse(at(10)))).toBe(10_000);
});

test('a trial that waits long to be tried again is waited for', () => {
  const state = stateAfter(9, 10);
  applyEvent(state, {
    ...run,
    type: 'trial-retrying',
    trialId: 't9',
    failure: toFailure('rate_limit', ''),
    attempt: 1,
    maxAttempts: 5,
    waitMs: 1_800_000,
    at: at(10),
  });
  expect(etaMs(state, Date.parse(at(10)))).toBe(1_800_000);
  expect(etaMs(state, Date.parse(at(1810)))).toBe(Math.round(1_810_000 / 9));
});
