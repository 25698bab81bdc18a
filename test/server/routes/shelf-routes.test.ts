import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TrashList } from '../../../src/core/api.ts';
import { serve } from '../../../src/server/main.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';
import { toMessages } from '../to-messages.ts';
import { watchTab } from '../watch-tab.ts';

const ORDER = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'missing' };
const toPath = (name: string) => `/api/notebooks/${encodeURIComponent(name)}`;
const names = async (app: SampleApp): Promise<string[]> =>
  (await app.ask('/api/notebooks')).json.notebooks.map(({ name }: { name: string }) => name);
const plan = async (app: SampleApp, name: string) =>
  (await app.ask(`${toPath(name)}/matrices/main/plan`)).json;

function listen(app: SampleApp) {
  const subscription = app.hub.subscribe(null);
  onTestFinished(() => subscription.close());
  return async () =>
    toMessages(await subscription.next(1000))
      .filter(({ event }) => event !== 'reset')
      .map(({ event, data }) => [event, data]);
}

async function runToEnd(app: SampleApp, order: object = ORDER): Promise<void> {
  const tab = watchTab(app.hub);
  const { json } = await app.ask('/api/runs', { method: 'POST', body: order });
  await tab.untilState((states) => states.get(json.runId)?.phase === 'done');
}

const rename = (app: SampleApp, name: string, body: object) =>
  askAsDocumented(app, '/api/notebooks/{name}/rename', `${toPath(name)}/rename`, { method: 'POST', body });
const remove = (app: SampleApp, name: string) =>
  askAsDocumented(app, '/api/notebooks/{name}', toPath(name), { method: 'DELETE' });
const restore = (app: SampleApp, trash: string) =>
  askAsDocumented(app, '/api/trash/{trash}/restore', `/api/trash/${encodeURIComponent(trash)}/restore`, {
    method: 'POST',
  });

