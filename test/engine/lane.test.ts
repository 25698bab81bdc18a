import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lane, Lanes } from '../../src/engine/lane.ts';
import type { LaneLimits, Sending, SendingEnd } from '../../src/engine/lane.ts';
import { ScriptedClock } from '../fake/clock.ts';

const { signal } = new AbortController();

describe('Lane', () => {
  test('lets in as many as its limit, and the next when one leaves', async () => {
    const lane = new Lane(2);
    expect(await lane.enter(signal)).toBe(true);
    expect(await lane.enter(signal)).toBe(true);
    let entered = false;
    const third = lane.enter(signal).then(() => (entered = true));
    await Promise.resolve();
    expect(entered).toBe(false);
    lane.leave();
    await third;
    expect(lane.active).toBe(2);
  });

  test('first come, first served', async () => {
    const lane = new Lane(1);
    await lane.enter(signal);
    const order: string[] = [];
    const waiting = ['a', 'b', 'c'].map((name) => lane.enter(signal).then(() => order.push(name)));
    for (const entered of waiting) {
      lane.leave();
      await entered;
    }
    expect(order).toEqual(['a', 'b', 'c']);
  });

  test('who gives up waiting takes no place', async () => {
    const lane = new Lane(1);
    await lane.enter(signal);
    const impatient = new AbortController();
    const given = lane.enter(impatient.signal);
    const patient = lane.enter(signal);
    impatient.abort();
    expect(await given).toBe(false);
    lane.leave();
    expect(await patient).toBe(true);
    lane.leave();
    expect(lane.active).toBe(0);
  });

  test('nobody enters with an aborted signal', async () => {
    expect(await new Lane(1).enter(AbortSignal.abort())).toBe(false);
  });

  test('a limit below one is one, so that nothing waits for ever', () => {
    expect(new Lane(0).limit).toBe(1);
  });

  test('never holds more than its limit, and lets everybody through, whatever the order of coming, going and giving up', async () => {
    const visitor = fc.record({ stay: fc.nat(5), givesUpAfter: fc.option(fc.nat(5)) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(visitor, { maxLength: 30 }),
        async (limit, visitors) => {
          const lane = new Lane(limit);
          const turns = async (count: number): Promise<void> => {
            for (let turn = 0; turn < count; turn++) await Promise.resolve();
          };
          const visits = visitors.map(async ({ stay, givesUpAfter }) => {
            const patience = new AbortController();
            if (givesUpAfter !== null) void turns(givesUpAfter).then(() => patience.abort());
            if (!(await lane.enter(patience.signal))) return;
            expect(lane.active).toBeLessThanOrEqual(limit);
            await turns(stay);
            lane.leave();
          });
          await Promise.all(visits);
          expect(lane.active).toBe(0);
        },
      ),
    );
  });
});

const well: SendingEnd = { how: 'well', retryAfterMs: null, tokens: null };
const limited: SendingEnd = { how: 'limited', retryAfterMs: null, tokens: null };
const NO_WINDOWS = { requestsPerMinute: null, tokensPerMinute: null };

async function sent(lane: Lane, tokens = 0): Promise<Sending> {
  const sending = await lane.send(signal, { input: tokens, output: 0 });
  if (!sending) throw new Error('was not let through');
  return sending;
}

/** Whether a request would have to wait; it is not sent. */
async function mustWait(lane: Lane, tokens = 0): Promise<boolean> {
  const giveUp = new AbortController();
  const asked = lane.send(giveUp.signal, { input: tokens, output: 0 });
  giveUp.abort();
  const sending = await asked;
  sending?.cancel();
  return sending === null;
}

