import { afterEach, expect, it, vi } from 'vitest';
import { toColumns } from '../../../src/core/trial-row.ts';
import type { FinishedTrial } from '../../../src/web/state/live-runs.ts';
import { MatrixResults } from '../../../src/web/state/matrix-results.ts';
import { toRecord, toRow } from '../results.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps what finishes while rows of before are on their way', async () => {
  const axes = [{ name: 'row', levels: ['q1', 'q2'] }];
  const rows = [toRow({ row: 'q1' }, null), toRow({ row: 'q2' }, null)];
  const page = { total: 2, offset: 0, limit: 2, axes, checks: [], rows: toColumns(rows, axes), first: [] };
  const answers: (() => void)[] = [];
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.includes('/plan')) return { ok: true, json: async () => ({}) };
    await new Promise<void>((resolve) => answers.push(resolve));
    return { ok: true, json: async () => page };
  });
  const results = new MatrixResults('tone.gamut.md', 'main');
  const load = async (finished: FinishedTrial[] = []) => {
    const loaded = results.load();
    await expect.poll(() => answers).toHaveLength(1);
    results.finish(finished);
    answers.pop()?.();
    await loaded;
  };
  const record = toRecord({ row: 'q2' }, 1);
  const { id } = record.trial;
  await load();
  await load([{ type: 'trial-finished', trialId: id, record } as unknown as FinishedTrial]);
  expect(results.trials.map(({ standing }) => standing)).toEqual(['never', 'done']);
  expect(results.result(id)?.record?.recordId).toBe(1);
  await load();
  expect(results.row(id)?.standing).toBe('never');
});

it('speaks of the answer that a stale trial shows, by the request which that answers, and asks why a late one is stale', async () => {
  const axes = [{ name: 'row', levels: ['q1', 'q2'] }];
  const rows = [
    { ...toRow({ row: 'q1' }), standing: 'stale' as const, answerHash: 'earlier' },
    toRow({ row: 'q2' }, null),
  ];
  const page = { total: 2, offset: 0, limit: 2, axes, checks: [], rows: toColumns(rows, axes), first: [] };
  const reason = { en: 'temperature 0.3 → 0.7', ko: 'temperature 0.3 → 0.7' };
  const record = toRecord({ row: 'q2' }, 1);
  const late = { ...record, recordId: 7, trial: { ...record.trial, requestHash: 'earlier' } };
  const bodies: unknown[] = [];
  const view = { trialId: late.trial.id, requestHash: 'hash', standing: 'stale', reason, record: late };
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('window', { setTimeout });
  vi.stubGlobal('fetch', async (url: string, init: { body?: string }) => {
    const said = init.body === undefined ? null : (JSON.parse(init.body) as object);
    if (said) bodies.push(said);
    const json = url.includes('/plan')
      ? {}
      : url.includes('/annotations')
        ? { starred: false, rating: null, note: '', tags: [], ...said }
        : url.includes('/results')
          ? { trials: [view] }
          : page;
    return { ok: true, json: async () => json };
  });
  const results = new MatrixResults('tone.gamut.md', 'main');
  await results.load();
  const [stale = '', other = ''] = results.trials.map(({ trialId }) => trialId);
  await results.annotate(stale, { rating: 5 });
  expect(bodies).toEqual([{ requestHash: 'earlier', repeat: 1, rating: 5 }]);
  expect(results.row(stale)?.annotation?.rating).toBe(5);
  // Another tab speaks of the answer to the request as it is now, which is not here.
  results.annotated({ requestHash: 'hash', repeat: 1, starred: true, rating: 1, note: '', tags: [] });
  expect(results.row(stale)?.annotation?.rating).toBe(5);

  results.finish([{ type: 'trial-finished', trialId: other, record: late } as unknown as FinishedTrial]);
  expect(results.row(other)).toMatchObject({ standing: 'stale', recordId: 7 });
  await expect.poll(() => results.row(other)?.reason).toEqual(reason);
});
