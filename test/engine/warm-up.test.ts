import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WarmUps } from '../../src/engine/warm-up.ts';
import type { CachedPrefix, Turn } from '../../src/engine/warm-up.ts';
import { ScriptedClock } from '../fake/clock.ts';
import { Deferred } from '../fake/deferred.ts';
import { ScriptedProvider, done, text } from '../fake/provider.ts';
import { createRun } from '../fake/run.ts';
import { createTrials } from '../fake/trial.ts';

const { signal } = new AbortController();
const PERSONA: CachedPrefix = { key: 'persona', keptMs: 300_000 };
/** How long one may keep the others waiting. */
const LONGEST_MS = 20_000;
const settled = (): Promise<void> => new Promise(setImmediate);

/** Asks for a turn, and tells whether it has come. */
function ask(warmUps: WarmUps, prefix: CachedPrefix | null = PERSONA, patience: AbortSignal = signal) {
  const asked: { turn: Turn | null } = { turn: null };
  void warmUps.turn(prefix, patience).then((turn) => (asked.turn = turn));
  return asked;
}

test('one of those that share a prefix goes first, and the others once its answer has begun', async () => {
  const warmUps = new WarmUps(new ScriptedClock());
  const [first, second, third] = [ask(warmUps), ask(warmUps), ask(warmUps)];
  await settled();
  expect([second.turn, third.turn]).toEqual([null, null]);
  first.turn?.sent();
  await settled();
  expect(second.turn).toBeNull();
  first.turn?.begun();
  await settled();
  expect([second.turn, third.turn]).not.toContain(null);
});

test('what shares nothing, or something else, waits for nobody', async () => {
  const warmUps = new WarmUps(new ScriptedClock());
  const all = [ask(warmUps), ask(warmUps, null), ask(warmUps, { key: 'other', keptMs: 1 })];
  await settled();
  for (const { turn } of all) expect(turn).not.toBeNull();
});

test('where the first one fails, the next one leads and the rest go on waiting', async () => {
  const warmUps = new WarmUps(new ScriptedClock());
  const [first, second, third] = [ask(warmUps), ask(warmUps), ask(warmUps)];
  await settled();
  first.turn?.end();
  await settled();
  expect([second.turn !== null, third.turn !== null]).toEqual([true, false]);
});

test('one that keeps the others waiting for too long is not waited for', async () => {
  const clock = new ScriptedClock();
  const warmUps = new WarmUps(clock);
  const [first, second] = [ask(warmUps), ask(warmUps)];
  await settled();
  first.turn?.sent();
  clock.advance(clock.sleeping[0] ?? 0);
  await settled();
  expect(second.turn).not.toBeNull();
});

test('a cache that has gone cold is warmed by one again, and each reading keeps it', async () => {
  const clock = new ScriptedClock();
  const warmUps = new WarmUps(clock);
  const first = ask(warmUps);
  await settled();
  first.turn?.begun();
  first.turn?.end();
  clock.advance(200_000);
  const reader = ask(warmUps);
  await settled();
  reader.turn?.begun();
  clock.advance(200_000);
  const [a, b] = [ask(warmUps), ask(warmUps)];
  await settled();
  expect([a.turn, b.turn]).not.toContain(null);
  clock.advance(300_001);
  const [c, d] = [ask(warmUps), ask(warmUps)];
  await settled();
  expect([c.turn !== null, d.turn !== null]).toEqual([true, false]);
});

test('who gives up does not hold the others back', async () => {
  const warmUps = new WarmUps(new ScriptedClock());
  const impatient = new AbortController();
  const first = ask(warmUps);
  const second = ask(warmUps, PERSONA, impatient.signal);
  const third = ask(warmUps);
  await settled();
  impatient.abort();
  await settled();
  second.turn?.begun();
  second.turn?.end();
  expect(third.turn).toBeNull();
  first.turn?.end();
  await settled();
  expect(third.turn).not.toBeNull();
});

