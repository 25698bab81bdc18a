import { describe, expect, test } from 'vitest';
import { ProviderError, toFailure } from '../../src/core/failure.ts';
import type { CompletionChunk, TokenLogprob } from '../../src/core/trial.ts';
import { attempt } from '../../src/engine/attempt.ts';
import type { AttemptResult } from '../../src/engine/attempt.ts';
import { ScriptedClock } from '../fake/clock.ts';
import { Deferred } from '../fake/deferred.ts';
import { ScriptedProvider, done, hang, text } from '../fake/provider.ts';
import type { Call } from '../fake/provider.ts';
import { createTrial } from '../fake/trial.ts';

const { request } = createTrial();

function begin(
  script: (call: Call, clock: ScriptedClock) => AsyncIterable<CompletionChunk>,
  timeoutMs: number | null = null,
): {
  result: Promise<AttemptResult>;
  clock: ScriptedClock;
  stop: AbortController;
  provider: ScriptedProvider;
  deltas: string[];
} {
  const clock = new ScriptedClock();
  const stop = new AbortController();
  const deltas: string[] = [];
  const provider = new ScriptedProvider((call) => script(call, clock));
  const onDelta = (piece: string, reasoning: string): void => void deltas.push(piece || `(${reasoning})`);
  const result = attempt(request, { provider, clock, timeoutMs, signal: stop.signal, onDelta });
  return { result, clock, stop, provider, deltas };
}

describe('attempt', () => {
  test('gathers an answer piece by piece, and measures it', async () => {
    const token: TokenLogprob = { token: '반', bytes: [235, 176, 152], logprob: -0.5, top: [] };
    const { result, deltas } = begin(async function* (_, clock) {
      clock.advance(100);
      yield { type: 'reasoning', text: 'hm' };
      clock.advance(50);
      yield text('반', [token]);
      yield text('가워');
      clock.advance(200);
      yield done({ requestId: 'req-1' });
    });
    expect(await result).toEqual({
      end: { status: 'done', done: done({ requestId: 'req-1' }) },
      usage: null,
      text: '반가워',
      reasoning: 'hm',
      tokens: [token],
      ttftMs: 100,
      totalMs: 350,
    });
    expect(deltas).toEqual(['(hm)', '반', '가워']);
  });

  test('an empty first piece is not the first text', async () => {
    const { result, deltas } = begin(async function* (_, clock) {
      yield text('');
      clock.advance(70);
      yield text('a');
      yield done();
    });
    expect(await result).toMatchObject({ ttftMs: 70, tokens: null });
    expect(deltas).toEqual(['a']);
  });

  test('an answer without any text is an answer, with no first text', async () => {
    const { result } = begin(async function* () {
      yield done({ finishReason: 'length' });
    });
    expect(await result).toMatchObject({ end: { status: 'done' }, text: '', ttftMs: null });
  });

  test('a stream that ends without its end mark is cut off', async () => {
    const { result } = begin(async function* () {
      yield text('half an ans');
    });
    expect(await result).toMatchObject({
      end: { status: 'failed', failure: { kind: 'truncated' } },
      text: 'half an ans',
    });
  });

  test('what the provider throws is the failure, and what came before is kept', async () => {
    const failure = toFailure('network', 'connection reset');
    const { result } = begin(async function* () {
      yield text('half');
      throw new ProviderError(failure);
    });
    expect(await result).toMatchObject({ end: { status: 'failed', failure }, text: 'half' });
  });

  test('an error that is no ProviderError is a fault of ours', async () => {
    const { result } = begin(async function* () {
      yield text('');
      throw new TypeError('x is not a function');
    });
    expect(await result).toMatchObject({
      end: { status: 'failed', failure: { kind: 'internal', message: 'x is not a function' } },
    });
  });

  test('times out when nothing comes, and lets the request go', async () => {
    const { result, clock, provider } = begin(({ signal }) => hang(signal), 30_000);
    await clock.untilSleeping();
    clock.advance(30_000);
    expect(await result).toMatchObject({
      end: { status: 'failed', failure: { kind: 'timeout', message: 'no answer for 30 s' } },
      totalMs: 30_000,
    });
    expect(provider.calls[0]?.signal.aborted).toBe(true);
  });

  test('times out when a stream stalls, but not while pieces keep coming', async () => {
    const steps = [new Deferred(), new Deferred()];
    const got: Deferred[] = [new Deferred(), new Deferred()];
    const { result, clock } = begin(async function* ({ signal }) {
      for (const [index, step] of steps.entries()) {
        await step.promise;
        yield text('a');
        got[index]?.resolve();
      }
      yield* hang(signal);
    }, 1000);
    for (const [index, step] of steps.entries()) {
      await clock.untilSleeping();
      clock.advance(600);
      step.resolve();
      await got[index]?.promise;
    }
    await clock.untilSleeping();
    expect(clock.sleeping).toEqual([400]);
    clock.advance(400);
    await clock.untilSleeping();
    clock.advance(600);
    expect(await result).toMatchObject({
      end: {
        status: 'failed',
        failure: { kind: 'timeout', message: 'the answer stalled: nothing more came for 1 s' },
      },
      text: 'aa',
    });
  });

  test('no timer is left when an answer has come', async () => {
    const { result, clock } = begin(async function* () {
      yield text('a');
      yield done();
    }, 1000);
    await result;
    expect(clock.sleeping).toEqual([]);
  });

  test('a stop ends it at once, even if the provider does not listen', async () => {
    const first = new Deferred();
    const { result, stop, provider } = begin(async function* () {
      yield text('half');
      first.resolve();
      await new Promise(() => {});
    });
    await first.promise;
    stop.abort();
    expect(await result).toMatchObject({ end: { status: 'aborted' }, text: 'half' });
    expect(provider.calls[0]?.signal.aborted).toBe(true);
  });

  test('what comes after a stop changes nothing', async () => {
    const first = new Deferred();
    const late = new Deferred();
    const { result, stop, deltas, provider } = begin(async function* () {
      yield text('half');
      first.resolve();
      await late.promise;
      yield text(' late');
    });
    await first.promise;
    stop.abort();
    const ended = await result;
    late.resolve();
    while (provider.active > 0) await Promise.resolve();
    expect(ended.text).toBe('half');
    expect(deltas).toEqual(['half']);
  });

  test('an answer that had its end mark counts, whatever its connection does then', async () => {
    const end = new Deferred();
    const { result, stop } = begin(async function* ({ signal }) {
      yield text('whole');
      yield done();
      end.resolve();
      yield* hang(signal);
    });
    await end.promise;
    stop.abort();
    expect(await result).toMatchObject({ end: { status: 'done' }, text: 'whole' });
  });

  test('nothing is sent once it was stopped', async () => {
    const provider = new ScriptedProvider(async function* () {
      yield done();
    });
    const result = await attempt(request, {
      provider,
      clock: new ScriptedClock(),
      timeoutMs: null,
      signal: AbortSignal.abort(),
      onDelta: () => {},
    });
    expect(result.end.status).toBe('aborted');
    expect(provider.calls).toEqual([]);
  });
});
