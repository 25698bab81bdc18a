import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent, RunMode } from '../../src/core/event.ts';
import type { Plan } from '../../src/workbench/plan.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { collectEvents } from './collect-events.ts';
import { createProject, ENV, NOTEBOOK, openProject } from './sample-project.ts';
import { createVendor, PLANTED_KEY } from './scripted-vendor.ts';

const NAME = 'tone.gamut.md';

async function runAll(workbench: Workbench, plan: Plan, mode: RunMode = 'missing'): Promise<RunEvent[]> {
  const run = await workbench.start(plan, { mode, signal: new AbortController().signal });
  return collectEvents(run.events);
}

function edit(root: string, from: string, to: string): void {
  writeFileSync(join(root, 'notebooks', NAME), NOTEBOOK.replace(from, to));
}

describe('plan', () => {
  test('joins the matrix with what is stored', async () => {
    const { fetch } = createVendor();
    const workbench = await openProject(createProject(), { fetch });
    const before = await workbench.plan(NAME, 'main');
    expect(before.counts).toEqual({ never: 4, done: 0, stale: 0, error: 0, aborted: 0, skipped: 0 });
    expect(before.axes.map(({ name }) => name)).toEqual(['prompt', 'persona', 'model', 'temperature']);
    await runAll(workbench, before);
    const after = await workbench.plan(NAME, 'main');
    expect(after.counts).toMatchObject({ never: 0, done: 4 });
    expect([...workbench.records(after)][0]?.outcome).toMatchObject({
      status: 'done',
      completion: { text: 'You said: 무엇을 먹을까요?' },
    });
  });

  test('an edited persona makes only its own results stale, and undoing the edit makes them fresh', async () => {
    const root = createProject();
    const { fetch, requests } = createVendor();
    const workbench = await openProject(root, { fetch });
    await runAll(workbench, await workbench.plan(NAME, 'main'));

    edit(root, '당신은 셰프입니다.', '당신은 셰프입니다.\n짧게 답하세요.');
    const edited = await workbench.plan(NAME, 'main');
    expect(edited.counts).toMatchObject({ done: 2, stale: 2 });
    const stale = edited.trials.filter(({ standing }) => standing === 'stale');
    expect(stale.map(({ trial }) => trial.variant['persona'])).toEqual(['chef', 'chef']);
    const rows = await workbench.rows.of(edited, stale);
    expect(rows.map(({ reason }) => reason?.en)).toEqual(Array(2).fill('persona 셰프 changed, 1 line'));
    expect(workbench.results.byIds([stale[0]?.recordId ?? 0])[0]?.outcome.status).toBe('done');

    edit(root, '', '');
    expect((await workbench.plan(NAME, 'main')).counts).toMatchObject({ done: 4, stale: 0 });
    expect(requests).toHaveLength(4);
  });

  test('takes a selection, and names what it does not know', async () => {
    const workbench = await openProject(createProject());
    const plan = await workbench.plan(NAME, 'main', { only: ['persona=chef', 'temperature=1.5'] });
    expect(plan.trials.map(({ trial }) => trial.variant)).toMatchObject([
      { persona: 'chef', temperature: 1.5 },
    ]);
    await expect(workbench.plan(NAME, 'main', { only: ['persona=cheff'] })).rejects.toMatchObject({
      kind: 'bad-selection',
      message: expect.stringContaining("did you mean 'chef'"),
    });
  });

  test('names the nearest matrix where there is none of an id', async () => {
    const workbench = await openProject(createProject());
    await expect(workbench.plan(NAME, 'mian')).rejects.toMatchObject({
      kind: 'no-matrix',
      text: { en: expect.stringContaining("did you mean 'main'"), ko: expect.stringContaining('main') },
    });
  });

  test('a result of the same request in another notebook counts, as this notebook’s own', async () => {
    const root = createProject({ 'notebooks/tone.gamut.md': NOTEBOOK, 'notebooks/copy.gamut.md': NOTEBOOK });
    const { fetch } = createVendor();
    const workbench = await openProject(root, { fetch });
    await runAll(workbench, await workbench.plan(NAME, 'main'));
    const copy = await workbench.plan('copy.gamut.md', 'main');
    expect(copy.counts).toMatchObject({ done: 4 });
    expect([...workbench.records(copy)][0]?.notebook).toBe('notebooks/copy.gamut.md');
  });
});

