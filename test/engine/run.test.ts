import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { ProviderError, toFailure } from '../../src/core/failure.ts';
import type { FailureKind } from '../../src/core/failure.ts';
import { applyEvent } from '../../src/core/run-state.ts';
import type { RunState } from '../../src/core/run-state.ts';
import type { CompletionChunk } from '../../src/core/trial.ts';
import { countWaiting } from '../../src/core/waiting.ts';
import { Lanes } from '../../src/engine/lane.ts';
import { run } from '../../src/engine/run.ts';
import { ScriptedClaims } from '../fake/claims.ts';
import { CLOCK_START, ScriptedClock } from '../fake/clock.ts';
import { Deferred } from '../fake/deferred.ts';
import { ScriptedProvider, done, hang, text } from '../fake/provider.ts';
import { createRun, ofType } from '../fake/run.ts';
import { createTrials } from '../fake/trial.ts';

async function* answer(value = '네'): AsyncGenerator<CompletionChunk> {
  yield text(value);
  yield done();
}

const answers = (): ScriptedProvider => new ScriptedProvider(() => answer());

function failing(kind: FailureKind, message: string = kind): ProviderError {
  return new ProviderError(toFailure(kind, message));
}

function reduce(events: readonly RunEvent[]): RunState | null {
  let state: RunState | null = null;
  for (const event of events) state = applyEvent(state, event);
  return state;
}

