import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordView } from '../../../src/core/result-api.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { pinMatrix, unpinMatrix } from '../../../src/workbench/pin-matrix.ts';
import { createProject, NOTEBOOK, openProject } from '../../workbench/sample-project.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';
import { toMessages } from '../to-messages.ts';
import { watchTab } from '../watch-tab.ts';

const NAME = 'tone.gamut.md';
const MATRIX = `/api/notebooks/${NAME}/matrices/main`;
const ROUTE = '/api/notebooks/{name}/matrices/{matrix}';
const FILE = 'notebooks/tone.results.jsonl';

async function run(app: SampleApp, mode = 'missing'): Promise<void> {
  const tab = watchTab(app.hub);
  const { json } = await app.ask('/api/runs', {
    method: 'POST',
    body: { notebook: NAME, matrix: 'main', mode, confirmCost: true },
  });
  await tab.untilState((states) => states.get(json.runId)?.phase === 'done');
}
const pin = (app: SampleApp, body: object = {}) =>
  askAsDocumented(app, `${ROUTE}/pin`, `${MATRIX}/pin`, { method: 'POST', body });
const plan = async (app: SampleApp) => (await askAsDocumented(app, `${ROUTE}/plan`, `${MATRIX}/plan`)).json;

/** A project with pinned answers and no database. */
async function clone(): Promise<string> {
  const app = await openApp({ fetch: createVendor().fetch });
  await run(app);
  const [first] = (await app.ask(`${MATRIX}/results`)).json.trials;
  const key = { requestHash: first?.requestHash, repeat: first?.repeat };
  await app.ask('/api/annotations', { method: 'PUT', body: { ...key, starred: true, note: '이것' } });
  const { json } = await pin(app, { logprobs: true });
  expect(json).toEqual({ file: 'tone.results.jsonl', records: 4, bytes: expect.any(Number), missing: 0 });
  return createProject({
    'notebooks/tone.gamut.md': readFileSync(join(app.root, 'notebooks', NAME), 'utf8'),
    [FILE]: readFileSync(join(app.root, FILE), 'utf8'),
  });
}

test('a clone without a database has the answers, their requests, their tokens and what was said of them', async () => {
  const vendor = createVendor();
  const app = await openApp({ root: await clone(), fetch: vendor.fetch });
  expect(await plan(app)).toMatchObject({
    counts: { done: 4, never: 0 },
    pinned: { file: 'tone.results.jsonl', records: 4, shown: 4 },
    problems: [],
  });
  const { trials } = (await app.ask(`${MATRIX}/results`)).json;
  const recordId = trials[0]?.record?.recordId ?? 0;
  expect(recordId).toBeLessThan(0);
  const record = await askAsDocumented<RecordView>(
    app,
    '/api/records/{recordId}',
    `/api/records/${recordId}`,
  );
  expect(record.json.trial.request.messages.at(-1)).toMatchObject({ role: 'user' });
  const tokens = await app.ask('/api/records/tokens', { method: 'POST', body: { ids: [recordId] } });
  expect(tokens.json.records[0]?.tokens?.length).toBeGreaterThan(0);
  const { rows } = (await app.ask(`${MATRIX}/rows`)).json;
  expect(rows.annotations).toMatchObject([{ starred: true, note: '이것' }]);
  expect(vendor.requests).toHaveLength(0);
});

test('an answer of its own takes the place of a pinned one, and what is said of it too', async () => {
  const vendor = createVendor();
  const app = await openApp({ root: await clone(), fetch: vendor.fetch });
  const [first] = (await app.ask(`${MATRIX}/results`)).json.trials;
  const key = { requestHash: first?.requestHash, repeat: first?.repeat };
  await app.ask('/api/annotations', { method: 'PUT', body: { ...key, starred: false, note: '' } });
  expect((await app.ask(`${MATRIX}/rows`)).json.rows.annotations).toEqual([]);
  await run(app, 'all');
  expect(vendor.requests).toHaveLength(4);
  expect(await plan(app)).toMatchObject({ counts: { done: 4 }, pinned: { records: 4, shown: 0 } });
});

test('a pin, and a file that another program writes, is told to every tab; what is unpinned is gone', async () => {
  const root = await clone();
  const app = await openApp({ root });
  const subscription = app.hub.subscribe(null);
  onTestFinished(() => subscription.close());
  await subscription.next(100);
  await pin(app);
  expect(toMessages(await subscription.next(1000))).toMatchObject([
    { event: 'pins-changed', data: { name: NAME } },
  ]);
  const { json } = await askAsDocumented(app, `${ROUTE}/pin`, `${MATRIX}/pin`, { method: 'DELETE' });
  expect(json).toMatchObject({ file: null, records: 0 });
  expect(existsSync(join(root, FILE))).toBe(false);
  expect(await plan(app)).toMatchObject({ counts: { done: 0, never: 4 }, pinned: null });
});