describe('start', () => {
  test('has every record on the disk before it tells of it, and the run’s beginning and end', async () => {
    const { fetch } = createVendor();
    const workbench = await openProject(createProject(), { fetch });
    const run = await workbench.start(await workbench.plan(NAME, 'main'), {
      mode: 'missing',
      signal: new AbortController().signal,
    });
    expect(run.total).toBe(4);
    const kinds = [];
    for await (const event of run.events) {
      kinds.push(event.type);
      if (event.type === 'run-started')
        expect(workbench.results.runs()).toMatchObject([{ runId: run.runId, reason: null }]);
      if (event.type === 'trial-finished') {
        expect(workbench.results.byIds([event.record.recordId])).toHaveLength(1);
        expect(event.record.outcome).toMatchObject({
          status: 'done',
          costUsd: expect.any(Number),
          priceAsOf: expect.any(String),
        });
      }
    }
    expect(kinds.at(0)).toBe('run-started');
    expect(kinds.at(-1)).toBe('run-finished');
    expect(workbench.results.runs()).toMatchObject([
      { runId: run.runId, notebook: 'notebooks/tone.gamut.md', cellId: 'main', reason: 'done', done: 4 },
    ]);
  });

  test('makes what is missing, what failed, or everything, and refuses an empty run', async () => {
    let isDown = true;
    const { fetch, requests } = createVendor(({ messages, temperature }) =>
      isDown && temperature === 1.5
        ? { status: 400, body: { error: { message: 'no such temperature', type: 'invalid_request_error' } } }
        : `fine, ${messages[0]?.content ?? ''}`,
    );
    const workbench = await openProject(createProject(), { fetch });
    const plan = () => workbench.plan(NAME, 'main');
    await expect(runAll(workbench, await plan(), 'failed')).rejects.toMatchObject({ kind: 'nothing-to-run' });
    await runAll(workbench, await plan());
    expect((await plan()).counts).toMatchObject({ done: 2, error: 2 });
    isDown = false;
    await runAll(workbench, await plan(), 'failed');
    expect((await plan()).counts).toMatchObject({ done: 4 });
    expect(requests).toHaveLength(6);
    await expect(runAll(workbench, await plan())).rejects.toMatchObject({ kind: 'nothing-to-run' });
    await runAll(workbench, await plan(), 'all');
    expect(requests).toHaveLength(10);
  });

  test('says why a broken matrix cannot be run, with its line', async () => {
    const text = NOTEBOOK.replace('persona: [chef, coach]', 'persona: [cheff]');
    const workbench = await openProject(createProject({ 'notebooks/tone.gamut.md': text }));
    await expect(runAll(workbench, await workbench.plan(NAME, 'main'))).rejects.toMatchObject({
      kind: 'broken-matrix',
      message: expect.stringMatching(/^tone\.gamut\.md:\d+: .*cheff/),
    });
  });

  test('a stop keeps what came, and is kept as such', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const workbench = await openProject(createProject(), { fetch: vendor.fetch });
    const stop = new AbortController();
    const run = await workbench.start(await workbench.plan(NAME, 'main'), {
      mode: 'missing',
      signal: stop.signal,
    });
    const events: RunEvent[] = [];
    for await (const event of run.events) {
      events.push(event);
      if (event.type === 'trial-delta') stop.abort();
    }
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'stopped' });
    expect(workbench.results.runs()).toMatchObject([{ reason: 'stopped' }]);
    const records = workbench.records(await workbench.plan(NAME, 'main'));
    const texts = Array.from(records, ({ outcome }) =>
      outcome.status === 'aborted' ? outcome.partialText : null,
    );
    expect(texts).toContain('You ');
  });

  test('a listener who leaves ends the run', async () => {
    const { fetch } = createVendor(undefined, { holds: true });
    const workbench = await openProject(createProject(), { fetch });
    const plan = await workbench.plan(NAME, 'main');
    const run = await workbench.start(plan, { mode: 'missing', signal: new AbortController().signal });
    for await (const event of run.events) if (event.type === 'trial-delta') break;
    expect(workbench.results.runs()).toMatchObject([{ reason: 'failed', finishedAt: expect.any(String) }]);
  });

  test('asks no more at a time than was said', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const workbench = await openProject(createProject(), { fetch: vendor.fetch });
    const plan = await workbench.plan(NAME, 'main');
    const run = await workbench.start(plan, {
      mode: 'missing',
      signal: new AbortController().signal,
      concurrency: 1,
    });
    const order: string[] = [];
    for await (const event of run.events) {
      if (event.type === 'trial-delta') vendor.release();
      if (event.type === 'trial-started' || event.type === 'trial-finished') order.push(event.type);
    }
    expect(order).toEqual(Array.from({ length: 4 }, () => ['trial-started', 'trial-finished']).flat());
  });
});

