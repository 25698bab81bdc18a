import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { ProviderError, toFailure } from '../../src/core/failure.ts';
import type { FailureKind } from '../../src/core/failure.ts';
import { applyEvent } from '../../src/core/run-state.ts';
import type { RunState } from '../../src/core/run-state.ts';
import type { CompletionChunk, Trial } from '../../src/core/trial.ts';
import type { RunProvider } from '../../src/engine/attempt.ts';
import { Nudge } from '../../src/engine/nudge.ts';
import type { RunDeps } from '../../src/engine/run-deps.ts';
import { run } from '../../src/engine/run.ts';
import { ScriptedClaims } from '../fake/claims.ts';
import { ScriptedClock } from '../fake/clock.ts';
import { Deferred } from '../fake/deferred.ts';
import { ScriptedProvider, done, hang, text } from '../fake/provider.ts';
import { createRun, ofType } from '../fake/run.ts';
import { createRecord, createTrials } from '../fake/trial.ts';

async function* answer(value = '네'): AsyncGenerator<CompletionChunk> {
  yield text(value);
  yield done();
}

const answers = (): ScriptedProvider => new ScriptedProvider(() => answer());

/** A run over claims whose records settle at so many cents each. */
function createClaimedRun(
  providers: Record<string, RunProvider>,
  claims: ScriptedClaims,
  {
    cents = () => 1,
    ...more
  }: Partial<RunDeps> & { cents?: (trial: Trial) => number; clock?: ScriptedClock } = {},
) {
  const made = createRun(providers, { claims, ...more });
  const { save } = made.deps;
  made.deps.save = (finished) => {
    for (const { record } of finished)
      claims.settle(record.trial, record.outcome.status === 'done' ? cents(record.trial) : 0);
    return save(finished);
  };
  return made;
}

function reduce(events: readonly RunEvent[]): RunState | null {
  let state: RunState | null = null;
  for (const event of events) state = applyEvent(state, event);
  return state;
}