describe('the pace', () => {
  test('a refusal for too many halves what goes at once, whatever the number refused together, and it climbs back by one a round', async () => {
    const lane = new Lane(8);
    const first = await Promise.all(Array.from({ length: 8 }, () => sent(lane)));
    for (const sending of first) sending.end(limited);
    expect(lane.bearable).toBe(4);
    const second = await Promise.all(Array.from({ length: 4 }, () => sent(lane)));
    expect(await mustWait(lane)).toBe(true);
    for (const sending of second) sending.end(limited);
    expect(lane.bearable).toBe(2);
    for (const expected of [2, 2, 3, 3, 3, 4]) {
      (await sent(lane)).end(well);
      expect(lane.bearable).toBe(expected);
    }
    for (let round = 0; round < 40; round++) (await sent(lane)).end(well);
    expect(lane.bearable).toBe(8);
  });

  test('never falls below one, and other failures do not change it', async () => {
    const lane = new Lane(4);
    (await sent(lane)).end({ how: 'failed', retryAfterMs: null, tokens: null });
    expect(lane.bearable).toBe(4);
    for (let round = 0; round < 5; round++) (await sent(lane)).end(limited);
    expect(lane.bearable).toBe(1);
  });

  test('a Retry-After holds everybody back until then', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane(4, clock);
    (await sent(lane)).end({ ...limited, retryAfterMs: 3000 });
    const next = lane.send(signal);
    await clock.untilSleeping();
    expect(clock.sleeping).toEqual([3000]);
    clock.advance(3000);
    expect(await next).not.toBeNull();
  });

  test('what the headers say is left is kept to, before a refusal comes', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane(8, clock);
    const sending = await sent(lane);
    const nothing = { tokens: null, inputTokens: null, outputTokens: null, retryAfterMs: null };
    sending.hear({ ...nothing, requests: { limit: 60, remaining: 1, resetMs: 59_000 } });
    await sent(lane);
    const third = lane.send(signal);
    await clock.untilSleeping();
    // 59 of 60 come back in 59 s: one a second.
    expect(clock.sleeping).toEqual([1000]);
    clock.advance(1000);
    expect(await third).not.toBeNull();
  });

  test('tokens that the headers say are left are kept to, and headers that promise nothing do not block for ever', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane(8, clock);
    const sending = await sent(lane, 100);
    const nothing = { requests: null, inputTokens: null, outputTokens: null, retryAfterMs: null };
    sending.hear({ ...nothing, tokens: { limit: 1000, remaining: 0, resetMs: 10 * 60_000 } });
    const next = lane.send(signal, { input: 500, output: 0 });
    await clock.untilSleeping();
    expect(clock.sleeping).toEqual([60_000]);
    clock.advance(60_000);
    expect(await next).not.toBeNull();
  });

  test('a request that was not sent after all counts for nothing', async () => {
    const lane = new Lane(
      { concurrency: 4, requestsPerMinute: 1, tokensPerMinute: 100 },
      new ScriptedClock(),
    );
    (await sent(lane, 100)).cancel();
    expect(await mustWait(lane, 100)).toBe(false);
    await sent(lane, 100);
    expect(await mustWait(lane, 1)).toBe(true);
  });

  test('tokens are corrected by what it really took', async () => {
    const lane = new Lane(
      { concurrency: 4, requestsPerMinute: null, tokensPerMinute: 100 },
      new ScriptedClock(),
    );
    const sending = await sent(lane, 90);
    expect(await mustWait(lane, 20)).toBe(true);
    sending.end({ ...well, tokens: { input: 30, output: 10 } });
    expect(await mustWait(lane, 20)).toBe(false);
  });

  test('limits that were changed hold at once', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane({ concurrency: 1, ...NO_WINDOWS }, clock);
    await lane.enter(signal);
    const waiting = lane.enter(signal);
    lane.setLimits({ concurrency: 2, ...NO_WINDOWS });
    expect(await waiting).toBe(true);
    expect(lane.bearable).toBe(2);
    lane.setLimits({ concurrency: 1, ...NO_WINDOWS });
    lane.leave();
    expect(lane.active).toBe(1);
  });

  test('in no minute goes more than is allowed, nobody starves, and it always ends', async () => {
    const request = fc.record({
      tokens: fc.integer({ min: 0, max: 150 }),
      takesMs: fc.nat(5000),
      how: fc.constantFrom('well' as const, 'well' as const, 'limited' as const, 'failed' as const),
      retryAfterMs: fc.option(fc.nat(90_000)),
      givesUp: fc.boolean(),
    });
    const limits: fc.Arbitrary<LaneLimits> = fc.record({
      concurrency: fc.integer({ min: 1, max: 5 }),
      requestsPerMinute: fc.option(fc.integer({ min: 1, max: 6 })),
      tokensPerMinute: fc.option(fc.integer({ min: 1, max: 200 })),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(request, { maxLength: 25 }), async (limit, requests) => {
        const clock = new ScriptedClock();
        const lane = new Lane(limit, clock);
        const log: { at: number; tokens: number }[] = [];
        let open = requests.length;
        const all = requests.map(async ({ tokens, takesMs, how, retryAfterMs, givesUp }, index) => {
          const patience = new AbortController();
          const asked = lane.send(patience.signal, { input: tokens, output: 0 });
          if (givesUp && index % 3 === 0) patience.abort();
          const sending = await asked;
          if (sending) {
            log.push({ at: clock.monotonicMs(), tokens });
            expect(lane.sending).toBeLessThanOrEqual(limit.concurrency);
            await clock.sleep(takesMs, signal);
            sending.end({ how, retryAfterMs, tokens: null });
          }
          open -= 1;
        });
        for (let turn = 0; open > 0; turn++) {
          // Whoever can go has gone; then time moves on to the next one who sleeps.
          await new Promise(setImmediate);
          expect(turn).toBeLessThan(2000);
          const [next] = clock.sleeping;
          if (next !== undefined) clock.advance(Math.max(0, next));
        }
        await Promise.all(all);
        expect(lane.sending).toBe(0);
        for (const { at } of log) {
          const minute = log.filter((one) => one.at > at - 60_000 && one.at <= at);
          const tokens = minute.reduce((sum, one) => sum + one.tokens, 0);
          expect(minute.length).toBeLessThanOrEqual(limit.requestsPerMinute ?? Infinity);
          // One that is larger than the limit goes alone.
          const counted = minute.filter((one) => one.tokens > 0).length;
          if (counted > 1) expect(tokens).toBeLessThanOrEqual(limit.tokensPerMinute ?? Infinity);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('Lanes', () => {
  test('there is one lane for each model of each provider', () => {
    const lanes = new Lanes((provider) => (provider === 'a' ? 2 : 7));
    expect(lanes.of('a', 'm')).toBe(lanes.of('a', 'm'));
    expect(lanes.of('a', 'm')).not.toBe(lanes.of('a', 'n'));
    expect(lanes.of('a', 'm').limit).toBe(2);
    expect(lanes.of('b', 'm').limit).toBe(7);
  });
});

describe('a server that counts input and output apart', () => {
  const silent = { requests: null, tokens: null, inputTokens: null, outputTokens: null, retryAfterMs: null };
  const send = async (lane: Lane, need: { input: number; output: number }): Promise<Sending> => {
    const sending = await lane.send(signal, need);
    if (!sending) throw new Error('was not let through');
    return sending;
  };

  test('is asked for no more input than it says is left', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane(8, clock);
    const first = await send(lane, { input: 100, output: 0 });
    first.hear({ ...silent, inputTokens: { limit: 600, remaining: 150, resetMs: 45_000 } });
    await send(lane, { input: 100, output: 0 });
    const third = lane.send(signal, { input: 100, output: 0 });
    await clock.untilSleeping();
    // 450 of 600 come back in 45 s, ten a second; 50 are left.
    expect(clock.sleeping).toEqual([5000]);
    clock.advance(5000);
    expect(await third).not.toBeNull();
  });

  test('is asked for no more output than it says is left, what is still being written included', async () => {
    const clock = new ScriptedClock();
    const lane = new Lane(8, clock);
    const open = await Promise.all([1, 2, 3].map(() => send(lane, { input: 1, output: 300 })));
    // The headers come before an answer: none of the three is counted in what is left.
    open[0]?.hear({ ...silent, outputTokens: { limit: 1000, remaining: 1000, resetMs: 0 } });
    expect(lane.sending).toBe(3);
    const fourth = lane.send(signal, { input: 1, output: 300 });
    await clock.untilSleeping();
    // They took less than they might have.
    open[0]?.end({ ...well, tokens: { input: 1, output: 50 } });
    expect(await fourth).not.toBeNull();
  });

  test('is not kept idle by a max_tokens that no answer comes near', async () => {
    const lane = new Lane(8, new ScriptedClock());
    const first = await send(lane, { input: 1, output: 4000 });
    first.end({ ...well, tokens: { input: 1, output: 100 } });
    const second = await send(lane, { input: 1, output: 4000 });
    second.hear({ ...silent, outputTokens: { limit: 8000, remaining: 2000, resetMs: 30_000 } });
    for (let more = 0; more < 6; more += 1) await send(lane, { input: 1, output: 4000 });
    expect(lane.sending).toBe(7);
  });

  test('each window lets all through in the end, whatever it says', async () => {
    const part = fc.option(
      fc.record({
        limit: fc.option(fc.nat(500)),
        remaining: fc.option(fc.nat(500)),
        resetMs: fc.option(fc.nat(120_000)),
      }),
    );
    const request = fc.record({
      input: fc.nat(600),
      output: fc.nat(600),
      used: fc.option(fc.record({ input: fc.nat(600), output: fc.nat(600) })),
      says: fc.record({ requests: part, tokens: part, inputTokens: part, outputTokens: part }),
      takesMs: fc.nat(5000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 15 }), async (requests) => {
        const clock = new ScriptedClock();
        const lane = new Lane(3, clock);
        let open = requests.length;
        for (const { input, output, used, says, takesMs } of requests) {
          void lane.send(signal, { input, output }).then(async (sending) => {
            sending?.hear({ ...says, retryAfterMs: null });
            await clock.sleep(takesMs, signal);
            sending?.end({ how: 'well', retryAfterMs: null, tokens: used });
            open -= 1;
          });
        }
        for (let turn = 0; open > 0; turn++) {
          await new Promise(setImmediate);
          expect(turn).toBeLessThan(2000);
          const [next] = clock.sleeping;
          if (next !== undefined) clock.advance(Math.max(0, next));
        }
        expect(lane.sending).toBe(0);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
