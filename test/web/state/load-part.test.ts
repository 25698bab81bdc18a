import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const words = { isAway: false, asked: 0, come: () => {} };

vi.mock('../../../src/web/look/locale.ts', () => ({
  lateWords: () => {
    words.asked += 1;
    if (words.isAway) return Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    return new Promise<void>((resolve) => (words.come = resolve));
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('window', {});
  [words.isAway, words.asked] = [false, 0];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('begins a part only when its words are here, and loads it once', async () => {
  const { part } = await import('../../../src/web/state/load-part.ts');
  let loads = 0;
  const made = part(async () => (loads += 1));
  const both = Promise.all([made.load(), made.need()]);
  await vi.advanceTimersByTimeAsync(100);
  expect(loads).toBe(0);
  expect(made.isHere).toBe(false);
  words.come();
  expect(await both).toEqual([1, 1]);
  expect(made.isHere).toBe(true);
  expect(words.asked).toBe(1);
});

it('tries again what did not come, by itself where it is needed', async () => {
  const { part } = await import('../../../src/web/state/load-part.ts');
  const made = part(async () => 'here');
  words.isAway = true;
  await expect(made.load()).rejects.toThrow();
  const needed = made.need();
  await vi.advanceTimersByTimeAsync(3000);
  words.isAway = false;
  await vi.advanceTimersByTimeAsync(1000);
  words.come();
  expect(await needed).toBe('here');
  expect(await made.load()).toBe('here');
});

it('loads one after the other what may be needed soon, also what such a part names in turn', async () => {
  const { loadSoon, part } = await import('../../../src/web/state/load-part.ts');
  const loaded: string[] = [];
  part(async () => loaded.push('large'), { isSoon: false });
  part(async () => {
    loaded.push('first');
    part(async () => loaded.push('inner'));
  });
  part(async () => loaded.push('second'));
  const all = loadSoon();
  for (const count of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(100);
    words.come();
    await vi.advanceTimersByTimeAsync(0);
    expect(loaded).toHaveLength(count);
  }
  await all;
  expect(loaded).toEqual(['first', 'second', 'inner']);
});
