import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilence } from '../../src/providers/silence.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const start = (timeoutMs = 1000) => watchSilence(new AbortController().signal, timeoutMs);

/** This process does nothing for a while: its timers are late, and what has come is still unread. */
function holdUp(ms: number): void {
  const now = performance.now.bind(performance);
  const from = now();
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
  expect(performance.now()).toBeGreaterThanOrEqual(from + ms);
}

test('a server that says nothing for so long is silent, and not before', async () => {
  const watch = start();
  await vi.advanceTimersByTimeAsync(999);
  expect([watch.isSilent(), watch.signal.aborted]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([watch.isSilent(), watch.signal.aborted]).toEqual([true, true]);
});

test('it counts from the last that came, and not while that is worked on', async () => {
  const watch = start();
  await vi.advanceTimersByTimeAsync(900);
  watch.heard();
  await vi.advanceTimersByTimeAsync(5000);
  watch.wait();
  await vi.advanceTimersByTimeAsync(900);
  expect(watch.isSilent()).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(watch.isSilent()).toBe(true);
});

test('while this process itself is held up the server is not silent', async () => {
  const watch = start();
  await vi.advanceTimersByTimeAsync(900);
  holdUp(60_000);
  await vi.advanceTimersByTimeAsync(100);
  expect(watch.isSilent()).toBe(false);
  // What came meanwhile is read now.
  watch.heard();
  watch.wait();
  await vi.advanceTimersByTimeAsync(999);
  expect(watch.isSilent()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(watch.isSilent()).toBe(true);
});

test('a machine that is always late gives up on it in the end', async () => {
  const watch = start();
  let ms = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + (ms += 10_000));
  await vi.advanceTimersByTimeAsync(2999);
  expect(watch.isSilent()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(watch.isSilent()).toBe(true);
});

test('a stop is passed on and is no silence; nothing is left running', async () => {
  const stop = new AbortController();
  const watch = watchSilence(stop.signal, 1000);
  stop.abort();
  expect([watch.signal.aborted, watch.isSilent()]).toEqual([true, false]);
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
});