describe('a run', () => {
  test('tells of its start, of each trial, and of its end', async () => {
    const [trial] = createTrials(1);
    const { all } = createRun({ sandbox: new ScriptedProvider(() => answer('안녕하세요')) });
    const events = await all(trial ? [trial] : []);
    const at = new Date(CLOCK_START).toISOString();
    const trialId = trial?.id ?? '';
    expect(events).toMatchObject([
      {
        type: 'run-started',
        runId: 'run-1',
        notebook: 'experiments/tone.gamut.md',
        total: 1,
        trialIds: [trialId],
        at,
      },
      { type: 'trial-started', trialId, attempt: 1, at },
      { type: 'trial-delta', trialId, text: '안녕하세요' },
      {
        type: 'trial-finished',
        trialId,
        record: {
          recordId: 1,
          outcome: { status: 'done', costUsd: 0.001, completion: { text: '안녕하세요' } },
        },
      },
      { type: 'run-finished', reason: 'done', at },
    ]);
  });

  test('with nothing to do is done', async () => {
    const { all } = createRun({});
    expect((await all([])).map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
  });

  test('stores a record before it tells that the trial has finished', async () => {
    const { deps, saved } = createRun({ sandbox: answers() });
    for await (const event of run(createTrials(20), deps)) {
      if (event.type === 'trial-finished') expect(saved).toContain(event.record);
    }
    expect(saved).toHaveLength(20);
  });

  test('stores what finishes at the same time together, and only then tells of it', async () => {
    const held = [new Deferred(), new Deferred()];
    const provider = new ScriptedProvider(async function* ({ index }) {
      await held[Math.floor(index / 4)]?.promise;
      yield* answer();
    });
    const { deps, saved } = createRun({ sandbox: provider });
    const { save } = deps;
    const groups: number[] = [];
    deps.save = (finished) => {
      groups.push(finished.length);
      return save(finished);
    };
    void provider.untilCalled(4).then(() => held[0]?.resolve());
    void provider.untilCalled(8).then(() => held[1]?.resolve());
    const told: number[] = [];
    for await (const event of run(createTrials(8), deps)) {
      if (event.type !== 'trial-finished') continue;
      expect(saved).toContain(event.record);
      told.push(event.record.recordId);
    }
    expect(groups).toEqual([4, 4]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('passes over trials that are to be skipped', async () => {
    const [first, second] = createTrials(2);
    const provider = answers();
    const { all } = createRun({ sandbox: provider });
    const skip = { en: 'takes no temperature', ko: '온도를 지정할 수 없습니다' };
    const events = await all(first && second ? [{ ...first, skip }, second] : []);
    expect(events[0]).toMatchObject({ total: 1, trialIds: [second?.id] });
    expect(provider.calls).toHaveLength(1);
  });

  test('makes trials in order, and never more at once than the lane of their model lets in', async () => {
    const held = new Deferred();
    const provider = new ScriptedProvider(async function* () {
      await held.promise;
      yield* answer();
    });
    const { all } = createRun({ sandbox: provider });
    const trials = createTrials(10);
    const ended = all(trials);
    await provider.untilCalled(4);
    expect(provider.active).toBe(4);
    held.resolve();
    await ended;
    expect(provider.mostActive).toBe(4);
    expect(provider.calls.map(({ request }) => request)).toEqual(trials.map(({ request }) => request));
  });

  test('models do not wait for one another', async () => {
    const slow = new ScriptedProvider(({ signal }) => hang(signal));
    const quick = answers();
    const { deps, stop } = createRun({ slow, quick });
    const trials = [...createTrials(50, { provider: 'slow' }), ...createTrials(5, { provider: 'quick' })];
    let finished = 0;
    for await (const event of run(trials, deps)) {
      if (event.type === 'trial-finished' && ++finished === 5) stop.abort();
    }
    expect(quick.calls).toHaveLength(5);
    expect(slow.mostActive).toBe(4);
  });

  test('runs that share lanes share the places in them', async () => {
    const held = new Deferred();
    const provider = new ScriptedProvider(async function* () {
      await held.promise;
      yield* answer();
    });
    const lanes = new Lanes(() => 3);
    const first = createRun({ sandbox: provider }, { lanes });
    const second = createRun({ sandbox: provider }, { lanes, runId: 'run-2' });
    const ended = Promise.all([first.all(createTrials(6)), second.all(createTrials(6))]);
    await provider.untilCalled(3);
    held.resolve();
    await ended;
    expect(provider.mostActive).toBe(3);
    expect(first.saved.length + second.saved.length).toBe(12);
  });

  test('of many thousand trials only those under way take anything', async () => {
    const provider = new ScriptedProvider(({ signal }) => hang(signal));
    const { deps, stop, saved } = createRun({ sandbox: provider });
    const [trial] = createTrials(1);
    const trials = Array.from({ length: 100_000 }, (_, index) => ({ ...trial!, id: `trial-${index}` }));
    const events: RunEvent[] = [];
    for await (const event of run(trials, deps)) {
      events.push(event);
      if (ofType(events, 'trial-started').length === 4) stop.abort();
    }
    expect(provider.calls).toHaveLength(4);
    expect(saved).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'stopped' });
  });

  test('a watcher that falls far behind holds new trials up, and misses nothing', async () => {
    const provider = answers();
    const { deps } = createRun({ sandbox: provider });
    const [trial] = createTrials(1);
    const trials = Array.from({ length: 10_000 }, (_, index) => ({ ...trial!, id: `trial-${index}` }));
    const events = run(trials, deps);
    await events.next();
    await events.next();
    // The provider answers without any waiting: trials are made until they are held up.
    for (let before = -1; provider.calls.length > before;) {
      before = provider.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(provider.calls.length).toBeGreaterThan(1000);
    expect(provider.calls.length).toBeLessThan(5000);
    let finished = 0;
    for await (const event of events) if (event.type === 'trial-finished') finished += 1;
    expect(finished).toBe(10_000);
  });

  test('an answer keeps what its cost was reckoned at', async () => {
    const rates = { input: 1, cachedInput: 1, cacheWrite: 1, output: 2, reasoning: 2, request: 0 };
    const costOf = () => ({ usd: 0.001, asOf: null, rates });
    const { all, saved } = createRun({ sandbox: answers() }, { costOf });
    await all(createTrials(1));
    expect(saved[0]?.outcome).toMatchObject({ status: 'done', costUsd: 0.001, rates });
  });

  test('an unknown price is unknown', async () => {
    const { all, saved } = createRun({ sandbox: answers() }, { costOf: () => null });
    await all(createTrials(1));
    expect(saved[0]?.outcome).toMatchObject({ status: 'done', costUsd: null, priceAsOf: null });
  });
});

describe('attempts', () => {
  test('a refused trial is tried again when the server says, and the wait is no part of its latency', async () => {
    const limited = new ProviderError(toFailure('rate_limit', 'slow down', { retryAfterMs: 2000 }));
    const provider = new ScriptedProvider(async function* ({ index }) {
      clock.advance(30);
      if (index === 0) throw limited;
      yield* answer();
    });
    const { all, clock, events, saved } = createRun({ sandbox: provider }, { random: () => 0 });
    const ended = all(createTrials(1));
    await clock.untilSleeping();
    expect(clock.sleeping).toEqual([2000]);
    clock.advance(2000);
    await ended;
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'trial-started',
      'trial-retrying',
      'trial-started',
      'trial-delta',
      'trial-finished',
      'run-finished',
    ]);
    expect(events[2]).toMatchObject({ attempt: 1, maxAttempts: 3, waitMs: 2000, failure: limited.failure });
    expect(events[3]).toMatchObject({ attempt: 2 });
    expect(saved).toMatchObject([
      {
        outcome: { status: 'done' },
        attempts: 2,
        queuedMs: 2000,
        ttftMs: 30,
        totalMs: 30,
        startedAt: new Date(CLOCK_START).toISOString(),
      },
    ]);
  });

  test('waiting for a place in the lane is no part of the latency', async () => {
    const provider = new ScriptedProvider(async function* () {
      clock.advance(100);
      yield* answer();
    });
    const limits = { concurrencyOf: () => 1, timeoutMs: null, maxAttempts: 3 };
    const { all, clock, saved } = createRun({ sandbox: provider }, { limits });
    await all(createTrials(3));
    expect(saved.map(({ queuedMs, totalMs }) => [queuedMs, totalMs])).toEqual([
      [0, 100],
      [100, 100],
      [200, 100],
    ]);
  });

  test('after the last attempt the trial is a failed record with what came of it', async () => {
    const provider = new ScriptedProvider(async function* ({ index }) {
      yield text(`half ${index}`);
      throw failing('server', `HTTP 500 number ${index}`);
    });
    const { all, saved } = createRun({ sandbox: provider }, { clock: new ScriptedClock({ rushes: true }) });
    const events = await all(createTrials(1));
    expect(saved).toMatchObject([
      {
        attempts: 3,
        outcome: {
          status: 'error',
          failure: { kind: 'server', message: 'HTTP 500 number 2' },
          partialText: 'half 2',
          costUsd: null,
        },
      },
    ]);
    expect(ofType(events, 'trial-retrying').map(({ waitMs }) => waitMs)).toEqual([500, 1000]);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'done' });
  });

  test('a request that is wrong in itself is sent once', async () => {
    const provider = new ScriptedProvider(async function* () {
      yield text('');
      throw failing('bad_request');
    });
    const { all, saved } = createRun({ sandbox: provider });
    await all(createTrials(2));
    expect(provider.calls).toHaveLength(2);
    expect(saved.map(({ attempts, outcome }) => [attempts, outcome.status])).toEqual([
      [1, 'error'],
      [1, 'error'],
    ]);
  });

  test('a provider that falls silent is a timeout, and is tried again', async () => {
    const provider = new ScriptedProvider(({ index, signal }) => (index === 0 ? hang(signal) : answer()));
    const limits = {
      concurrencyOf: () => 1,
      timeoutMs: (id: string) => (id === 'sandbox' ? 5000 : 1),
      maxAttempts: 2,
    };
    const { all, clock, events, saved } = createRun({ sandbox: provider }, { limits });
    const ended = all(createTrials(1));
    await clock.untilSleeping();
    clock.advance(5000);
    await provider.untilCalled(1);
    while (ofType(events, 'trial-retrying').length === 0) await Promise.resolve();
    clock.advance(500);
    await ended;
    expect(ofType(events, 'trial-retrying')).toMatchObject([{ failure: { kind: 'timeout' } }]);
    expect(saved).toMatchObject([{ outcome: { status: 'done' }, attempts: 2 }]);
  });
});

