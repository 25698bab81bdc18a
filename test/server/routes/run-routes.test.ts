import { describe, expect, test } from 'vitest';
import { PLANTED_KEY, createVendor } from '../../workbench/scripted-vendor.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import { watchTab } from '../watch-tab.ts';

const ORDER = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'missing' };

describe('a run', () => {
  test('goes on by itself, tells every tab, and is refused a second time meanwhile', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const app = await openApp({ fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const started = await askAsDocumented(app, '/api/runs', '/api/runs', { method: 'POST', body: ORDER });
    expect(started.status).toBe(201);
    expect(started.json).toEqual({ runId: expect.any(String), total: 4 });
    const { runId } = started.json;

    const second = await askAsDocumented(app, '/api/runs', '/api/runs', { method: 'POST', body: ORDER });
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ error: { kind: 'running' }, runId });
    const plan = await app.ask('/api/notebooks/tone.gamut.md/matrices/main/plan');
    expect(plan.json.runId).toBe(runId);

    await tab.untilState((states) =>
      [...(states.get(runId)?.live.values() ?? [])].some(({ text }) => text !== ''),
    );
    const during = await askAsDocumented(app, '/api/runs', '/api/runs');
    expect(during.json.active).toMatchObject([
      { runId, notebook: 'tone.gamut.md', phase: 'running', total: 4 },
    ]);

    vendor.release();
    await tab.untilState((states) => states.get(runId)?.phase === 'done');
    expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0, notebook: 'tone.gamut.md' });
    expect((await app.ask('/api/runs')).json).toMatchObject({
      active: [],
      recent: [{ runId, done: 4, live: [] }],
    });

    const again = await app.ask('/api/runs', { method: 'POST', body: ORDER });
    expect(again.status).toBe(409);
    expect(again.json.error).toMatchObject({ kind: 'nothing_to_run' });
  });

  test('with a budget and an unknown price begins only when that is confirmed', async () => {
    const vendor = createVendor();
    const notebook = NOTEBOOK.replace('title: 말투', 'title: 말투\nbudget: { max_cost_usd: 1 }').replace(
      'openai/gpt-4.1-nano',
      'openai/of-my-own',
    );
    const root = createProject({ 'notebooks/tone.gamut.md': notebook });
    const app = await openApp({ root, fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const refused = await askAsDocumented(app, '/api/runs', '/api/runs', { method: 'POST', body: ORDER });
    expect(refused.status).toBe(409);
    expect(refused.json.error).toMatchObject({
      kind: 'unpriced',
      message: expect.stringContaining('budget'),
    });
    expect(vendor.requests).toHaveLength(0);
    const body = { ...ORDER, confirmUnknownPrice: true };
    const started = await askAsDocumented(app, '/api/runs', '/api/runs', { method: 'POST', body });
    expect(started.status).toBe(201);
    await tab.untilState((states) => states.get(started.json.runId)?.phase === 'done');
    expect(vendor.requests).toHaveLength(4);
  });

  test('with a budget and a price, but answers of any length, is told to limit their length', async () => {
    const notebook = NOTEBOOK.replace('title: 말투', 'title: 말투\nbudget: { max_cost_usd: 1 }')
      .replace('openai/gpt-4.1-nano', 'openai/of-my-own')
      .replace(/max_tokens: \d+/, 'temperature: 1');
    const root = createProject({
      'notebooks/tone.gamut.md': notebook,
      'gamut.config.yaml':
        'prices:\n  - { model: openai/of-my-own, input: 1, output: 2, as_of: 2026-11-01 }\nnotebooks: notebooks\n',
    });
    const app = await openApp({ root, fetch: createVendor().fetch });
    const refused = await app.ask('/api/runs', { method: 'POST', body: ORDER });
    expect(refused.json.error).toMatchObject({
      kind: 'unpriced',
      message: expect.stringContaining('may be of any length'),
      hint: expect.stringContaining('Set max_tokens'),
    });
  });

  test('may start anew as soon as its end has been told', async () => {
    const app = await openApp({ fetch: createVendor().fetch });
    const tab = watchTab(app.hub);
    for (let i = 0; i < 3; i += 1) {
      const { status, json } = await app.ask('/api/runs', {
        method: 'POST',
        body: { ...ORDER, mode: 'all', confirmCost: true },
      });
      expect(status).toBe(201);
      await tab.untilState((states) => states.get(json.runId)?.phase === 'done');
    }
  });

  test('of one matrix does not hinder one of another', async () => {
    const root = createProject({ 'notebooks/tone.gamut.md': NOTEBOOK, 'notebooks/copy.gamut.md': NOTEBOOK });
    const vendor = createVendor(undefined, { holds: true });
    const app = await openApp({ root, fetch: vendor.fetch });
    expect((await app.ask('/api/runs', { method: 'POST', body: ORDER })).status).toBe(201);
    const other = { ...ORDER, notebook: 'copy.gamut.md' };
    expect((await app.ask('/api/runs', { method: 'POST', body: other })).status).toBe(201);
    vendor.release();
  });

  test('is stopped when asked, and only then', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const app = await openApp({ fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
    await tab.untilState((states) =>
      [...(states.get(runId)?.live.values() ?? [])].some(({ text }) => text !== ''),
    );
    const path = `/api/runs/${runId}/stop`;
    const stopped = await askAsDocumented(app, '/api/runs/{runId}/stop', path, { method: 'POST' });
    expect(stopped.json).toEqual({ runId, stopped: true });
    await tab.untilState((states) => states.get(runId)?.phase === 'stopped');
    expect((await app.ask(path, { method: 'POST' })).json).toEqual({ runId, stopped: false });
  });

  test('makes what was selected', async () => {
    const vendor = createVendor();
    const app = await openApp({ fetch: vendor.fetch });
    const tab = watchTab(app.hub);
    const body = { ...ORDER, only: ['persona=chef', 'temperature=1.5'] };
    const { json } = await app.ask('/api/runs', { method: 'POST', body });
    expect(json.total).toBe(1);
    await tab.untilState((states) => states.get(json.runId)?.phase === 'done');
    expect(vendor.requests).toHaveLength(1);
  });

  test('that breaks off says why, and the matrix can be run again', async () => {
    const app = await openApp({ fetch: createVendor().fetch });
    const tab = watchTab(app.hub);
    const { book } = app.workbench.results;
    const end = book.end.bind(book);
    book.end = () => {
      book.end = end;
      throw new Error('the disk is gone');
    };
    const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
    await tab.untilState((states) => states.get(runId)?.phase === 'failed');
    expect(tab.states.get(runId)?.pauses[0]?.reason.en).toContain('the disk is gone');
    expect(app.logged.join('')).toContain('the disk is gone');
    expect(
      (await app.ask('/api/runs', { method: 'POST', body: { ...ORDER, mode: 'all', confirmCost: true } }))
        .status,
    ).toBe(201);
  });

  test.each([
    [{ ...ORDER, notebook: 'gone.gamut.md' }, 404, 'not_found'],
    [{ ...ORDER, matrix: 'mian' }, 404, 'no_matrix'],
    [{ ...ORDER, only: ['persona=cheff'] }, 422, 'bad_selection'],
    [{ ...ORDER, mode: 'failed' }, 409, 'nothing_to_run'],
  ])('%j is refused with %i %s, and blocks nothing', async (body, status, kind) => {
    const app = await openApp({ fetch: createVendor().fetch });
    const refused = await askAsDocumented(app, '/api/runs', '/api/runs', { method: 'POST', body });
    expect([refused.status, refused.json.error.kind]).toEqual([status, kind]);
    expect((await app.ask('/api/runs', { method: 'POST', body: ORDER })).status).toBe(201);
  });

  test('ends when the server does', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const app = await openApp({ fetch: vendor.fetch });
    await app.ask('/api/runs', { method: 'POST', body: ORDER });
    await vendor.untilRequests(4);
    await app.liveRuns.close();
    // Nobody stopped it: it is cut off, and goes on with the next server.
    expect(app.workbench.results.runs()).toMatchObject([{ reason: null, finishedAt: null, aborted: 4 }]);
    expect((await app.ask('/api/runs', { method: 'POST', body: ORDER })).status).toBe(409);
  });
});

