import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { applyEvent } from '../../src/core/run-state.ts';
import type { RunState } from '../../src/core/run-state.ts';
import { Frames, mergeDeltas } from '../../src/server/frames.ts';

const at = '2026-11-21T00:00:00.000Z';
const started = (runId: string): RunEvent => ({
  type: 'run-started',
  runId,
  notebook: 'n.gamut.md',
  cellId: 'main',
  mode: 'all',
  total: 3,
  trialIds: ['a', 'b', 'c'],
  models: ['sandbox/tiny'],
  modelOf: [0, 0, 0],
  estimateUsd: null,
  at,
});
const delta = (runId: string, trialId: string, text: string): RunEvent => ({
  type: 'trial-delta',
  runId,
  trialId,
  text,
  tokens: [{ token: text, bytes: null, logprob: -1, top: [] }],
});

const anyRun = fc.constantFrom('r1', 'r2');
const anyTrial = fc.constantFrom('a', 'b', 'c');
const anyTarget = fc.record({ runId: anyRun, trialId: anyTrial });
const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(anyRun, anyTrial, fc.string())
      .map(([runId, trialId, text]) => delta(runId, trialId, text)),
  },
  anyTarget.map((target): RunEvent => ({ type: 'trial-delta', ...target, text: '', reasoning: '…' })),
  anyTarget.map((target): RunEvent => ({ type: 'trial-started', ...target, attempt: 1, at })),
  anyTarget.map((target): RunEvent => ({ type: 'trial-requeued', ...target })),
  anyRun.map((runId): RunEvent => ({ type: 'run-resumed', runId, what: 'budget' })),
  anyRun.map((runId): RunEvent => ({ type: 'run-finished', runId, reason: 'done', at })),
  anyRun.map(started),
);

function reduce(events: RunEvent[]): Map<string, RunState> {
  const states = new Map<string, RunState>();
  for (const event of events) states.set(event.runId, applyEvent(states.get(event.runId) ?? null, event));
  return states;
}

describe('mergeDeltas', () => {
  test('changes nothing about the state that the events lead to', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const all = [started('r1'), started('r2'), ...events];
        const before = structuredClone(all);
        const merged = reduce(mergeDeltas(all));
        expect(all).toEqual(before);
        expect(merged).toEqual(reduce(all));
      }),
    );
  });

  test('joins the deltas of many trials into one each', () => {
    const events = Array.from({ length: 90 }, (_, i) => delta('r1', 'abc'[i % 3] ?? '', `${i} `));
    const merged = mergeDeltas(events);
    expect(merged.map((event) => 'trialId' in event && event.trialId)).toEqual(['a', 'b', 'c']);
    expect(merged[0]).toMatchObject({ text: expect.stringMatching(/^0 3 6 /) });
  });
});

describe('Frames', () => {
  test('sends what is gathered in one list, once, in order', () => {
    vi.useFakeTimers();
    try {
      const sent: RunEvent[][] = [];
      const frames = new Frames((events) => sent.push(events));
      frames.push(started('r1'));
      frames.push(delta('r1', 'a', 'x'));
      frames.push(delta('r1', 'a', 'y'));
      expect(sent).toEqual([]);
      vi.runAllTimers();
      expect(sent).toHaveLength(1);
      expect(sent[0]?.map((event) => event.type)).toEqual(['run-started', 'trial-delta']);
      frames.flush();
      expect(sent).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