describe('stop', () => {
  test('closes every request at once, before anything else is done or awaited', async () => {
    const provider = new ScriptedProvider(({ signal }) => hang(signal));
    const { all, stop } = createRun(
      { sandbox: provider },
      { limits: { concurrencyOf: () => 50, timeoutMs: null, maxAttempts: 3 } },
    );
    const ended = all(createTrials(80));
    await provider.untilCalled(50);
    expect(provider.calls.map(({ signal }) => signal.aborted)).not.toContain(true);
    stop.abort();
    // In the same turn: nothing was awaited since.
    expect(provider.calls.map(({ signal }) => signal.aborted)).not.toContain(false);
    expect((await ended).at(-1)).toMatchObject({ reason: 'stopped' });
    expect(provider.calls).toHaveLength(50);
  });

  test('keeps what the vendor had told of the usage, and what failed keeps it too', async () => {
    const usage = { ...done().usage, outputTokens: null };
    const provider = new ScriptedProvider(async function* ({ index, tellUsage, signal }) {
      tellUsage({ usage, isFinal: false });
      yield text('half');
      if (index === 0) {
        tellUsage({ usage: done().usage, isFinal: true });
        throw new ProviderError(toFailure('bad_request', 'no'));
      }
      yield* hang(signal);
    });
    const { deps, stop, saved } = createRun({ sandbox: provider });
    for await (const event of run(createTrials(2), deps)) {
      if (event.type === 'trial-finished' && event.record.outcome.status === 'error') {
        await provider.untilCalled(2);
        stop.abort();
      }
    }
    const outcomes = saved.map(({ outcome }) => outcome);
    expect(outcomes).toContainEqual(
      expect.objectContaining({ status: 'error', usage: done().usage, costUsd: 0.001 }),
    );
    expect(outcomes).toContainEqual(expect.objectContaining({ status: 'aborted', usage, costUsd: null }));
  });

  test('a claim that the store refuses holds no place in the lane that other runs share', async () => {
    const lanes = new Lanes(() => 1);
    const claims = new ScriptedClaims();
    claims.claim = () => {
      throw Object.assign(new Error('full'), { text: { en: 'Full.', ko: '가득 참.' } });
    };
    await createRun({ sandbox: answers() }, { lanes, claims }).all(createTrials(1));
    const { saved, all } = createRun({ sandbox: answers() }, { lanes });
    await all(createTrials(2));
    expect(saved).toHaveLength(2);
  });

  test('keeps what had come of the trials under way, and leaves the others as they were', async () => {
    const provider = new ScriptedProvider(async function* ({ index, signal }) {
      if (index === 0) return yield* answer();
      yield text('half');
      yield* hang(signal);
    });
    const { deps, stop, saved } = createRun({ sandbox: provider });
    const events: RunEvent[] = [];
    for await (const event of run(createTrials(100), deps)) {
      events.push(event);
      if (event.type === 'trial-delta' && ofType(events, 'trial-delta').length === 5) stop.abort();
    }
    expect(provider.calls).toHaveLength(5);
    expect(provider.calls.slice(1).every(({ signal }) => signal.aborted)).toBe(true);
    expect(saved.map(({ outcome }) => outcome.status)).toEqual([
      'done',
      'aborted',
      'aborted',
      'aborted',
      'aborted',
    ]);
    expect(saved[1]?.outcome).toEqual({ status: 'aborted', partialText: 'half' });
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'stopped' });
    expect(reduce(events)).toMatchObject({ phase: 'stopped', done: 1, aborted: 4, failed: 0 });
  });

  test('does not wait for a trial that waits to be tried again', async () => {
    const provider = new ScriptedProvider(async function* () {
      yield text('half');
      throw failing('overloaded');
    });
    const { all, clock, stop, saved } = createRun({ sandbox: provider });
    const ended = all(createTrials(1));
    await clock.untilSleeping();
    clock.advance(300);
    stop.abort();
    expect((await ended).at(-1)).toMatchObject({ reason: 'stopped' });
    expect(saved).toMatchObject([
      { outcome: { status: 'aborted', partialText: 'half' }, attempts: 1, queuedMs: 300 },
    ]);
  });

  test('before anything was sent sends nothing', async () => {
    const provider = answers();
    const { all, stop, saved } = createRun({ sandbox: provider });
    stop.abort();
    expect((await all(createTrials(3))).map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
    expect(provider.calls).toEqual([]);
    expect(saved).toEqual([]);
  });

  test('after everything has finished changes nothing', async () => {
    const { deps, stop } = createRun({ sandbox: answers() });
    const events: RunEvent[] = [];
    for await (const event of run(createTrials(1), deps)) {
      events.push(event);
      if (event.type === 'trial-finished') stop.abort();
    }
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'done' });
  });

  test('whoever stops iterating stops the run, and loses nothing that had come', async () => {
    const provider = new ScriptedProvider(async function* ({ signal }) {
      yield text('half');
      yield* hang(signal);
    });
    const { deps, saved } = createRun({ sandbox: provider });
    for await (const event of run(createTrials(10), deps)) if (event.type === 'trial-delta') break;
    expect(provider.calls.every(({ signal }) => signal.aborted)).toBe(true);
    expect(saved.every(({ outcome }) => outcome.status === 'aborted')).toBe(true);
    expect(saved).toHaveLength(provider.calls.length);
  });
});

