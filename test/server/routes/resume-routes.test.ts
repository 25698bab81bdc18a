import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import { watchTab } from '../watch-tab.ts';

const ORDER = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'missing' };
const PRICED = 'prices: [{ model: openai/gpt-4.1-nano, input: 1, output: 1 }]\n';
const LIMITED = NOTEBOOK.replace('top_logprobs: 2', 'max_tokens: 10');

test('a run that was stopped is told of as stopped, and goes on with what is missing', async () => {
  const vendor = createVendor(undefined, { holds: true });
  const app = await openApp({ fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await vendor.untilRequests(4);
  await app.ask(`/api/runs/${runId}/stop`, { method: 'POST' });
  await tab.untilState((states) => states.get(runId)?.phase === 'stopped');

  const listed = await askAsDocumented(app, '/api/runs', '/api/runs');
  expect(listed.json.interrupted).toMatchObject([
    { runId, notebook: 'tone.gamut.md', cellId: 'main', total: 4, done: 0, missing: 4, reason: 'stopped' },
  ]);

  vendor.release();
  const path = `/api/runs/${runId}/resume`;
  const resumed = await askAsDocumented(app, '/api/runs/{runId}/resume', path, { method: 'POST', body: {} });
  expect([resumed.status, resumed.json]).toEqual([201, { runId, total: 4 }]);
  await tab.untilState((states) => states.get(runId)?.phase === 'done');
  expect(tab.states.get(runId)).toMatchObject({ done: 4, resumed: { done: 0, paidTwice: 0 } });
  expect((await app.ask('/api/runs')).json.interrupted).toEqual([]);
  const unknown = await app.ask('/api/runs/nothing/resume', { method: 'POST', body: {} });
  expect([unknown.status, unknown.json.error.kind]).toEqual([404, 'no_run']);
});

test('a refused key pauses the run, and trying again or a better key goes on without a restart', async () => {
  let isGood = false;
  const vendor = createVendor(() =>
    isGood
      ? '네'
      : { status: 401, body: { error: { message: 'Incorrect API key', code: 'invalid_api_key' } } },
  );
  const app = await openApp({ fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await tab.untilState((states) => states.get(runId)?.phase === 'paused');
  expect(tab.states.get(runId)?.pauses[0]).toMatchObject({ provider: 'openai', failure: { kind: 'auth' } });
  isGood = true;
  const path = `/api/runs/${runId}/retry-provider`;
  const again = await askAsDocumented(app, '/api/runs/{runId}/retry-provider', path, { method: 'POST' });
  expect(again.json).toEqual({ runId, isLive: true });
  await tab.untilState((states) => states.get(runId)?.phase === 'done');
  expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0, pauses: [] });
  expect((await app.ask(path, { method: 'POST' })).json).toEqual({ runId, isLive: false });
});

test('settings that are read again let a paused run go on', async () => {
  const root = createProject();
  let isGood = false;
  const vendor = createVendor(() =>
    isGood ? '네' : { status: 402, body: { error: { message: 'no credit' } } },
  );
  const app = await openApp({ root, fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await tab.untilState((states) => states.get(runId)?.phase === 'paused');
  isGood = true;
  writeFileSync(join(root, 'gamut.config.yaml'), 'concurrency: 2\n');
  app.workbench.reload();
  await tab.untilState((states) => states.get(runId)?.phase === 'done');
  expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0 });
});

test('a run pauses at its budget, says what raising it takes, and goes on when it is raised', async () => {
  const root = createProject({ 'notebooks/tone.gamut.md': LIMITED, 'gamut.config.yaml': PRICED });
  const vendor = createVendor(() => '네');
  const app = await openApp({ root, fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const body = { ...ORDER, budgetUsd: 0.0001 };
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body })).json;
  await tab.untilState((states) => states.get(runId)?.pauses[0]?.budget != null);
  const pause = tab.states.get(runId)?.pauses[0];
  expect(pause).toMatchObject({ provider: null, budget: { scope: 'run', limitUsd: 0.0001 } });
  expect(pause?.reason.en).toContain('Give the run a higher budget');
  const spent = (await app.ask('/api/spend')).json;
  expect(spent.todayUsd + spent.unsettledUsd).toBeLessThanOrEqual(0.0001);
  const path = `/api/runs/${runId}/budget`;
  const raised = await askAsDocumented(app, '/api/runs/{runId}/budget', path, {
    method: 'POST',
    body: { budgetUsd: 1 },
  });
  expect(raised.json).toEqual({ runId, isLive: true });
  await tab.untilState((states) => states.get(runId)?.phase === 'done');
  expect(tab.states.get(runId)).toMatchObject({ done: 4, pauses: [], budgetUsd: 1 });
});

test('a limit of the notebook holds for all of its runs', async () => {
  const text = LIMITED.replace('title: 말투', 'title: 말투\nbudget: { max_cost_usd: 0.0000001 }');
  const root = createProject({ 'notebooks/tone.gamut.md': text, 'gamut.config.yaml': PRICED });
  const vendor = createVendor(() => '네');
  const app = await openApp({ root, fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await tab.untilState((states) => states.get(runId)?.pauses[0]?.budget?.scope === 'notebook');
  expect(vendor.requests).toEqual([]);
  await app.ask(`/api/runs/${runId}/stop`, { method: 'POST' });
  await tab.untilState((states) => states.get(runId)?.phase === 'stopped');
});

test('what may have been billed is listed by run, and once it is written off a paused run goes on', async () => {
  const root = createProject({ 'notebooks/tone.gamut.md': LIMITED, 'gamut.config.yaml': PRICED });
  const vendor = createVendor(undefined, { holds: true });
  const app = await openApp({ root, fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await vendor.untilRequests(4);
  await app.ask(`/api/runs/${runId}/stop`, { method: 'POST' });
  await tab.untilState((states) => states.get(runId)?.phase === 'stopped');

  const listed = await askAsDocumented(app, '/api/spend/unsettled', '/api/spend/unsettled');
  expect(listed.json.unsettled).toMatchObject([{ runId, notebook: 'tone.gamut.md', requests: 4 }]);
  // As much as may have been billed: nothing fits besides.
  const limit = (listed.json.unsettled[0]?.usd ?? 0) * 1.2;
  writeFileSync(
    join(root, 'notebooks', 'tone.gamut.md'),
    LIMITED.replace('title: 말투', `title: 말투\nbudget: { max_cost_usd: ${limit} }`),
  );
  vendor.release();
  const again = (await app.ask(`/api/runs/${runId}/resume`, { method: 'POST', body: {} })).json;
  await tab.untilState((states) => states.get(runId)?.pauses[0]?.budget?.scope === 'notebook');
  const path = '/api/spend/write-off';
  const off = await askAsDocumented(app, path, path, { method: 'POST', body: { runId: null } });
  expect(off.json.writtenOff).toMatchObject([{ runId, requests: 4 }]);
  await tab.untilState((states) => states.get(again.runId)?.phase === 'done');
  expect((await app.ask('/api/spend/unsettled')).json).toEqual({ unsettled: [] });
});

test('an interrupted run that is let be is told of no more', async () => {
  const vendor = createVendor(undefined, { holds: true });
  const app = await openApp({ fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await vendor.untilRequests(4);
  await app.ask(`/api/runs/${runId}/stop`, { method: 'POST' });
  await tab.untilState((states) => states.get(runId)?.phase === 'stopped');
  expect((await app.ask('/api/runs')).json.interrupted).toHaveLength(1);
  const path = `/api/runs/${runId}/forget`;
  await askAsDocumented(app, '/api/runs/{runId}/forget', path, { method: 'POST' });
  expect((await app.ask('/api/runs')).json.interrupted).toEqual([]);
});

test('what of an interrupted run cannot be made is told: its provider is gone, or wants a key', async () => {
  const root = createProject();
  const vendor = createVendor(undefined, { holds: true });
  const app = await openApp({ root, fetch: vendor.fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await vendor.untilRequests(4);
  await app.ask(`/api/runs/${runId}/stop`, { method: 'POST' });
  await tab.untilState((states) => states.get(runId)?.phase === 'stopped');
  const blocked = async () => {
    const { json } = await askAsDocumented(app, '/api/runs', '/api/runs');
    return json.interrupted[0]?.blocked;
  };
  expect(await blocked()).toEqual([]);

  // Under the vendor's name another server, which wants a key of its own.
  const other = '{ id: openai, base_url: https://lab.example/v1, api_key_env: LAB_KEY }';
  writeFileSync(join(root, 'gamut.config.yaml'), `providers: [${other}]\n`);
  app.workbench.reload();
  expect(await blocked()).toMatchObject([{ provider: 'openai', count: 4, keyEnv: 'LAB_KEY' }]);
});