test('a key that a vendor repeats reaches no answer, event or log line', async () => {
  const { fetch } = createVendor(() => ({
    status: 400,
    body: { error: { message: `cannot parse: Bearer ${PLANTED_KEY}`, type: 'invalid_request_error' } },
  }));
  const app = await openApp({ fetch });
  const tab = watchTab(app.hub);
  const { runId } = (await app.ask('/api/runs', { method: 'POST', body: ORDER })).json;
  await tab.untilState((states) => states.get(runId)?.finishedAt != null);
  const seen = [tab.texts.join(''), app.logged.join('')];
  for (const path of [
    '/api/runs',
    '/api/providers',
    '/api/providers/openai/models',
    '/api/settings',
    '/api/records/1',
    '/api/notebooks/tone.gamut.md/matrices/main/results',
    '/api/notebooks/tone.gamut.md/matrices/main/plan',
    '/api/notebooks/tone.gamut.md/matrices/main/export.csv?messages=1',
  ]) {
    const answer = await app.ask(path);
    expect(answer.status).toBe(200);
    seen.push(answer.text);
  }
  seen.push((await app.ask('/api/providers/openai/test', { method: 'POST', body: {} })).text);
  expect(seen.join('')).toContain('[redacted]');
  expect(seen.join('')).not.toContain(PLANTED_KEY);
});