describe('a provider that refuses everything', () => {
  const refuse = async function* (): AsyncGenerator<CompletionChunk> {
    yield text('');
    throw failing('auth', 'Incorrect API key provided');
  };

  test('is told of once: one failed record, and the other trials are left as they were', async () => {
    const bad = new ScriptedProvider(refuse);
    const { all, saved } = createRun({ openai: bad });
    const events = await all(createTrials(54, { provider: 'openai' }));
    expect(saved).toMatchObject([{ outcome: { status: 'error', failure: { kind: 'auth' } } }]);
    expect(bad.calls.length).toBeLessThanOrEqual(4);
    expect(ofType(events, 'run-paused')).toMatchObject([
      {
        provider: 'openai',
        failure: { kind: 'auth', message: 'Incorrect API key provided' },
        reason: {
          en: 'openai: key refused. Correct the key in .env or the environment. Its other trials were not sent.',
          ko: 'openai: 키 거부됨. .env 또는 환경 변수의 키를 바로잡으세요. 이 공급자의 나머지 시행은 보내지 않았습니다.',
        },
      },
    ]);
    expect(ofType(events, 'trial-requeued')).toHaveLength(bad.calls.length - 1);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
    expect(reduce(events)).toMatchObject({ phase: 'failed', failed: 1, pauses: [{ provider: 'openai' }] });
  });

  test('a model at a time holds up none of its other models, and is told of by name with what the server said', async () => {
    const choosy = new ScriptedProvider(async function* ({ request }) {
      if (request.model === 'secret') throw failing('auth', 'no access to secret');
      yield* answer();
    });
    const { all, saved } = createRun({ openai: choosy });
    const events = await all([
      ...createTrials(6, { provider: 'openai', model: 'secret' }),
      ...createTrials(9, { provider: 'openai', model: 'open' }),
    ]);
    expect(saved.filter(({ outcome }) => outcome.status === 'done')).toHaveLength(9);
    expect(saved.filter(({ outcome }) => outcome.status === 'error')).toHaveLength(1);
    const [pause] = ofType(events, 'run-paused');
    expect(pause?.reason.en).toMatch(
      /^openai\/secret: key refused\. The server says: “no access to secret”\. Correct /,
    );
    expect(pause?.reason.ko).toContain('거부되지 않은 모델은 계속 실행됩니다');
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
  });

  test('is told of beside what others refuse: each reason stays until it is over, with what waits for it', async () => {
    const refusing = (kinds: Record<string, FailureKind>): ScriptedProvider =>
      new ScriptedProvider(async function* ({ request }) {
        yield text('');
        throw failing(kinds[request.model] ?? 'quota');
      });
    const providers = { lab: refusing({ locked: 'auth' }), badkey: refusing({ ko: 'auth' }) };
    const { deps, stop } = createRun(providers, { whenBlocked: 'wait' });
    const trials = [
      ...createTrials(2, { provider: 'lab', model: 'locked' }),
      ...createTrials(3, { provider: 'lab', model: 'quota' }),
      ...createTrials(4, { provider: 'badkey', model: 'ko' }),
    ];
    const all = ['badkey/ko auth 4', 'lab/locked auth 2', 'lab/quota quota 3'];
    const told: string[] = [];
    let state: RunState | null = null;
    for await (const event of run(trials, deps)) {
      state = applyEvent(state, event);
      const waiting = [...countWaiting(state)].map(
        ([{ models, failure }, count]) => `${models?.join()} ${failure?.kind} ${count}`,
      );
      told.push(waiting.sort().join());
      if (told.at(-1) === all.join()) stop.abort();
    }
    expect(told).toContain(all.join());
    expect(state?.pauses).toHaveLength(3);
    for (const { reason } of state?.pauses ?? []) expect(reason.en).not.toMatch(/[Oo]ther models/);
  });

  test('model by model ends as one thing to mend: the provider', async () => {
    const bad = new ScriptedProvider(refuse);
    const { all } = createRun({ openai: bad });
    const events = await all(
      ['a', 'b', 'c'].flatMap((model) => createTrials(5, { provider: 'openai', model })),
    );
    expect(ofType(events, 'run-paused').at(-1)?.reason.en).toMatch(/^openai: key refused\. /);
    expect(reduce(events)?.pauses[0]?.reason.en).toMatch(/^openai: key refused\. /);
  });

  test('does not hold up the other providers', async () => {
    const good = answers();
    const { all, saved } = createRun({ openai: new ScriptedProvider(refuse), sandbox: good });
    const events = await all([...createTrials(9, { provider: 'openai' }), ...createTrials(9)]);
    expect(good.calls).toHaveLength(9);
    expect(saved.filter(({ outcome }) => outcome.status === 'done')).toHaveLength(9);
    expect(events.at(-1)).toMatchObject({ reason: 'failed' });
  });

  test('ends the waiting of its trials that were to be tried again', async () => {
    const clock = new ScriptedClock();
    const provider = new ScriptedProvider(async function* ({ index }) {
      yield text('');
      if (index === 0) throw failing('rate_limit');
      await clock.untilSleeping();
      throw failing('quota');
    });
    const { all, saved } = createRun({ openai: provider }, { clock });
    const trials = createTrials(2, { provider: 'openai' });
    const events = await all(trials);
    expect(ofType(events, 'trial-requeued')).toMatchObject([{ trialId: trials[0]?.id }]);
    expect(saved).toMatchObject([{ trial: { id: trials[1]?.id }, outcome: { failure: { kind: 'quota' } } }]);
    expect(clock.sleeping).toEqual([]);
  });

  test('that is not set up is asked nothing', async () => {
    const { all, saved } = createRun({ sandbox: answers() });
    const events = await all([...createTrials(3, { provider: 'nowhere' }), ...createTrials(2)]);
    expect(ofType(events, 'run-paused')).toMatchObject([
      { provider: 'nowhere', failure: { kind: 'config' } },
    ]);
    expect(saved).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ reason: 'failed' });
  });
});

