import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import type { RunState } from '../../src/core/run-state.ts';
import { serve } from '../../src/server/main.ts';
import type { ServeOptions, Serving } from '../../src/server/main.ts';
import { createProject, ENV, NOTEBOOK } from '../workbench/sample-project.ts';
import { createVendor } from '../workbench/scripted-vendor.ts';
import { toMessages } from './to-messages.ts';
import type { SentMessage } from './to-messages.ts';
import { applyMessages } from './watch-tab.ts';

async function start(root: string, options: Partial<ServeOptions> = {}): Promise<Serving> {
  const server = await serve({
    notebooksDir: join(root, 'notebooks'),
    port: 0,
    env: ENV,
    dist: null,
    log: 'silent',
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

/** A connection to the event stream, as a browser makes it. */
async function connect(
  url: string,
  {
    lastEventId,
    states = new Map(),
  }: { lastEventId?: string | undefined; states?: Map<string, RunState> } = {},
) {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await fetch(`${url}/api/events`, { headers, signal: leave.signal });
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  const messages: SentMessage[] = [];
  let rest = '';
  const read = async (): Promise<boolean> => {
    const { done = true, value } = (await reader?.read()) ?? {};
    const text = rest + decoder.decode(value, { stream: true });
    const end = text.lastIndexOf('\n\n') + 2;
    const whole = text.slice(0, end);
    rest = text.slice(end);
    applyMessages(states, whole);
    messages.push(...toMessages(whole));
    return !done;
  };
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    states,
    messages,
    until: async (isWanted: () => boolean) => {
      while (!isWanted()) if (!(await read())) throw new Error('the stream ended before');
    },
    untilEnd: async () => {
      while (await read());
    },
    leave: () => leave.abort(),
  };
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const ORDER = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'missing' };

describe('the event stream', () => {
  test('goes on where a tab left it', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const { url } = await start(createProject(), { fetch: vendor.fetch });
    const tab = await connect(url);
    expect([tab.status, tab.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await tab.until(() => tab.messages.some(({ event }) => event === 'reset'));
    const { runId } = (await (await post(`${url}/api/runs`, ORDER)).json()) as { runId: string };
    await tab.until(() => (tab.states.get(runId)?.live.size ?? 0) === 4);
    tab.leave();

    vendor.release();
    const watcher = await connect(url);
    await watcher.until(() => watcher.states.get(runId)?.phase === 'done');

    const again = await connect(url, { lastEventId: tab.messages.at(-1)?.id, states: tab.states });
    await again.until(() => tab.states.get(runId)?.phase === 'done');
    expect(again.messages[0]?.event).toBe('run');
    expect(tab.states.get(runId)).toMatchObject({ done: 4, failed: 0 });
  });

  test('starts over from the state of things where what was missed is not known', async () => {
    const { url } = await start(createProject());
    const tab = await connect(url, { lastEventId: 'another0-17' });
    await tab.until(() => tab.messages.length > 0);
    expect(tab.messages[0]).toMatchObject({ event: 'reset', data: [] });
  });

  test('tells of a notebook and of settings that another program writes', async () => {
    const root = createProject();
    const { url } = await start(root);
    const tab = await connect(url);
    await tab.until(() => tab.messages.length > 0);
    writeFileSync(join(root, 'notebooks', '새.gamut.md'), '# 새 노트북\n');
    await tab.until(() => tab.messages.some(({ event }) => event === 'notebook-changed'));
    expect(tab.messages.at(-1)?.data).toEqual({ name: '새.gamut.md', version: expect.any(String) });
    writeFileSync(join(root, '.env'), 'ANTHROPIC_API_KEY=sk-ant-0123456789\n');
    await tab.until(() => tab.messages.some(({ event }) => event === 'providers-changed'));
    const { providers } = (await (await fetch(`${url}/api/providers`)).json()) as {
      providers: { id: string; ready: boolean }[];
    };
    expect(providers.find(({ id }) => id === 'anthropic')?.ready).toBe(true);
  });

  test('ends when the server closes, and a run goes on without any tab until then', async () => {
    const vendor = createVendor(undefined, { holds: true });
    const server = await start(createProject(), { fetch: vendor.fetch });
    const tab = await connect(server.url);
    await post(`${server.url}/api/runs`, ORDER);
    await vendor.untilRequests(4);
    await Promise.all([tab.untilEnd().catch(() => {}), server.close()]);
    await expect(fetch(`${server.url}/api/runs`)).rejects.toThrow();
  });
});

test('a whole run on the demo model, to the CSV', { timeout: 60_000 }, async () => {
  const text = NOTEBOOK.replace('openai/gpt-4.1-nano', '[sandbox/tiny, sandbox-anthropic/tiny]')
    .replace('[0.3, 1.5]', '[0.3, 1]')
    .replace('top_logprobs: 2', 'max_tokens: 12');
  const { url } = await start(createProject({ 'notebooks/tone.gamut.md': text }), { env: {} });
  const tab = await connect(url);
  const { runId, total } = (await (await post(`${url}/api/runs`, ORDER)).json()) as {
    runId: string;
    total: number;
  };
  await tab.until(() => tab.states.get(runId)?.finishedAt != null);
  expect(total).toBe(8);
  expect(tab.states.get(runId)).toMatchObject({ phase: 'done', failed: 0, done: 8, costUsd: 0, unpriced: 0 });
  const csv = await fetch(`${url}/api/notebooks/tone.gamut.md/matrices/main/export.csv`);
  const { rows } = fromCsv(await csv.text());
  expect(rows).toHaveLength(8);
  expect(rows.filter(({ status }) => status === 'done')).toHaveLength(total);
  for (const row of rows)
    if (row['status'] === 'done') expect(Number(row['output_tokens'])).toBeGreaterThan(0);
});

describe('starting', () => {
  test('on a port that is taken says so, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(start(createProject(), { port })).rejects.toMatchObject({
      kind: 'cannot-serve',
      text: {
        en: expect.stringContaining(`Port ${port} is taken`),
        ko: expect.stringContaining(String(port)),
      },
      hint: { en: expect.stringContaining(`PORT=${port + 1}`) },
    });
  });

  test('over a folder that is not there says so', async () => {
    await expect(start(join(createProject(), 'nowhere'))).rejects.toMatchObject({ kind: 'no-folder' });
  });

  test('listens on this machine alone', async () => {
    const { url, port } = await start(createProject());
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(url.replace('127.0.0.1', 'localhost') + '/api/settings')).status).toBe(200);
    await expect(fetch(`http://127.0.0.2:${port}/api/settings`)).rejects.toThrow();
  });

  test('guards the demo model too', async () => {
    const { url } = await start(createProject());
    const models = `${url}/sandbox/openai/v1/models`;
    expect((await fetch(models)).status).toBe(200);
    expect((await fetch(models, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});
