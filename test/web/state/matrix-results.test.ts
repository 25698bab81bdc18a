import { afterEach, expect, it, vi } from 'vitest';
import { toColumns } from '../../../src/core/trial-row.ts';
import type { FinishedTrial } from '../../../src/web/state/live-runs.ts';
import { MatrixResults } from '../../../src/web/state/matrix-results.ts';
import { toRecord, toRow } from '../results.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps what finishes while rows of before are on their way', async () => {
  const axes = [{ name: 'row', levels: ['q1', 'q2'] }];
  const rows = [toRow({ row: 'q1' }, null), toRow({ row: 'q2' }, null)];
  const page = { total: 2, offset: 0, limit: 2, axes, checks: [], rows: toColumns(rows, axes) };
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
    await vi.waitFor(() => expect(answers).toHaveLength(1));
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