describe('a provider that says it is not set up', () => {
  test('leaves no record, not even a first one', async () => {
    const unready = new ScriptedProvider(async function* () {
      yield text('');
      throw failing('config');
    });
    const { all, saved } = createRun({ openai: unready, sandbox: answers() });
    const events = await all([...createTrials(3, { provider: 'openai' }), ...createTrials(2)]);
    expect(saved.map(({ outcome }) => outcome.status)).toEqual(['done', 'done']);
    expect(ofType(events, 'run-paused')).toMatchObject([{ provider: 'openai', failure: { kind: 'config' } }]);
  });
});

describe('a store that refuses', () => {
  const full = Object.assign(new Error('database or disk is full'), {
    text: { en: 'The disk is full.', ko: '디스크가 가득 찼습니다.' },
  });

  test('ends the run with what is under way, says so, and names what was lost', async () => {
    const provider = new ScriptedProvider(async function* ({ index }) {
      // The others take longer, and are paid for too: they are not broken off.
      if (index !== 2) await new Promise(setImmediate);
      yield* answer();
    });
    let tries = 0;
    const { all, saved } = createRun(
      { sandbox: provider },
      {
        clock: new ScriptedClock({ rushes: true }),
        save: () => {
          tries += 1;
          throw full;
        },
      },
    );
    const trials = createTrials(50);
    const events = await all(trials);
    expect(provider.calls.length).toBeLessThanOrEqual(4);
    expect(provider.calls.map(({ signal }) => signal.aborted)).not.toContain(true);
    expect(tries).toBeGreaterThan(4);
    expect(saved).toEqual([]);
    const [first, last] = ofType(events, 'run-paused');
    expect(first).toMatchObject({
      provider: null,
      reason: full.text,
      failure: { kind: 'internal', hint: full.text },
    });
    expect(last?.reason.en).toMatch(`${provider.calls.length} finished trials could not be stored`);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
  });

  test('but takes it in the end has lost nothing', async () => {
    let refusals = 1;
    const { deps, all } = createRun({ sandbox: answers() });
    const { save } = deps;
    deps.save = (finished) => {
      if (refusals-- > 0) throw full;
      return save(finished);
    };
    const events = await all(createTrials(1));
    expect(ofType(events, 'run-paused')).toHaveLength(1);
    expect(ofType(events, 'trial-finished')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ reason: 'done' });
  });
});