describe('a rename', () => {
  test('keeps results and their history: an edit makes them stale under the new name too', async () => {
    const vendor = createVendor();
    const app = await openApp({ fetch: vendor.fetch });
    await runToEnd(app);
    const { status, json } = await rename(app, 'tone.gamut.md', {
      to: '하위/말투.gamut.md',
      title: '새 말투',
    });
    expect([status, json.name]).toEqual([200, '하위/말투.gamut.md']);
    const list = await app.ask('/api/notebooks');
    expect(list.json.notebooks).toMatchObject([{ name: '하위/말투.gamut.md', title: '새 말투' }]);
    expect(await plan(app, '하위/말투.gamut.md')).toMatchObject({ counts: { done: 4 } });
    const { text, version } = (await app.ask(toPath('하위/말투.gamut.md'))).json;
    const body = { text: text.replace('당신은 셰프입니다.', '당신은 요리사입니다.'), baseVersion: version };
    await app.ask(toPath('하위/말투.gamut.md'), { method: 'PUT', body });
    expect(await plan(app, '하위/말투.gamut.md')).toMatchObject({ counts: { done: 2, stale: 2, never: 0 } });
    expect(vendor.requests).toHaveLength(4);
  });

  test('tells every tab once, with both names', async () => {
    const app = await openApp();
    const told = listen(app);
    await told();
    const { json } = await rename(app, 'tone.gamut.md', { to: 'new.gamut.md' });
    expect(await told()).toEqual([['notebooks-changed', { from: 'tone.gamut.md', to: 'new.gamut.md' }]]);
    await rename(app, 'new.gamut.md', { title: 'Only the title' });
    expect(await told()).toMatchObject([['notebook-changed', { name: 'new.gamut.md' }]]);
    expect(json.version).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is refused while a run goes on, and nothing has moved', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const app = await openApp({ fetch: vendor.fetch });
    const { json: started } = await app.ask('/api/runs', { method: 'POST', body: ORDER });
    await vendor.untilRequests(1);
    for (const refused of [
      await rename(app, 'tone.gamut.md', { to: 'new.gamut.md' }),
      await remove(app, 'tone.gamut.md'),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.json.error.kind).toBe('running');
    }
    expect(await names(app)).toEqual(['tone.gamut.md']);
    expect(existsSync(join(app.root, 'notebooks/.trash'))).toBe(false);
    const tab = watchTab(app.hub);
    vendor.release();
    await tab.untilState((states) => states.get(started.runId)?.phase === 'done');
    expect((await rename(app, 'tone.gamut.md', { to: 'new.gamut.md' })).status).toBe(200);
  });

  test('carries over a run that can go on', async () => {
    const vendor = createVendor(() => 'silence');
    const app = await openApp({ fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const { json } = await app.ask('/api/runs', { method: 'POST', body: ORDER });
    await vendor.untilRequests(1);
    await app.ask(`/api/runs/${json.runId}/stop`, { method: 'POST' });
    await tab.untilState((states) => states.get(json.runId)?.phase === 'stopped');
    await rename(app, 'tone.gamut.md', { to: 'new.gamut.md' });
    expect((await app.ask('/api/runs')).json.interrupted).toMatchObject([
      { runId: json.runId, notebook: 'new.gamut.md', missing: 4 },
    ]);
    const { json: gone } = await remove(app, 'new.gamut.md');
    expect((await app.ask('/api/runs')).json.interrupted).toEqual([]);
    await restore(app, gone.trash);
    expect((await app.ask('/api/runs')).json.interrupted).toHaveLength(1);
  });

  test('in another folder has copies of the data that it names', async () => {
    const dataset = '```dataset id=people src=people.csv format=csv\n```\n';
    const root = createProject({ 'notebooks/a.gamut.md': dataset, 'notebooks/people.csv': 'id\n1\n' });
    const app = await openApp({ root });
    await rename(app, 'a.gamut.md', { to: 'sub/a.gamut.md' });
    expect((await app.ask(toPath('sub/a.gamut.md'))).json.files).toEqual({ 'people.csv': 'id\n1\n' });
    expect(existsSync(join(root, 'notebooks/people.csv'))).toBe(true);
  });

  test('in another folder names the copies of its data as they are called there', async () => {
    const text = `${NOTEBOOK}\n\`\`\`dataset id=rows src=rows.csv\n\`\`\`\n`;
    const root = createProject({
      'notebooks/deep/tone.gamut.md': text,
      'notebooks/deep/rows.csv': 'id\nmine\n',
      'notebooks/rows.csv': 'id\nof another\n',
    });
    const app = await openApp({ root });
    expect((await rename(app, 'deep/tone.gamut.md', { to: 'tone.gamut.md' })).status).toBe(200);
    const { json } = await app.ask(toPath('tone.gamut.md'));
    expect(json.files).toEqual({ 'rows-2.csv': 'id\nmine\n' });
    expect(readFileSync(join(root, 'notebooks/rows.csv'), 'utf8')).toBe('id\nof another\n');
  });

  test('that is refused leaves name and title; one onto the pinned results of another too', async () => {
    const root = createProject({
      'notebooks/tone.gamut.md': NOTEBOOK,
      'notebooks/b.gamut.md': '# B\n',
      'notebooks/c.results.jsonl': 'of a notebook that is gone',
    });
    const app = await openApp({ root });
    for (const to of ['b.gamut.md', 'c.gamut.md']) {
      const { status, json } = await rename(app, 'tone.gamut.md', { to, title: '다른 제목' });
      expect(status).toBe(409);
      expect(JSON.stringify(json.error)).toContain(to === 'b.gamut.md' ? to : 'c.results.jsonl');
    }
    expect(readFileSync(join(root, 'notebooks/tone.gamut.md'), 'utf8')).toBe(NOTEBOOK);
    expect(readFileSync(join(root, 'notebooks/c.results.jsonl'), 'utf8')).toBe('of a notebook that is gone');
  });

  test('with a title takes what was written to the file at the same moment along', async () => {
    const app = await openApp({});
    const { json: before } = await app.ask(toPath('tone.gamut.md'));
    const text = `${before.text}\nwritten meanwhile\n`;
    const [saved, renamed] = await Promise.all([
      app.ask(toPath('tone.gamut.md'), { method: 'PUT', body: { text, baseVersion: before.version } }),
      rename(app, 'tone.gamut.md', { to: 'b.gamut.md', title: '새 제목' }),
    ]);
    expect(renamed.status).toBe(200);
    const { json: now } = await app.ask(toPath('b.gamut.md'));
    expect(now.text).toContain('새 제목');
    // Either it was saved and came along, or its writer was told.
    expect(saved.status === 200).toBe(now.text.includes('written meanwhile'));
    expect(await names(app)).toEqual(['b.gamut.md']);
  });

  test('onto another notebook is refused', async () => {
    const root = createProject({ 'notebooks/a.gamut.md': '# A', 'notebooks/b.gamut.md': '# B' });
    const app = await openApp({ root });
    const { status, json } = await rename(app, 'a.gamut.md', { to: 'b.gamut.md' });
    expect([status, json.error.kind]).toEqual([409, 'exists']);
    expect(readFileSync(join(root, 'notebooks/b.gamut.md'), 'utf8')).toBe('# B');
  });
});

test('a copy has a title of its own, and the results of the same requests', async () => {
  const app = await openApp({ fetch: createVendor().fetch });
  await runToEnd(app);
  writeFileSync(join(app.root, 'notebooks/tone.results.jsonl'), '\n');
  const copy = () =>
    askAsDocumented(app, '/api/notebooks/{name}/duplicate', `${toPath('tone.gamut.md')}/duplicate`, {
      method: 'POST',
    });
  expect((await copy()).json.name).toBe('tone-2.gamut.md');
  expect((await copy()).json.name).toBe('tone-3.gamut.md');
  const list = (await app.ask('/api/notebooks')).json.notebooks;
  expect(list.map(({ title }: { title: string }) => title).sort()).toEqual(['말투', '말투 (2)', '말투 (3)']);
  expect(await plan(app, 'tone-2.gamut.md')).toMatchObject({ counts: { done: 4 } });
  expect(existsSync(join(app.root, 'notebooks/tone-2.results.jsonl'))).toBe(true);
});

describe('what was deleted', () => {
  test('is in the trash, comes back with its results, and every tab hears of it', async () => {
    const app = await openApp({ fetch: createVendor().fetch });
    await runToEnd(app);
    const told = listen(app);
    await told();
    const { status, json } = await remove(app, 'tone.gamut.md');
    expect(status).toBe(200);
    expect(await names(app)).toEqual([]);
    expect(readdirSync(join(app.root, 'notebooks/.trash'))).toEqual([json.trash]);
    expect(await told()).toEqual([['notebooks-changed', { from: 'tone.gamut.md', to: null }]]);
    const { notebooks } = (await askAsDocumented<TrashList>(app, '/api/trash', '/api/trash')).json;
    expect(notebooks).toEqual([
      { name: 'tone.gamut.md', trash: json.trash, title: expect.any(String), deletedAt: expect.any(String) },
    ]);
    expect((await restore(app, json.trash)).json).toEqual({ name: 'tone.gamut.md' });
    expect((await app.ask('/api/trash')).json.notebooks).toEqual([]);
    expect(await told()).toEqual([['notebooks-changed', { from: null, to: 'tone.gamut.md' }]]);
    expect(await plan(app, 'tone.gamut.md')).toMatchObject({ counts: { done: 4 } });
  });

  test("comes back under a number, its pinned results with it, where its name or only its results' is taken", async () => {
    const root = createProject({
      'notebooks/tone.gamut.md': '# A\n',
      'notebooks/tone.results.jsonl': 'pins of A\n',
    });
    const app = await openApp({ root });
    const { trash } = (await remove(app, 'tone.gamut.md')).json;
    expect(readdirSync(join(root, 'notebooks')).sort()).toEqual(['.keep', '.trash']);
    writeFileSync(join(root, 'notebooks/tone.gamut.md'), '# B\n');
    writeFileSync(join(root, 'notebooks/tone-2.results.jsonl'), 'pins of nobody\n');
    expect((await restore(app, trash)).json).toEqual({ name: 'tone-3.gamut.md' });
    expect(readFileSync(join(root, 'notebooks/tone-3.results.jsonl'), 'utf8')).toBe('pins of A\n');
    expect(readFileSync(join(root, 'notebooks/tone-2.results.jsonl'), 'utf8')).toBe('pins of nobody\n');
    expect(existsSync(join(root, 'notebooks/tone.results.jsonl'))).toBe(false);
  });

  test('a new one does not take the pinned results of another that is gone, unless it is that one', async () => {
    const root = createProject({ 'notebooks/a.results.jsonl': 'pins\n' });
    const app = await openApp({ root });
    const make = (more: object) =>
      app.ask('/api/notebooks', { method: 'POST', body: { name: 'a.gamut.md', text: '# A\n', ...more } });
    expect((await make({})).status).toBe(409);
    expect((await make({ withPins: true })).status).toBe(201);
    expect(readFileSync(join(root, 'notebooks/a.results.jsonl'), 'utf8')).toBe('pins\n');
  });

  test('leaves another notebook of its name a clean start', async () => {
    const app = await openApp({ fetch: createVendor().fetch });
    await runToEnd(app);
    await remove(app, 'tone.gamut.md');
    const text = NOTEBOOK.replace('당신은 셰프입니다.', '당신은 요리사입니다.');
    await app.ask('/api/notebooks', { method: 'POST', body: { name: 'tone.gamut.md', text } });
    expect(await plan(app, 'tone.gamut.md')).toMatchObject({ counts: { stale: 0, never: 2, done: 2 } });
  });

  test('comes back over a real connection too, where a DELETE has no length', async () => {
    const root = createProject();
    const dir = join(root, 'notebooks');
    const server = await serve({ notebooksDir: dir, port: 0, env: {}, dist: null, log: 'silent' });
    onTestFinished(() => server.close());
    const removed = await fetch(`${server.url}${toPath('tone.gamut.md')}`, { method: 'DELETE' });
    expect(removed.status).toBe(200);
    const { trash } = (await removed.json()) as { trash: string };
    const back = await fetch(`${server.url}/api/trash/${trash}/restore`, { method: 'POST' });
    expect(await back.json()).toEqual({ name: 'tone.gamut.md' });
    const endless = await fetch(`${server.url}/api/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob(['{}']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(endless.status).toBe(411);
  });

  test('that never was there is a 404', async () => {
    const app = await openApp();
    expect((await remove(app, 'gone.gamut.md')).status).toBe(404);
    expect((await restore(app, '20260101-000000-000')).status).toBe(404);
    expect((await restore(app, '../..')).status).toBe(404);
  });
});

describe('an import', () => {
  const bring = (app: SampleApp, files: Record<string, string>) =>
    askAsDocumented(app, '/api/import', '/api/import', {
      method: 'POST',
      body: { files: Object.entries(files).map(([name, text]) => ({ name, text })) },
    });
  const dataset = (src: string) => `# Brought\n\n\`\`\`dataset id=people src=${src} format=csv\n\`\`\`\n`;

  test('takes notebooks with their data; taken names get a number, and the notebook names the data that came with it', async () => {
    const root = createProject({
      'notebooks/a.gamut.md': '# Mine',
      'notebooks/people.csv': 'id\nmine\n',
      'notebooks/same.csv': 'id\nsame\n',
    });
    const app = await openApp({ root });
    const text = dataset('people.csv') + dataset('same.csv').replace('id=people', 'id=same');
    const { json } = await bring(app, {
      'a.gamut.md': text,
      'people.csv': 'id\nhers\n',
      'same.csv': 'id\nsame\n',
    });
    expect(json).toEqual({
      added: [
        { file: 'people.csv', name: 'people-2.csv' },
        { file: 'same.csv', name: 'same.csv' },
        { file: 'a.gamut.md', name: 'a-2.gamut.md' },
      ],
      refused: [],
    });
    expect(readFileSync(join(root, 'notebooks/a.gamut.md'), 'utf8')).toBe('# Mine');
    expect((await app.ask(toPath('a-2.gamut.md'))).json).toMatchObject({
      text: text.replace('src=people.csv', 'src=people-2.csv'),
      files: { 'people-2.csv': 'id\nhers\n', 'same.csv': 'id\nsame\n' },
    });
  });

  test('says of each file that it does not take why, and takes the rest', async () => {
    const app = await openApp();
    const { status, json } = await bring(app, {
      'good.gamut.md': '# Good',
      'binary.gamut.md': 'GIF89a\0',
      'con.gamut.md': '# A device of Windows',
      '../out.gamut.md': '# Out',
      'photo.png': 'x',
      'alone.csv': 'id\n',
      'alone.results.jsonl': '{}',
    });
    expect(status).toBe(200);
    expect(json.added).toEqual([{ file: 'good.gamut.md', name: 'good.gamut.md' }]);
    expect(json.refused.map(({ file }: { file: string }) => file).sort()).toEqual([
      '../out.gamut.md',
      'alone.csv',
      'alone.results.jsonl',
      'binary.gamut.md',
      'con.gamut.md',
      'photo.png',
    ]);
    for (const { reason } of json.refused) expect(reason.ko).toMatch(/[가-힣]/);
    expect(await names(app)).toEqual(['good.gamut.md', 'tone.gamut.md']);
  });

  test('refuses what is too large with a sentence', async () => {
    const app = await openApp();
    const { json } = await bring(app, { 'big.gamut.md': 'x'.repeat(10_000_001) });
    expect(json.refused).toMatchObject([
      { file: 'big.gamut.md', reason: { en: expect.stringContaining('too large') } },
    ]);
    const { status } = await app.ask('/api/import', { method: 'POST', body: { files: [] } });
    expect(status).toBe(400);
  });
});

test('the library has the personas of all notebooks, equal ones once', async () => {
  const other =
    '# Other\n\n```persona id=cook name="요리사"\n당신은 셰프입니다.\n```\n\n```persona id=pirate\nYou are a pirate.\n```\n';
  const root = createProject({ 'notebooks/tone.gamut.md': NOTEBOOK, 'notebooks/sub/other.gamut.md': other });
  writeFileSync(join(root, 'notebooks/broken.gamut.md'), Buffer.from([0xb0, 0xa1]));
  const app = await openApp({ root });
  const { json } = await askAsDocumented(app, '/api/personas', '/api/personas');
  expect(json.personas).toHaveLength(3);
  expect(json.personas).toContainEqual({
    id: 'cook',
    name: '요리사',
    text: '당신은 셰프입니다.',
    notebooks: [
      { name: 'sub/other.gamut.md', title: 'Other' },
      { name: 'tone.gamut.md', title: '말투' },
    ],
  });
});

test('a new title is the first heading too, where that said the old one; of a copy as well', async () => {
  const root = createProject({
    'notebooks/a.gamut.md': '---\ngamut: 1\ntitle: A\n---\n# A\n',
    'notebooks/b.gamut.md': '---\ngamut: 1\ntitle: B\n---\n# What B is about\n',
  });
  const app = await openApp({ root });
  const textOf = async (name: string) => (await app.ask(toPath(name))).json.text;
  await rename(app, 'a.gamut.md', { title: '말투' });
  expect(await textOf('a.gamut.md')).toBe('---\ngamut: 1\ntitle: 말투\n---\n# 말투\n');
  await rename(app, 'b.gamut.md', { title: '말투' });
  expect(await textOf('b.gamut.md')).toBe('---\ngamut: 1\ntitle: 말투\n---\n# What B is about\n');
  await app.ask(`${toPath('a.gamut.md')}/duplicate`, { method: 'POST' });
  expect(await textOf('a-2.gamut.md')).toContain('\n# 말투 (2)\n');
});