describe('estimates', () => {
  test('tell what each mode would take', async () => {
    const { fetch } = createVendor();
    const workbench = await openProject(createProject(), { fetch });
    const before = await workbench.estimates(await workbench.plan(NAME, 'main'));
    expect(before.missing).toMatchObject({ calls: 4, stored: 0, costUsd: { low: expect.any(Number) } });
    expect(before.failed).toMatchObject({ calls: 0, stored: 0 });
    await runAll(workbench, await workbench.plan(NAME, 'main'));
    const after = await workbench.estimates(await workbench.plan(NAME, 'main'));
    expect(after.missing).toMatchObject({ calls: 0, stored: 4, costUsd: { low: 0, high: 0 } });
    expect(after.all).toMatchObject({ calls: 4, stored: 0, unbounded: 0 });
  });

  test('learn from what was billed, and ask no provider', async () => {
    const root = createProject();
    const vendor = createVendor();
    const workbench = await openProject(root, { fetch: vendor.fetch });
    const estimate = async () => (await workbench.estimates(await workbench.plan(NAME, 'main'))).all;
    const before = await estimate();
    expect(vendor.requests).toHaveLength(0);
    await runAll(workbench, await workbench.plan(NAME, 'main'));
    const after = await estimate();
    const widthOf = ({ outputTokens }: typeof after) => outputTokens.high - outputTokens.low;
    expect(after.byModel).toMatchObject([{ learntFrom: 4, counted: 0 }]);
    expect(widthOf(after)).toBeLessThan(widthOf(before) / 10);
    // Each was billed as 20 tokens, whatever it would be counted as.
    expect(after.inputTokens.low).toBeLessThanOrEqual(80);
    expect(after.inputTokens.high).toBeGreaterThanOrEqual(80);
    edit(root, '무엇을 먹을까요?', '점심에는 무엇을 먹을까요?');
    expect((await estimate()).byModel).toMatchObject([{ learntFrom: 4 }]);
    expect(vendor.requests).toHaveLength(4);
  });
});

describe('records', () => {
  test('have a row for what is skipped, and none for what has no result of the text as it is', async () => {
    const root = createProject();
    const { fetch } = createVendor();
    const workbench = await openProject(root, { fetch });
    await runAll(workbench, await workbench.plan(NAME, 'main', { only: ['persona=chef'] }));
    edit(root, 'temperature: [0.3, 1.5]', 'temperature: [0.3, 3]');
    const records = workbench.records(await workbench.plan(NAME, 'main'));
    expect(
      Array.from(records, ({ trial, outcome }) => [
        trial.variant['persona'],
        trial.variant['temperature'],
        outcome.status,
      ]),
    ).toEqual([
      ['chef', 0.3, 'done'],
      ['chef', 3, 'skipped'],
      ['coach', 3, 'skipped'],
    ]);
  });
});

describe('settings', () => {
  test('are read again when asked: a key that was added makes its provider ready', async () => {
    const root = createProject();
    const workbench = await openProject(root, { env: {} });
    const isReady = () => workbench.registry.list().find(({ id }) => id === 'openai')?.ready;
    expect(isReady()).toBe(false);
    writeFileSync(join(root, '.env'), `OPENAI_API_KEY=${PLANTED_KEY}\n`);
    writeFileSync(
      join(root, 'gamut.config.yaml'),
      'krw_per_usd: { rate: 1500, as_of: 2026-11-01 }\nprices: 3\n',
    );
    workbench.reload();
    expect(isReady()).toBe(true);
    expect(workbench.config.krwPerUsd).toEqual({ rate: 1500, asOf: '2026-11-01' });
    expect(workbench.configProblems).toHaveLength(1);
  });

  test('a key that a vendor repeats is in no record', async () => {
    const { fetch } = createVendor(() => ({
      status: 401,
      body: { error: { message: `Incorrect API key provided: ${PLANTED_KEY}`, code: 'invalid_api_key' } },
    }));
    const workbench = await openProject(createProject(), { fetch, env: ENV });
    const events = await runAll(workbench, await workbench.plan(NAME, 'main'));
    expect(events.some(({ type }) => type === 'run-paused')).toBe(true);
    expect(JSON.stringify(events)).not.toContain(PLANTED_KEY);
    expect(JSON.stringify([...workbench.results.each()])).not.toContain(PLANTED_KEY);
  });
});