describe('a store that refuses a run that waits', () => {
  const full = Object.assign(new Error('database or disk is full'), {
    text: { en: 'The disk is full.', ko: '디스크가 가득 찼습니다.' },
  });

  test('holds it up: what had come is kept when there is room, nothing is sent twice, and nothing is lost', async () => {
    let isFull = true;
    const provider = answers();
    const { deps, clock, saved } = createRun({ sandbox: provider }, { whenBlocked: 'wait' });
    const { save } = deps;
    deps.save = (finished) => {
      if (isFull) throw full;
      return save(finished);
    };
    const events: RunEvent[] = [];
    let state: RunState | null = null;
    const ended = (async () => {
      for await (const event of run(createTrials(20), deps)) {
        events.push(event);
        state = applyEvent(state, event);
      }
    })();
    await clock.untilSleeping();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    const sent = provider.calls.length;
    expect(sent).toBeLessThanOrEqual(8);
    expect(state).toMatchObject({ phase: 'paused', pauses: [{ provider: null }] });
    expect(ofType(events, 'run-paused')[0]?.reason.en).toMatch(/^The disk is full\. .*goes on by itself/);
    // It is still full.
    clock.advance(3000);
    await clock.untilSleeping();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    // However long it is full: what is tried again is to store, and not to send.
    for (let tries = 0; tries < 5; tries += 1) {
      clock.advance(3000);
      await clock.untilSleeping();
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    }
    expect(provider.calls).toHaveLength(sent);
    expect(saved).toEqual([]);
    isFull = false;
    clock.advance(3000);
    await ended;
    expect(provider.calls).toHaveLength(20);
    expect(saved).toHaveLength(20);
    expect(ofType(events, 'run-paused')).toHaveLength(1);
    expect(ofType(events, 'run-resumed')).toHaveLength(1);
    expect(state).toMatchObject({ phase: 'done', done: 20, failed: 0, pauses: [] });
  });

  test('is sent nothing more by the places that get free meanwhile', async () => {
    let isFull = false;
    const [kept, held] = [new Deferred(), new Deferred()];
    const provider = new ScriptedProvider(async function* ({ index }) {
      // One is stored, the next one comes right after it and is refused, and the others take their time.
      if (index === 0) await provider.untilCalled(4);
      else await (index === 1 ? kept.promise : held.promise);
      yield* answer();
    });
    const { deps, clock, all, saved } = createRun({ sandbox: provider }, { whenBlocked: 'wait' });
    const { save } = deps;
    deps.save = (finished) => {
      if (isFull) throw full;
      isFull = true;
      kept.resolve();
      return save(finished);
    };
    const ended = all(createTrials(20));
    await clock.untilSleeping();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    const sent = provider.calls.length;
    held.resolve();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(provider.calls).toHaveLength(sent);
    isFull = false;
    deps.save = save;
    clock.advance(3000);
    expect((await ended).at(-1)).toMatchObject({ reason: 'done' });
    expect([provider.calls.length, saved.length]).toEqual([20, 20]);
  });

  test('only for a moment is asked again for what it refused as soon as it takes something else', async () => {
    const trials = createTrials(20);
    let refusals = 2;
    const { deps, all, saved } = createRun({ sandbox: answers() }, { whenBlocked: 'wait' });
    const { save } = deps;
    deps.save = (finished) => {
      if (finished.some(({ record }) => record.trial === trials[2]) && refusals-- > 0) throw full;
      return save(finished);
    };
    expect((await all(trials)).at(-1)).toMatchObject({ reason: 'done' });
    expect(new Set(saved.map(({ trial }) => trial.id)).size).toBe(20);
  });

  test('stops when it is told to, and says what is lost', async () => {
    const provider = answers();
    const { deps, clock, stop } = createRun({ sandbox: provider }, { whenBlocked: 'wait' });
    deps.save = () => {
      throw full;
    };
    const events: RunEvent[] = [];
    const ended = (async () => {
      for await (const event of run(createTrials(3), deps)) events.push(event);
    })();
    await clock.untilSleeping();
    stop.abort();
    await ended;
    expect(ofType(events, 'run-paused').at(-1)?.reason.en).toContain(
      `${provider.calls.length} finished trials could not be stored`,
    );
    expect(events.at(-1)).toMatchObject({ type: 'run-finished' });
  });

  test('to note a claim gets the trial asked for again, from the start, once it can', async () => {
    const claims = new ScriptedClaims();
    const { claim, release } = claims;
    let isFull = true;
    claims.claim = (trial) => {
      if (isFull) throw full;
      return claim.call(claims, trial);
    };
    claims.release = (trial) => {
      if (isFull) throw full;
      release.call(claims, trial);
    };
    const provider = answers();
    const { all, clock, saved } = createRun({ sandbox: provider }, { claims, whenBlocked: 'wait' });
    const ended = all(createTrials(6));
    await clock.untilSleeping();
    clock.advance(3000);
    await clock.untilSleeping();
    expect(provider.calls).toHaveLength(0);
    isFull = false;
    clock.advance(3000);
    expect((await ended).at(-1)).toMatchObject({ reason: 'done' });
    expect(saved).toHaveLength(6);
    expect(provider.calls).toHaveLength(6);
  });
});