describe('a trial', () => {
  test('is claimed before it is sent, and again before each further attempt', async () => {
    const [trial] = createTrials(1);
    const claims = new ScriptedClaims();
    const provider = new ScriptedProvider(async function* ({ index }) {
      expect(claims.reserved.get(trial?.id ?? '')).toBe(1);
      if (index === 0) throw new ProviderError(toFailure('overloaded', 'busy'));
      yield* answer();
    });
    const { all } = createClaimedRun({ sandbox: provider }, claims, {
      clock: new ScriptedClock({ rushes: true }),
    });
    await all(trial ? [trial] : []);
    expect(claims.log).toEqual([`claim ${trial?.id}`, `rest ${trial?.id}`, `claim ${trial?.id}`]);
  });

  test('is sent once its claim outlives a power cut, and given back where the run is stopped before', async () => {
    const [trial] = createTrials(1);
    const claims = new ScriptedClaims();
    const kept = new Deferred();
    const asked = new Deferred();
    claims.onKeep = () => {
      asked.resolve();
      return kept.promise;
    };
    const provider = answers();
    const first = createClaimedRun({ sandbox: provider }, claims);
    const ended = first.all(trial ? [trial] : []);
    await asked.promise;
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    expect(provider.calls).toHaveLength(0);
    kept.resolve();
    expect((await ended).at(-1)).toMatchObject({ reason: 'done' });
    expect(provider.calls).toHaveLength(1);

    claims.log.length = 0;
    const second = createClaimedRun({ sandbox: provider }, claims);
    claims.onKeep = () => {
      second.stop.abort();
      return Promise.resolve();
    };
    expect((await second.all(trial ? [trial] : [])).at(-1)).toMatchObject({ reason: 'stopped' });
    expect(provider.calls).toHaveLength(1);
    expect(claims.log).toEqual([`claim ${trial?.id}`, `release ${trial?.id}`]);
    expect(claims.reservedCents).toBe(0);
  });

  test('that has its answer is not sent, and costs this run nothing', async () => {
    const [trial, other] = createTrials(2);
    const claims = new ScriptedClaims();
    if (trial) claims.stored.set(trial.id, { ...createRecord({ trial, runId: 'run-0' }), hasTokens: false });
    const provider = answers();
    const { all } = createClaimedRun({ sandbox: provider }, claims);
    const events = await all(trial && other ? [trial, other] : []);
    expect(provider.calls).toHaveLength(1);
    expect(ofType(events, 'trial-finished').map(({ isStored }) => isStored)).toContain(true);
    expect(events.at(-1)).toMatchObject({ reason: 'done' });
    expect(reduce(events)).toMatchObject({ done: 2, costUsd: 0.001 });
  });

  test('that somebody else makes is waited for while the others go on', async () => {
    const [trial, ...others] = createTrials(5);
    const claims = new ScriptedClaims();
    if (trial) claims.elsewhere.add(trial.id);
    const provider = answers();
    const { all, clock, saved } = createClaimedRun({ sandbox: provider }, claims);
    const ended = all(trial ? [trial, ...others] : []);
    while (saved.length < 4) await new Promise(setImmediate);
    await clock.untilSleeping();
    expect(clock.sleeping).toEqual([500]);
    clock.advance(500);
    await clock.untilSleeping();
    expect(provider.calls).toHaveLength(4);
    // Whoever made it was stopped.
    claims.elsewhere.clear();
    clock.advance(500);
    expect((await ended).at(-1)).toMatchObject({ reason: 'done' });
    expect(provider.calls).toHaveLength(5);
  });

  test('that somebody else makes are asked for once each time, however many there are', async () => {
    const trials = createTrials(20);
    const claims = new ScriptedClaims();
    for (const { id } of trials) claims.elsewhere.add(id);
    const { all, clock, stop } = createClaimedRun({ sandbox: answers() }, claims);
    const ended = all(trials);
    await clock.untilSleeping();
    // Time for what wakes and asks again at once, were there such a thing.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    const asked = claims.log.length;
    expect(asked).toBe(20);
    clock.advance(500);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(claims.log.length).toBe(40);
    stop.abort();
    await ended;
  });

  test('that somebody else makes does not keep a run from being stopped', async () => {
    const [trial] = createTrials(1);
    const claims = new ScriptedClaims();
    if (trial) claims.elsewhere.add(trial.id);
    const { all, clock, stop } = createClaimedRun({ sandbox: answers() }, claims);
    const ended = all(trial ? [trial] : []);
    await clock.untilSleeping();
    stop.abort();
    expect((await ended).at(-1)).toMatchObject({ reason: 'stopped' });
    expect(clock.sleeping).toEqual([]);
  });

  test('whose claim the store refuses stops the run, and says so', async () => {
    const claims = new ScriptedClaims();
    const full = Object.assign(new Error('disk full'), {
      text: { en: 'The disk is full.', ko: '디스크가 가득 찼습니다.' },
    });
    claims.claim = () => {
      throw full;
    };
    const provider = answers();
    const { all } = createClaimedRun({ sandbox: provider }, claims);
    const events = await all(createTrials(10));
    expect(provider.calls).toEqual([]);
    expect(ofType(events, 'run-paused')).toMatchObject([{ provider: null, reason: full.text }]);
    expect(events.at(-1)).toMatchObject({ reason: 'failed' });
  });
});

