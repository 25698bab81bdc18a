import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { createProject, NOTEBOOK } from '../workbench/sample-project.ts';
import { createVendor } from '../workbench/scripted-vendor.ts';
import { openApp } from './sample-app.ts';
import type { SampleApp } from './sample-app.ts';
import { watchTab } from './watch-tab.ts';

const ORDER = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'missing' };
const KOREAN = { 'accept-language': 'ko' };

/** The connection of an app's store: what is set on it makes SQLite itself refuse, as a disk would. */
function connectionOf({ workbench }: SampleApp): Database {
  const spy = vi.spyOn(Database.prototype, 'all');
  workbench.results.runs();
  const connection = spy.mock.contexts.at(-1);
  spy.mockRestore();
  if (!(connection instanceof Database)) throw new Error('the store asked nothing');
  return connection;
}

/** Leaves room for so many pages more; null for as much as there is. */
function leaveRoom(db: Database, pages: number | null): void {
  const used = Number(db.get('PRAGMA page_count')?.['page_count']);
  db.get(`PRAGMA max_page_count = ${pages === null ? 4_294_967_294 : used + pages}`);
}

const start = (app: SampleApp, headers: Record<string, string> = {}) =>
  app.ask('/api/runs', { method: 'POST', body: ORDER, headers });

test(
  'a disk that is full before a run is told of in the asker’s language, and nothing is sent',
  { timeout: 60_000 },
  async () => {
    const vendor = createVendor(() => '네');
    // More than the pages that are there have room for.
    const text = NOTEBOOK.replace('```matrix id=main', '```matrix id=main\nrepeats: 200');
    const root = createProject({ 'notebooks/tone.gamut.md': text });
    const app = await openApp({ root, fetch: vendor.fetch });
    const db = connectionOf(app);
    leaveRoom(db, 0);
    const refused = await start(app);
    expect([refused.status, refused.json.error.kind]).toEqual([507, 'store_disk_full']);
    expect(refused.json.error.message).toContain('The disk is full');
    expect((await start(app, KOREAN)).json.error.message).toContain('디스크가 가득 차서');
    expect(vendor.requests).toEqual([]);
    // What was there can still be looked at.
    expect((await app.ask('/api/runs')).status).toBe(200);
    leaveRoom(db, null);
    expect((await start(app)).status).toBe(201);
    await app.liveRuns.close();
  },
);

test(
  'a disk that fills up in the middle of a run pauses it, and it goes on when there is room, with all that had come',
  { timeout: 60_000 },
  async () => {
    const vendor = createVendor(() => '길게 '.repeat(3_000), { holds: true });
    const app = await openApp({ fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const db = connectionOf(app);
    const { runId } = (await start(app)).json;
    await vendor.untilRequests(4);
    leaveRoom(db, 4);
    vendor.release();
    await tab.untilState((states) => states.get(runId)?.phase === 'paused');
    const pause = tab.states.get(runId)?.pauses[0];
    expect(pause?.reason.en).toMatch(/The disk is full.*goes on by itself/s);
    expect(pause?.reason.ko).toMatch(/디스크가 가득 차서.*이어서 실행합니다/s);
    const listed = (await app.ask('/api/runs')).json;
    expect(listed.active).toMatchObject([{ runId, phase: 'paused' }]);
    leaveRoom(db, null);
    await app.ask(`/api/runs/${runId}/retry-provider`, { method: 'POST' });
    await tab.untilState((states) => states.get(runId)?.phase === 'done');
    expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0, pauses: [] });
    expect(vendor.requests).toHaveLength(4);
  },
);

test('a store that may not be written to is told of, and what it holds is still shown', async () => {
  const vendor = createVendor(() => '네');
  const app = await openApp({ fetch: vendor.fetch });
  const db = connectionOf(app);
  db.get('PRAGMA query_only = ON');
  const refused = await start(app);
  expect([refused.status, refused.json.error.kind]).toEqual([500, 'store_read_only']);
  expect(refused.json.error.message).toContain('may not be written to');
  expect((await start(app, KOREAN)).json.error.message).toContain('쓸 수 없습니다');
  const path = '/api/notebooks/tone.gamut.md/matrices/main/plan';
  expect((await app.ask(path)).status).toBe(200);
  expect(vendor.requests).toEqual([]);
});

test(
  'a store that another program holds locked is told of, and let go it is used again',
  { timeout: 60_000 },
  async () => {
    const vendor = createVendor(() => '네');
    const app = await openApp({ fetch: vendor.fetch });
    connectionOf(app).get('PRAGMA busy_timeout = 50');
    const tab = watchTab(app.hub);
    const other = new DatabaseSync(app.workbench.project.storeFile);
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    const refused = await start(app);
    expect([refused.status, refused.json.error.kind]).toEqual([503, 'store_locked']);
    expect((await start(app, KOREAN)).json.error.message).toContain('잠그고');
    other.exec('ROLLBACK');

    const { runId } = (await start(app)).json;
    // Locked again while answers come in.
    other.exec('BEGIN EXCLUSIVE');
    await tab.untilState((states) => states.get(runId)?.phase === 'paused');
    expect(tab.states.get(runId)?.pauses[0]?.reason.en).toContain('locked');
    other.exec('ROLLBACK');
    await app.ask(`/api/runs/${runId}/retry-provider`, { method: 'POST' });
    await tab.untilState((states) => states.get(runId)?.phase === 'done');
    expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0 });
    expect(vendor.requests).toHaveLength(4);
  },
);

test('a store with damage in it is told of by whatever meets it, in a sentence and not in a stack', async () => {
  const app = await openApp({ fetch: createVendor(() => '네').fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await start(app)).json;
  await tab.untilState((states) => states.get(runId)?.phase === 'done');
  const other = new DatabaseSync(app.workbench.project.storeFile);
  other.exec(`UPDATE requests SET request = '{'`);
  other.close();
  const damaged = await app.ask('/api/records/1');
  expect([damaged.status, damaged.json.error.kind]).toEqual([500, 'store_corrupt']);
  expect(damaged.json.error.message).toContain('is damaged');
  const korean = await app.ask('/api/records/1', { headers: KOREAN });
  expect(korean.json.error.message).toContain('손상되었습니다');
});

test('a file where the folder of the store should be keeps the workbench from opening, in a sentence', async () => {
  const root = createProject();
  writeFileSync(join(root, '.gamut'), '');
  await expect(openApp({ root })).rejects.toMatchObject({
    kind: 'cannot_open',
    text: { ko: expect.any(String) },
  });
});