test.each(['end', 'wait'] as const)(
  'a record that the store refuses does not take others with it (%s)',
  async (whenBlocked) => {
    const [bad, ...good] = createTrials(4);
    const held = new Deferred();
    const provider = new ScriptedProvider(async function* () {
      await held.promise;
      yield* answer();
    });
    const clock = new ScriptedClock({ rushes: true });
    const { deps, all, saved } = createRun({ sandbox: provider }, { clock, whenBlocked });
    const { save } = deps;
    deps.save = (finished) => {
      if (finished.some(({ record }) => record.trial.id === bad?.id))
        throw new Error('string or blob too big');
      return save(finished);
    };
    const ended = all(bad ? [bad, ...good] : []);
    await provider.untilCalled(4);
    held.resolve();
    const events = await ended;
    expect(saved.map(({ trial }) => trial)).toEqual(good);
    expect(ofType(events, 'trial-finished').map(({ trialId }) => trialId)).toEqual(good.map(({ id }) => id));
    expect(ofType(events, 'run-paused').at(-1)?.reason.en).toContain(bad?.id);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
  },
);

test('a run that waits does not wait for a record that the store can never keep', async () => {
  const clock = new ScriptedClock({ rushes: true });
  const { deps, all } = createRun({ sandbox: answers() }, { clock, whenBlocked: 'wait' });
  deps.save = () => {
    throw new Error('string or blob too big');
  };
  const events = await all(createTrials(30));
  expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'failed' });
  expect(ofType(events, 'trial-started').length).toBeLessThan(30);
});