describe('at a limit', () => {
  test('a run pauses, says what is needed, and goes on when the limit is raised', async () => {
    const claims = new ScriptedClaims(3);
    const nudge = new Nudge();
    const provider = answers();
    const { deps, saved } = createClaimedRun({ sandbox: provider }, claims, { whenBlocked: 'wait', nudge });
    const events: RunEvent[] = [];
    for await (const event of run(createTrials(6), deps)) {
      events.push(event);
      if (event.type !== 'run-paused') continue;
      expect(saved).toHaveLength(3);
      expect(event.budget).toMatchObject({ limitUsd: 0.03, spentUsd: 0.03, reservedUsd: 0, neededUsd: 0.01 });
      expect(reduce(events)).toMatchObject({ phase: 'paused', pauses: [{ budget: { scope: 'run' } }] });
      claims.limitCents = 6;
      nudge.give();
    }
    expect(ofType(events, 'run-paused')).toHaveLength(1);
    expect(ofType(events, 'run-resumed')).toHaveLength(1);
    expect(provider.calls).toHaveLength(6);
    expect(reduce(events)).toMatchObject({ phase: 'done', pauses: [], done: 6 });
  });

  test('a limit that was raised elsewhere is found, too', async () => {
    const claims = new ScriptedClaims(1);
    const { all, clock } = createClaimedRun({ sandbox: answers() }, claims, { whenBlocked: 'wait' });
    const ended = all(createTrials(2));
    await clock.untilSleeping();
    claims.onRefresh = () => void (claims.limitCents = 2);
    clock.advance(2000);
    expect((await ended).at(-1)).toMatchObject({ reason: 'done' });
  });

  test('a run that does not wait ends, and leaves the rest as it was', async () => {
    const claims = new ScriptedClaims(2);
    const { all } = createClaimedRun({ sandbox: answers() }, claims);
    const events = await all(createTrials(5));
    expect(ofType(events, 'trial-finished')).toHaveLength(2);
    expect(ofType(events, 'run-paused')).toMatchObject([{ reason: { en: 'over budget' } }]);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
  });

  test('what still fits goes on, and what costs nothing too', async () => {
    const trials = createTrials(5);
    const free = createTrials(3, { provider: 'local' });
    const costs = new Map(trials.map(({ id }, index) => [id, [2, 9, 9, 1, 9][index] ?? 0]));
    const claims = new ScriptedClaims(3, ({ id }) => costs.get(id) ?? 0);
    const cents = ({ id }: Trial): number => costs.get(id) ?? 0;
    const { all, saved } = createClaimedRun({ sandbox: answers(), local: answers() }, claims, { cents });
    await all([...trials, ...free]);
    const made = new Set(saved.map(({ trial }) => trial.id));
    expect(trials.filter(({ id }) => made.has(id))).toEqual([trials[0], trials[3]]);
    expect(free.every(({ id }) => made.has(id))).toBe(true);
  });

  test('trials wait for those under way, whose worst case may not come', async () => {
    const held = new Deferred();
    const provider = new ScriptedProvider(async function* () {
      await held.promise;
      yield* answer();
    });
    // Each may cost 5 and costs 1: two fit at once, and all of them one after another.
    const claims = new ScriptedClaims(10, () => 5);
    const { all } = createClaimedRun({ sandbox: provider }, claims);
    const ended = all(createTrials(6));
    await provider.untilCalled(2);
    expect(provider.active).toBe(2);
    held.resolve();
    const events = await ended;
    expect(provider.mostActive).toBe(2);
    expect(events.at(-1)).toMatchObject({ reason: 'done' });
    expect(ofType(events, 'run-paused')).toEqual([]);
  });

  test('a run that waits for money can be stopped', async () => {
    const claims = new ScriptedClaims(0);
    const { all, clock, stop } = createClaimedRun({ sandbox: answers() }, claims, { whenBlocked: 'wait' });
    const ended = all(createTrials(2));
    await clock.untilSleeping();
    stop.abort();
    expect((await ended).at(-1)).toMatchObject({ reason: 'stopped' });
  });

  test('never is more spent than allowed, and a run always ends, whatever providers do', async () => {
    const step = fc.constantFrom<FailureKind | 'answer'>(
      'answer',
      'answer',
      'truncated',
      'rate_limit',
      'bad_request',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          maxLength: 20,
        }),
        fc.array(step, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (limit, costs, steps, concurrency) => {
          const trials = createTrials(costs.length);
          const worst = new Map(trials.map(({ id }, index) => [id, costs[index]?.[0] ?? 0]));
          const claims = new ScriptedClaims(limit, ({ id }) => worst.get(id) ?? 0);
          const provider = new ScriptedProvider(async function* ({ index }) {
            expect(claims.spentCents + claims.reservedCents).toBeLessThanOrEqual(limit);
            yield text('half');
            const next = steps[index % steps.length] ?? 'answer';
            if (next !== 'answer') throw new ProviderError(toFailure(next, next));
            yield done();
          });
          const { all } = createClaimedRun({ sandbox: provider }, claims, {
            clock: new ScriptedClock({ rushes: true }),
            limits: { concurrencyOf: () => concurrency, timeoutMs: null, maxAttempts: 3 },
            cents: ({ id }) => {
              const index = trials.findIndex((trial) => trial.id === id);
              return Math.floor((worst.get(id) ?? 0) * (costs[index]?.[1] ?? 0));
            },
          });
          const events = await all(trials);
          expect(claims.spentCents).toBeLessThanOrEqual(limit);
          expect(claims.reservedCents).toBe(0);
          const finished = ofType(events, 'trial-finished').length;
          const isPaused = ofType(events, 'run-paused').length > 0;
          expect(finished === trials.length).toBe(!isPaused);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a provider that refuses everything', () => {
  test('pauses its trials behind one pause, and goes on once it is mended', async () => {
    let isGood = false;
    const provider = new ScriptedProvider(async function* () {
      yield text('');
      if (!isGood) throw new ProviderError(toFailure('auth', 'wrong key'));
      yield done();
    });
    const good = answers();
    const nudge = new Nudge();
    const { deps, saved } = createRun({ openai: provider, sandbox: good }, { whenBlocked: 'wait', nudge });
    const events: RunEvent[] = [];
    for await (const event of run([...createTrials(12, { provider: 'openai' }), ...createTrials(4)], deps)) {
      events.push(event);
      const isQuiet = ofType(events, 'trial-finished').length === 4 && provider.active === 0;
      if (isGood || !isQuiet || ofType(events, 'run-paused').length === 0) continue;
      expect(provider.calls.length).toBeLessThanOrEqual(4);
      isGood = true;
      nudge.give();
    }
    expect(ofType(events, 'run-paused')).toMatchObject([{ provider: 'openai', failure: { kind: 'auth' } }]);
    expect(ofType(events, 'run-resumed')).toHaveLength(1);
    expect(saved.every(({ outcome }) => outcome.status === 'done')).toBe(true);
    expect(saved).toHaveLength(16);
    expect(events.at(-1)).toMatchObject({ reason: 'done' });
  });

  test('and still does when it is tried again, pauses again', async () => {
    const provider = new ScriptedProvider(async function* () {
      yield text('');
      throw new ProviderError(toFailure('quota', 'no credit'));
    });
    const nudge = new Nudge();
    const { deps, stop, saved } = createRun({ openai: provider }, { whenBlocked: 'wait', nudge });
    const events: RunEvent[] = [];
    for await (const event of run(createTrials(9, { provider: 'openai' }), deps)) {
      events.push(event);
      if (event.type !== 'run-paused') continue;
      if (ofType(events, 'run-paused').length === 3) stop.abort();
      else nudge.give();
    }
    expect(saved).toEqual([]);
    expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
  });

  test('that is not there yet may come', async () => {
    const nudge = new Nudge();
    const { deps } = createRun({}, { whenBlocked: 'wait', nudge });
    let provider: RunProvider | null = null;
    deps.providers = { get: () => provider };
    const events: RunEvent[] = [];
    for await (const event of run(createTrials(2), deps)) {
      events.push(event);
      if (event.type !== 'run-paused') continue;
      provider = answers();
      nudge.give();
    }
    expect(events.at(-1)).toMatchObject({ reason: 'done' });
  });

  test('can be waited for beside a limit: each pause is told of, and each end', async () => {
    const nudge = new Nudge();
    const claims = new ScriptedClaims(0, ({ request }) => (request.provider === 'dear' ? 1 : 0));
    const { deps } = createRun({ dear: answers() }, { whenBlocked: 'wait', nudge, claims });
    const providers = new Map<string, RunProvider>([['dear', answers()]]);
    deps.providers = { get: (id) => providers.get(id) ?? null };
    const phases: string[] = [];
    let state: RunState | null = null;
    for await (const event of run(
      [...createTrials(1, { provider: 'later' }), ...createTrials(1, { provider: 'dear' })],
      deps,
    )) {
      state = applyEvent(state, event);
      if (event.type !== 'run-paused' && event.type !== 'run-resumed') continue;
      phases.push([state.phase, ...state.pauses.map(({ what }) => what)].join(', '));
      if (phases.length === 2) {
        providers.set('later', answers());
        nudge.give();
      }
      if (phases.length === 3) {
        claims.limitCents = 1;
        nudge.give();
      }
    }
    expect(phases).toEqual([
      'paused, provider later config',
      'paused, provider later config, budget',
      'paused, budget',
      'running',
    ]);
    expect(state?.phase).toBe('done');
  });
});

test('a stop frees what was claimed', async () => {
  const claims = new ScriptedClaims();
  const provider = new ScriptedProvider(({ signal }) => hang(signal));
  const { all, stop } = createClaimedRun({ sandbox: provider }, claims);
  const ended = all(createTrials(9));
  await provider.untilCalled(4);
  stop.abort();
  await ended;
  expect(claims.reserved.size).toBe(0);
});
