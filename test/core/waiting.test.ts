import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { toFailure } from '../../src/core/failure.ts';
import type { FailureKind } from '../../src/core/failure.ts';
import { applyEvent, type RunState } from '../../src/core/run-state.ts';
import { countWaiting, pauseOf } from '../../src/core/waiting.ts';

const at = '2026-11-22T00:00:00.000Z';
const SHORT = { scope: 'run' as const, limitUsd: 1, spentUsd: 1, reservedUsd: 0, neededUsd: 0.1 };

function begin(models: string[]): RunState {
  const names = [...new Set(models)];
  return applyEvent(null, {
    type: 'run-started',
    runId: 'r',
    notebook: 'n',
    cellId: 'm',
    mode: 'missing',
    total: models.length,
    trialIds: models.map((_, index) => `t${index}`),
    models: names,
    modelOf: models.map((model) => names.indexOf(model)),
    estimateUsd: null,
    at,
  });
}

function refused(models: string[], kind: FailureKind): Extract<RunEvent, { type: 'run-paused' }> {
  const provider = models[0]?.split('/')[0] ?? '';
  const what = `provider ${provider} ${kind}`;
  const reason = { en: what, ko: what };
  return { type: 'run-paused', runId: 'r', what, provider, models, failure: toFailure(kind, ''), reason };
}

const overBudget = (models: string[]): RunEvent => ({
  ...refused(models, 'quota'),
  what: 'budget',
  provider: null,
  failure: null,
  budget: SHORT,
});

const counts = (state: RunState): [string, number][] =>
  [...countWaiting(state)].map(([{ what }, count]) => [what, count]);

describe('a run that waits for several things', () => {
  test('keeps each of them, with the trials that wait for it', () => {
    const state = begin(['lab/a', 'lab/a', 'bad/b', 'dear/c', 'free/d']);
    applyEvent(state, refused(['lab/a'], 'quota'));
    applyEvent(state, refused(['bad/b'], 'auth'));
    applyEvent(state, overBudget(['dear/c']));
    expect(counts(state)).toEqual([
      ['provider lab quota', 2],
      ['provider bad auth', 1],
      ['budget', 1],
    ]);
  });

  test('goes on only when the last of them is over', () => {
    const state = begin(['lab/a', 'bad/b']);
    applyEvent(state, refused(['lab/a'], 'quota'));
    applyEvent(state, refused(['bad/b'], 'auth'));
    applyEvent(state, { type: 'run-resumed', runId: 'r', what: 'provider lab quota' });
    expect(state.phase).toBe('paused');
    expect(state.pauses.map(({ what }) => what)).toEqual(['provider bad auth']);
    applyEvent(state, { type: 'run-resumed', runId: 'r', what: 'provider bad auth' });
    expect(state.phase).toBe('running');
  });

  test('has the same thing once, as it was told last', () => {
    const state = begin(['lab/a', 'lab/b']);
    applyEvent(state, refused(['lab/a'], 'auth'));
    applyEvent(state, refused(['lab/a', 'lab/b'], 'auth'));
    expect(counts(state)).toEqual([['provider lab auth', 2]]);
  });
});

test('what a provider refuses waits for that, and not for money as well', () => {
  const state = begin(['lab/a', 'lab/b']);
  applyEvent(state, overBudget(['lab/a', 'lab/b']));
  applyEvent(state, refused(['lab/a'], 'auth'));
  expect(counts(state)).toEqual([
    ['budget', 1],
    ['provider lab auth', 1],
  ]);
});

test('a trial that is under way waits for nothing', () => {
  const state = begin(['lab/a']);
  applyEvent(state, refused(['lab/a'], 'auth'));
  applyEvent(state, { type: 'trial-started', runId: 'r', trialId: 't0', attempt: 1, at });
  expect([...state.live.values()].map((trial) => pauseOf(state, trial))).toEqual([null]);
  applyEvent(state, { type: 'trial-requeued', runId: 'r', trialId: 't0' });
  expect(counts(state)).toEqual([['provider lab auth', 1]]);
});

test('while the store refuses, everything waits for it', () => {
  const state = begin(['lab/a', 'bad/b']);
  applyEvent(state, { ...refused(['lab/a'], 'internal'), what: 'store', models: null });
  expect(counts(state)).toEqual([['store', 2]]);
});