test('nobody writes what another one is writing, nobody starves, and it always ends', async () => {
  const request = fc.record({
    prefix: fc.constantFrom('a', 'b', null),
    comesMs: fc.nat(400_000),
    beginsMs: fc.nat(30_000),
    takesMs: fc.nat(10_000),
    begins: fc.boolean(),
    patienceMs: fc.option(fc.nat(5_000)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 20 }), async (requests) => {
      const clock = new ScriptedClock();
      const warmUps = new WarmUps(clock);
      /** By prefix: until when it can be read, or nobody is held back for one that took too long. */
      const freeUntil = new Map<string, number>();
      const writing = new Set<string>();
      let open = requests.length;
      const all = requests.map(async ({ prefix, comesMs, beginsMs, takesMs, begins, patienceMs }) => {
        await clock.sleep(comesMs, signal);
        const patience = new AbortController();
        if (patienceMs !== null) void clock.sleep(patienceMs, signal).then(() => patience.abort());
        const turn = await warmUps.turn(prefix && { key: prefix, keptMs: 60_000 }, patience.signal);
        if (!patience.signal.aborted) {
          const isWriter = prefix !== null && (freeUntil.get(prefix) ?? 0) <= clock.monotonicMs();
          if (isWriter) {
            expect(writing.has(prefix)).toBe(false);
            writing.add(prefix);
          }
          turn.sent();
          await clock.sleep(Math.min(beginsMs, LONGEST_MS), signal);
          if (isWriter) writing.delete(prefix);
          if (isWriter && beginsMs >= LONGEST_MS) freeUntil.set(prefix, clock.monotonicMs() + LONGEST_MS);
          await clock.sleep(Math.max(0, beginsMs - LONGEST_MS), signal);
          if (begins) {
            turn.begun();
            if (prefix !== null) freeUntil.set(prefix, clock.monotonicMs() + 60_000);
            await clock.sleep(takesMs, signal);
          }
        }
        turn.end();
        open -= 1;
      });
      for (let round = 0; open > 0; round += 1) {
        await settled();
        expect(round).toBeLessThan(2000);
        const [next] = clock.sleeping;
        if (next !== undefined) clock.advance(Math.max(0, next));
      }
      await Promise.all(all);
    }),
    { numRuns: 100 },
  );
});

test('of a run’s trials with one cached persona, all but the first read it: one is under way until its answer begins', async () => {
  const begins = new Deferred();
  const ends = new Deferred();
  const provider = new ScriptedProvider(async function* ({ index }) {
    if (index === 0) await begins.promise;
    yield text('네');
    await ends.promise;
    yield done();
  });
  const { all } = createRun({ sandbox: provider }, { prefixOf: () => PERSONA });
  const ended = all(createTrials(4));
  await provider.untilCalled(1);
  for (let turn = 0; turn < 5; turn += 1) await settled();
  expect(provider.calls).toHaveLength(1);
  begins.resolve();
  await provider.untilCalled(4);
  expect(provider.active).toBe(4);
  ends.resolve();
  expect((await ended).at(-1)).toMatchObject({ type: 'run-finished', reason: 'done' });
});

test('a usage that comes before any text lets the others go', async () => {
  const hold = new Deferred();
  const provider = new ScriptedProvider(async function* ({ index, tellUsage }) {
    const usage = { ...done().usage, outputTokens: null } as const;
    if (index === 0) tellUsage({ usage, isFinal: false });
    await hold.promise;
    yield done();
  });
  const { all } = createRun({ sandbox: provider }, { prefixOf: () => PERSONA });
  const ended = all(createTrials(3));
  await provider.untilCalled(3);
  hold.resolve();
  await ended;
});

test('stopping a run ends the waiting for a cache', async () => {
  const provider = new ScriptedProvider(async function* ({ signal: asked }) {
    await new Promise((resolve) => asked.addEventListener('abort', resolve, { once: true }));
    yield* [];
  });
  const { all, stop } = createRun({ sandbox: provider }, { prefixOf: () => PERSONA });
  const ended = all(createTrials(3));
  await provider.untilCalled(1);
  stop.abort();
  expect((await ended).at(-1)).toMatchObject({ reason: 'stopped' });
  expect(provider.calls).toHaveLength(1);
});
