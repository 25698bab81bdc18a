import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { LiveRuns } from '../../src/server/live-runs.ts';
import { createLog } from '../../src/server/log.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { createProject, NOTEBOOK, openProject } from '../workbench/sample-project.ts';
import { createVendor } from '../workbench/scripted-vendor.ts';

test(
  'a run that the store refuses before it begins is refused as such, and the next one can start',
  { timeout: 30_000 },
  async () => {
    const workbench = await openProject(createProject(), { fetch: createVendor().fetch });
    const { book } = workbench.results;
    const startRun = book.start.bind(book);
    book.start = () => {
      throw new StoreError('disk_full', 'gamut.db');
    };
    const told: RunEvent[] = [];
    const log = createLog('silent', (text) => text);
    const runs = new LiveRuns(workbench, { tell: (events) => told.push(...events), log });
    const order = {
      notebook: 'tone.gamut.md',
      matrix: 'main',
      mode: 'missing' as const,
      only: [],
      asksFirst: true,
    };

    await expect(runs.start(order)).rejects.toMatchObject({ kind: 'disk_full' });
    expect(runs.list()).toMatchObject({ active: [], recent: [] });
    expect(told).toEqual([]);

    book.start = startRun;
    await runs.start(order);
    await expect.poll(() => runs.list().recent, { timeout: 20_000 }).toHaveLength(1);
    expect(runs.list().recent[0]).toMatchObject({ phase: 'done', done: 4 });
    await runs.close();
  },
);

test(
  'a run whose end the store refuses is told of as a failed run, and why',
  { timeout: 30_000 },
  async () => {
    const workbench = await openProject(createProject(), { fetch: createVendor().fetch });
    workbench.results.book.end = () => {
      throw new StoreError('disk_full', 'gamut.db');
    };
    const told: RunEvent[] = [];
    const lines: string[] = [];
    const log = createLog(
      'error',
      (text) => text,
      (line) => lines.push(line),
    );
    const runs = new LiveRuns(workbench, { tell: (events) => told.push(...events), log });
    const order = {
      notebook: 'tone.gamut.md',
      matrix: 'main',
      mode: 'missing' as const,
      only: [],
      asksFirst: true,
    };
    const { runId } = await runs.start(order);
    await expect.poll(() => runs.list().recent, { timeout: 20_000 }).toHaveLength(1);
    expect(runs.list().recent[0]).toMatchObject({ runId, phase: 'failed', done: 4 });
    expect(JSON.stringify(told.at(-2))).toContain('The disk is full');
    expect(lines.join('')).toContain('a run broke off');
    await runs.close();
  },
);

test('a run that goes on when the server ends is cut off, not stopped, and goes on after', async () => {
  const vendor = createVendor(undefined, { holds: true });
  const text = NOTEBOOK.replace('openai/gpt-4.1-nano', 'openai/unheard-of');
  const root = createProject({ 'notebooks/tone.gamut.md': text });
  const workbench = await openProject(root, { fetch: vendor.fetch });
  const log = createLog('silent', (line) => line);
  const order = {
    notebook: 'tone.gamut.md',
    matrix: 'main',
    mode: 'missing' as const,
    only: [],
    asksFirst: true,
  };
  const first = new LiveRuns(workbench, { tell: () => {}, log });
  const { runId } = await first.start(order);
  await vendor.untilRequests(4);
  await first.close();
  workbench.results.close();

  const again = await openProject(root, { fetch: vendor.fetch });
  const second = new LiveRuns(again, { tell: () => {}, log });
  const cutOff = { runId, done: 0, missing: 4, reason: null, finishedAt: null };
  expect(second.list().interrupted).toMatchObject([cutOff]);
  // A limit that cannot be kept refuses it, and leaves it as it was.
  await expect(second.resume(runId, { budgetUsd: 1 })).rejects.toMatchObject({ kind: 'unpriced' });
  expect(second.list().interrupted).toMatchObject([cutOff]);
  vendor.release();
  expect(await second.resume(runId, {})).toEqual({ runId, total: 4 });
  await expect
    .poll(() => second.list().recent, { timeout: 20_000 })
    .toMatchObject([{ phase: 'done', done: 4 }]);
  await second.close();
});