test('a bug comes out of the run, and stops it', async () => {
  const provider = new ScriptedProvider(({ index, signal }) => (index === 0 ? answer() : hang(signal)));
  const { all } = createRun(
    { sandbox: provider },
    {
      costOf: () => {
        throw new TypeError('no such price');
      },
    },
  );
  await expect(all(createTrials(10))).rejects.toThrow('no such price');
  expect(provider.calls.every(({ signal, index }) => index === 0 || signal.aborted)).toBe(true);
});

test('a run ends, keeps to its lanes and accounts for every trial, whatever its providers do', async () => {
  const step = fc.constantFrom<FailureKind | 'answer'>(
    'answer',
    'answer',
    'rate_limit',
    'truncated',
    'bad_request',
    'quota',
  );
  const script = fc.array(step, { minLength: 1, maxLength: 40 });
  const stopAfter = fc.option(fc.nat(30));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.nat(25),
      script,
      stopAfter,
      async (limit, count, steps, stopAt) => {
        const provider = new ScriptedProvider(async function* ({ index }) {
          yield text('half');
          const next = steps[index % steps.length] ?? 'answer';
          if (next !== 'answer') throw failing(next);
          yield done();
        });
        const { deps, stop, saved } = createRun(
          { sandbox: provider },
          {
            clock: new ScriptedClock({ rushes: true }),
            limits: { concurrencyOf: () => limit, timeoutMs: null, maxAttempts: 3 },
          },
        );
        const trials = createTrials(count);
        const events: RunEvent[] = [];
        for await (const event of run(trials, deps)) {
          events.push(event);
          if (events.length - 1 === stopAt) stop.abort();
        }
        expect(provider.mostActive).toBeLessThanOrEqual(limit);
        const finished = ofType(events, 'trial-finished').map(({ trialId }) => trialId);
        expect(new Set(finished).size).toBe(finished.length);
        expect(saved.map(({ trial }) => trial.id)).toEqual(finished);
        const end = ofType(events, 'run-finished');
        expect(end).toHaveLength(1);
        if (end[0]?.reason === 'done') expect(finished).toHaveLength(count);
        else expect(stop.signal.aborted || ofType(events, 'run-paused').length === 1).toBe(true);
        const state = reduce(events);
        expect((state?.done ?? 0) + (state?.failed ?? 0) + (state?.aborted ?? 0)).toBe(finished.length);
      },
    ),
  );
});
