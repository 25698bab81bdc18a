import { afterEach, expect, test, vi } from 'vitest';
import type { LeanRecord } from '../../../src/core/result-api.ts';
import { RecordCache } from '../../../src/web/state/record-cache.ts';
import { toRecord } from '../../web/results.ts';

afterEach(() => vi.unstubAllGlobals());

const recordOf = (n: number): LeanRecord => ({ ...toRecord({ row: `q${n}` }, 1), recordId: n });

/** A server that answers for trials `1`, `2`, ... once it is let; what it was asked is noted. */
function createServer() {
  const asked: string[][] = [];
  const waiting: (() => void)[] = [];
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (url: string) => {
    const ids = (new URL(url, 'http://gamut').searchParams.get('ids') ?? '').split(',');
    asked.push(ids);
    await new Promise<void>((resolve) => waiting.push(resolve));
    const trials = ids.map((trialId) => ({ trialId, record: recordOf(Number(trialId)) }));
    return { ok: true, json: async () => ({ trials }) };
  });
  return { asked, answer: () => waiting.splice(0).forEach((go) => go()) };
}

const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => String(from + n));

test('wishes of one moment become one request, and whoever watches a trial is told when its record has come', async () => {
  const server = createServer();
  const cache = new RecordCache('a.gamut.md', 'main', { onFault: vi.fn() });
  const told = vi.fn();
  cache.watch('2', told);
  cache.ask(['1']);
  cache.ask(['2', '1']);
  await expect.poll(() => server.asked).toHaveLength(1);
  expect(server.asked[0]?.toSorted()).toEqual(['1', '2']);
  cache.ask(['1']);
  expect(cache.get('1', 1)).toBeNull();
  server.answer();
  await expect.poll(() => told.mock.calls).toHaveLength(1);
  expect(cache.get('1', 1)?.recordId).toBe(1);
  expect(cache.get('1', 7)).toBeNull();
  expect(server.asked).toHaveLength(1);
});

test('what was wished for last is asked for first, and what has long gone by is not asked for at all', async () => {
  const server = createServer();
  const cache = new RecordCache('a.gamut.md', 'main', { onFault: vi.fn() });
  cache.ask(ids(0, 2000));
  await expect.poll(() => server.asked).toHaveLength(3);
  expect(server.asked[0]).toEqual(ids(1900, 100));
  server.answer();
  await expect.poll(() => server.asked).toHaveLength(4);
  expect(
    server.asked
      .flat()
      .map(Number)
      .toSorted((a, b) => a - b),
  ).toEqual(ids(1600, 400).map(Number));
});

test('a bounded number of records is kept', () => {
  const cache = new RecordCache('a.gamut.md', 'main', { onFault: vi.fn() });
  for (let n = 0; n < 2500; n += 1) cache.put(String(n), recordOf(n));
  expect([cache.get('0', 0), cache.get('499', 499)]).toEqual([null, null]);
  expect([cache.get('500', 500), cache.get('2499', 2499)]).not.toContain(null);
});

test('what could not be read is not asked for again at once', async () => {
  vi.useFakeTimers();
  const asked = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', asked);
  const onFault = vi.fn(() => cache.ask(['1']));
  const cache = new RecordCache('a.gamut.md', 'main', { onFault });
  cache.ask(['1']);
  await vi.advanceTimersByTimeAsync(900);
  cache.ask(['1']);
  await vi.advanceTimersByTimeAsync(50);
  expect(onFault).toHaveBeenCalledOnce();
  expect(asked).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(100);
  cache.ask(['1']);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
