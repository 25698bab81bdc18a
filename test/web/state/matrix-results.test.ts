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

/** Results of one trial with a server that answers what is said of it when it is let to. */
async function annotatedLate() {
  const axes = [{ name: 'row', levels: ['q1'] }];
  const row = toRow({ row: 'q1' });
  const page = { total: 1, offset: 0, limit: 1, axes, checks: [], rows: toColumns([row], axes), first: [] };
  let kept: object = { starred: false, rating: null, note: '', tags: [] };
  const sent: { change: object; answer(status?: number): void }[] = [];
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (url: string, { body }: { body?: string }) => {
    if (!url.includes('/annotations'))
      return { ok: true, status: 200, json: async () => (url.includes('/plan') ? {} : page) };
    const { requestHash, repeat, ...change } = JSON.parse(body ?? '') as Record<string, unknown>;
    const status = await new Promise<number>((resolve) =>
      sent.push({ change, answer: (with_ = 200) => resolve(with_) }),
    );
    if (status === 200) kept = { ...kept, ...change };
    const said = { ...kept, requestHash, repeat };
    return { ok: status === 200, status, json: async () => said };
  });
  const results = new MatrixResults('tone.gamut.md', 'main');
  await results.load();
  const { trialId } = row;
  const now = () => results.row(trialId)?.annotation ?? null;
  return { results, trialId, sent, now };
}

it('shows all that is said of an answer while the server is slow to take it, and sends one thing after the other', async () => {
  const { results, trialId, sent, now } = await annotatedLate();
  const tagged = [
    results.annotate(trialId, { tags: ['a'] }),
    results.annotate(trialId, { tags: ['a', 'b'] }),
    results.annotate(trialId, { starred: true }),
  ];
  expect(now()).toMatchObject({ tags: ['a', 'b'], starred: true });
  await expect.poll(() => sent.map(({ change }) => change)).toEqual([{ tags: ['a'] }]);
  sent[0]?.answer();
  await expect.poll(() => sent).toHaveLength(2);
  // What the server had when it took the first does not take away what was said since, nor do rows that are read meanwhile.
  expect(now()).toMatchObject({ tags: ['a', 'b'], starred: true });
  await results.load();
  expect(now()).toMatchObject({ tags: ['a', 'b'], starred: true });
  sent[1]?.answer();
  await expect.poll(() => sent).toHaveLength(3);
  sent[2]?.answer();
  await Promise.all(tagged);
  expect(now()).toEqual({ tags: ['a', 'b'], starred: true, rating: null, note: '' });
});

it('sends what waits for its turn when the page goes, each once', async () => {
  const { results, trialId, sent, now } = await annotatedLate();
  const said = [
    results.annotate(trialId, { rating: 2 }),
    results.annotate(trialId, { starred: true }),
    results.annotate(trialId, { tags: ['a'] }),
  ];
  await expect.poll(() => sent).toHaveLength(1);
  results.flush();
  await expect.poll(() => sent).toHaveLength(3);
  for (const { answer } of sent) answer();
  await Promise.all(said);
  expect(sent.map(({ change }) => change)).toEqual([{ rating: 2 }, { starred: true }, { tags: ['a'] }]);
  expect(now()).toMatchObject({ rating: 2, starred: true, tags: ['a'] });
});

it('takes back what is refused of what is said of an answer, and that alone', async () => {
  const { results, trialId, sent, now } = await annotatedLate();
  const rated = results.annotate(trialId, { rating: 2 });
  const starred = results.annotate(trialId, { starred: true });
  await expect.poll(() => sent).toHaveLength(1);
  sent[0]?.answer(500);
  await expect(rated).rejects.toThrow('500');
  expect(now()).toMatchObject({ starred: true, rating: null });
  await expect.poll(() => sent).toHaveLength(2);
  sent[1]?.answer();
  await starred;
  expect(now()).toMatchObject({ starred: true, rating: null });
});

it('does not take what the checks said before for what they say of the rows that were read since', async () => {
  const axes = [{ name: 'row', levels: ['q1'] }];
  const row = { ...toRow({ row: 'q1' }), checks: [true] };
  let checks = ['short'];
  const answers: ((outcomes: object[]) => void)[] = [];
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.includes('/plan')) return { ok: true, json: async () => ({}) };
    const outcomes = url.includes('/checks')
      ? await new Promise<object[]>((resolve) => answers.push(resolve))
      : [];
    const rows = toColumns([{ ...row, checks: checks.map(() => true) }], axes);
    const trials = [{ trialId: row.trialId, outcomes }];
    return {
      ok: true,
      json: async () => ({ total: 1, offset: 0, limit: 1, axes, checks, rows, first: [], trials }),
    };
  });
  const results = new MatrixResults('tone.gamut.md', 'main');
  await results.load();
  const asked = results.loadOutcomes(row.trialId);
  await expect.poll(() => answers).toHaveLength(1);
  checks = ['short', 'polite'];
  await results.load();
  answers.shift()?.([{ id: 'short', pass: false }]);
  await expect.poll(() => answers).toHaveLength(1);
  expect(results.row(row.trialId)?.checks).toEqual([true, true]);
  answers.shift()?.([
    { id: 'short', pass: true },
    { id: 'polite', pass: false },
  ]);
  await asked;
  expect(results.row(row.trialId)?.checks).toEqual([true, false]);
  expect(results.outcomes(row.trialId)).toHaveLength(2);
});
