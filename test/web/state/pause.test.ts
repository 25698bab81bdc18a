import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('window', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function begin() {
  const { hearScrolling, pause } = await import('../../../src/web/state/pause.ts');
  const page = new EventTarget();
  hearScrolling(page);
  let isPause = false;
  const ask = () => void pause().then(() => (isPause = true));
  return { page, ask, isPause: () => isPause };
}

it('is soon where nothing scrolls', async () => {
  const { ask, isPause } = await begin();
  ask();
  await vi.advanceTimersByTimeAsync(60);
  expect(isPause()).toBe(true);
});

it('waits as long as somebody scrolls, by wheel or finger', async () => {
  const { page, ask, isPause } = await begin();
  page.dispatchEvent(new Event('wheel'));
  ask();
  for (let step = 0; step < 20; step += 1) {
    await vi.advanceTimersByTimeAsync(100);
    page.dispatchEvent(new Event(step % 2 === 0 ? 'touchmove' : 'wheel'));
  }
  expect(isPause()).toBe(false);
  await vi.advanceTimersByTimeAsync(400);
  expect(isPause()).toBe(true);
});