test('broken lines and files are told, and the rest holds', async () => {
  const root = await clone();
  const text = readFileSync(join(root, FILE), 'utf8');
  writeFileSync(join(root, FILE), `not json\n${text}`);
  const app = await openApp({ root });
  const broken = await plan(app);
  expect(broken.counts.done).toBe(4);
  expect(broken.problems).toMatchObject([
    { severity: 'warning', message: { en: expect.stringContaining('line 1 is left out') } },
  ]);
  writeFileSync(join(root, FILE), Buffer.from([0xb0, 0xa1]));
  expect((await plan(app)).problems).toMatchObject([{ message: { en: expect.stringContaining('UTF-8') } }]);
});

const TWO = NOTEBOOK + NOTEBOOK.slice(NOTEBOOK.indexOf('```matrix')).replaceAll('main', 'other');

/** Of how many answers each matrix has lines in the file. */
function countPinned(root: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of readFileSync(join(root, FILE), 'utf8').trim().split('\n')) {
    const { matrix } = JSON.parse(line);
    counts[matrix] = (counts[matrix] ?? 0) + 1;
  }
  return counts;
}

test('pins of two matrices at once, from two holders of the project, both hold', async () => {
  const root = createProject({ 'notebooks/tone.gamut.md': TWO });
  const app = await openApp({ root, fetch: createVendor().fetch });
  await run(app);
  const other = await openProject(root);
  await Promise.all([
    pin(app),
    app.ask(MATRIX.replace('main', 'other') + '/pin', { method: 'POST', body: {} }),
    pinMatrix(other, NAME, 'main'),
    pinMatrix(other, NAME, 'other', { logprobs: true }),
  ]);
  expect(countPinned(root)).toEqual({ main: 4, other: 4 });
  await Promise.all([pin(app), unpinMatrix(other, NAME, 'other')]);
  expect(countPinned(root)).toEqual({ main: 4 });
});

test('a pin keeps the lines that it cannot read, and those of a matrix that is broken or gone', async () => {
  const root = createProject({ 'notebooks/tone.gamut.md': TWO });
  const app = await openApp({ root, fetch: createVendor().fetch });
  await run(app);
  await pin(app);
  await app.ask(MATRIX.replace('main', 'other') + '/pin', { method: 'POST', body: {} });
  const text = `<<<<<<< HEAD\n${readFileSync(join(root, FILE), 'utf8')}{"matrix":"other"\n`;
  writeFileSync(join(root, FILE), text);
  writeFileSync(join(root, 'notebooks', NAME), NOTEBOOK);
  await pin(app);
  expect(readFileSync(join(root, FILE), 'utf8')).toBe(text);
  expect((await plan(app)).problems).toMatchObject([
    { message: { en: expect.stringContaining('line 1 is left out') } },
    { message: { en: expect.stringContaining('line 10 is left out') } },
    { message: { en: expect.stringContaining("4 pinned answers are of a matrix 'other'") } },
  ]);
});

test('a file that cannot be read is not written over: the pin is refused with the reason', async () => {
  const app = await openApp({ fetch: createVendor().fetch });
  await run(app);
  const file = join(app.root, FILE);
  const bytes = Buffer.from([0xb0, 0xa1, 0x0a]);
  writeFileSync(file, bytes);
  for (const method of ['POST', 'DELETE']) {
    const { status, json } = await app.ask(`${MATRIX}/pin`, {
      method,
      ...(method === 'POST' && { body: {} }),
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(json.error)).toContain('tone.results.jsonl');
    expect(readFileSync(file)).toEqual(bytes);
  }
});

test('tokens that stand nowhere but in the file stay there', async () => {
  const root = await clone();
  const text = readFileSync(join(root, FILE), 'utf8');
  const app = await openApp({ root });
  await pin(app);
  expect(readFileSync(join(root, FILE), 'utf8')).toBe(text);
});

test('a link that leads out of the folder is neither read nor written', async () => {
  const root = await clone();
  const outside = join(root, 'outside.jsonl');
  writeFileSync(outside, readFileSync(join(root, FILE)));
  rmSync(join(root, FILE));
  symlinkSync(outside, join(root, FILE));
  const app = await openApp({ root });
  const { counts, problems } = await plan(app);
  expect(counts.done).toBe(0);
  expect(problems).toMatchObject([{ message: { en: expect.stringContaining('outside') } }]);
  expect((await pin(app)).status).toBe(403);
});

test('the file of what is pinned is given under its name, to be kept beside the notebook; without one it is not found', async () => {
  const app = await openApp({ root: await clone() });
  const { text, headers } = await app.ask(`/api/notebooks/${NAME}/pins`);
  expect(text).toBe(readFileSync(join(app.root, FILE), 'utf8'));
  expect(headers.get('content-disposition')).toContain('tone.results.jsonl');
  rmSync(join(app.root, FILE));
  const gone = await askAsDocumented(app, '/api/notebooks/{name}/pins', `/api/notebooks/${NAME}/pins`);
  expect(gone.status).toBe(404);
});
