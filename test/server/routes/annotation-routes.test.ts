import { expect, test } from 'vitest';
import { fromCsv } from '../../../src/core/csv.ts';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';

const MATRIX = '/api/notebooks/tone.gamut.md/matrices/main';
const ROUTE = '/api/notebooks/{name}/matrices/{matrix}';

interface Key {
  requestHash: string;
  repeat: number;
}

async function openWithResults(): Promise<SampleApp & { keys: [Key, Key, Key] }> {
  const app = await openApp({ fetch: createVendor(() => '맛있어요').fetch });
  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
  const keys = plan.trials.map(({ trial: { requestHash, repeat } }) => ({ requestHash, repeat }));
  return { ...app, keys: keys as [Key, Key, Key] };
}

test('what is said of a result is kept, told to every tab, and stands in the CSV', async () => {
  const app = await openWithResults();
  const tab = app.hub.subscribe(null);
  await tab.next(0);
  const first = { ...app.keys[0], starred: true, rating: 4, tags: ['#따뜻함', '따뜻함', 'too long'] };
  const { json } = await askAsDocumented(app, '/api/annotations', '/api/annotations', {
    method: 'PUT',
    body: first,
  });
  expect(json).toEqual({ ...first, tags: ['따뜻함', 'too long'], note: '' });
  await app.ask('/api/annotations', { method: 'PUT', body: { ...app.keys[0], note: '=좋다' } });
  expect(await tab.next(0)).toContain('event: annotation-changed');
  tab.close();

  const list = await askAsDocumented(app, `${ROUTE}/annotations`, `${MATRIX}/annotations`);
  expect(list.json).toEqual({ annotations: [{ ...json, note: '=좋다' }] });
  const columns = (await app.ask(`${MATRIX}/rows`)).json.rows;
  expect(columns.annotations).toMatchObject([{ at: 0, starred: true, rating: 4, note: '=좋다' }]);
  const rows = fromCsv((await app.ask(`${MATRIX}/export.csv`)).text).rows;
  expect(rows.map(({ rating, rating_note: note, starred, tags }) => [rating, note, starred, tags])).toEqual([
    ['4', '=좋다', 'true', '따뜻함, too long'],
    ...rows.slice(1).map(() => ['', '', 'false', '']),
  ]);
});

test('what was said of an answer stays with it while it is stale, and is found there; the new request has said nothing of it', async () => {
  const app = await openWithResults();
  const [first] = app.keys;
  await app.ask('/api/annotations', { method: 'PUT', body: { ...first, rating: 5, note: '참 좋다' } });
  const before = (await app.ask('/api/notebooks/tone.gamut.md')).json;
  const text = String(before.text).replace('당신은 셰프입니다.', '당신은 빠른 셰프입니다.');
  const saved = await app.ask('/api/notebooks/tone.gamut.md', {
    method: 'PUT',
    body: { text, baseVersion: before.version },
  });
  expect(saved.status).toBe(200);

  const { rows } = (await askAsDocumented(app, `${ROUTE}/rows`, `${MATRIX}/rows`)).json;
  expect(rows.standing[0]).toBe('stale');
  expect(rows.requestHash[0]).not.toBe(first.requestHash);
  expect(rows.answerHashes[0]).toEqual({ at: 0, hash: first.requestHash });
  expect(rows.annotations).toMatchObject([{ at: 0, rating: 5, note: '참 좋다' }]);
  const list = await app.ask(`${MATRIX}/annotations`);
  expect(list.json.annotations).toMatchObject([{ ...first, rating: 5 }]);
  const found = await app.ask(`${MATRIX}/search?text=${encodeURIComponent('참 좋')}`);
  expect(found.json.trialIds).toEqual([rows.trialId[0]]);

  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
  const after = (await app.ask(`${MATRIX}/rows`)).json.rows;
  expect(after.standing[0]).toBe('done');
  expect([after.answerHashes, after.annotations]).toEqual([[], []]);
});

test.each([
  ['a rating out of the scale', { rating: 6 }],
  ['half a rating', { rating: 2.5 }],
  ['a hash that is none', { requestHash: 'x' }],
  ['a key that does not exist', { stared: true }],
  ['a note without end', { note: 'x'.repeat(10_001) }],
])('%s is refused', async (_, wrong) => {
  const app = await openWithResults();
  const body = { ...app.keys[0], ...wrong };
  expect((await app.ask('/api/annotations', { method: 'PUT', body })).status).toBe(400);
});

test('votes are kept a pair once, taken back, and exported with what stood on each side', async () => {
  const app = await openWithResults();
  const [a, b, c] = app.keys;
  const put = (body: unknown) =>
    askAsDocumented(app, `${ROUTE}/votes`, `${MATRIX}/votes`, { method: 'PUT', body });
  await put({ a, b, verdict: 'a' });
  await put({ a: b, b: a, verdict: 'tie' });
  expect((await put({ a, b: c, verdict: 'bad' })).json.votes).toMatchObject([
    { a: b, b: a, verdict: 'tie' },
    { a, b: c, verdict: 'bad' },
  ]);
  const file = await app.ask(`${MATRIX}/votes.csv`);
  expect(file.headers.get('content-disposition')).toContain('tone.main.votes.csv');
  expect(fromCsv(file.text).rows).toMatchObject([
    { verdict: 'tie', 'a.request_hash': b.requestHash, 'b.persona': expect.any(String) },
    { verdict: 'bad' },
  ]);
  await put({ a, b: c, verdict: null });
  const left = await askAsDocumented(app, `${ROUTE}/votes`, `${MATRIX}/votes`);
  expect(left.json.votes).toHaveLength(1);
});

test('an answer is not compared with itself', async () => {
  const app = await openWithResults();
  const body = { a: app.keys[0], b: app.keys[0], verdict: 'tie' };
  expect((await app.ask(`${MATRIX}/votes`, { method: 'PUT', body })).status).toBe(400);
});

test('a text is found in answers, notes and tags, whichever way it is written', async () => {
  const app = await openWithResults();
  await app.ask('/api/annotations', { method: 'PUT', body: { ...app.keys[1], tags: ['Warm'] } });
  const find = async (text: string) => {
    const path = `${MATRIX}/search?text=${encodeURIComponent(text)}`;
    return (await askAsDocumented(app, `${ROUTE}/search`, path)).json.trialIds.length;
  };
  expect(await find('맛있'.normalize('NFD'))).toBe(4);
  expect(await find('wARM')).toBe(1);
  expect(await find('%')).toBe(0);
  expect((await app.ask(`${MATRIX}/search?text=`)).status).toBe(400);
});
