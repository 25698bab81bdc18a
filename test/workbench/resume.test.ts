import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import { collectEvents } from './collect-events.ts';
import { createProject } from './sample-project.ts';

const ROWS = 20;

function toNotebook(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => `q${index},질문 ${index}`);
  return [
    '---',
    'gamut: 1',
    '---',
    '```prompt id=ask',
    '{{question}}',
    '```',
    '```dataset id=questions format=csv',
    'id,question',
    ...rows,
    '```',
    '```matrix id=main',
    'prompt: ask',
    'model: own/m',
    'data: questions',
    'max_tokens: 10',
    '```',
    '',
  ].join('\n');
}

/** A vendor that answers the first so many requests and then only listens, until it is told to answer all. */
async function startVendor(answers: number) {
  const asked: string[] = [];
  const silent: string[] = [];
  let isWilling = false;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { messages } = JSON.parse(body) as { messages: { content: string }[] };
      const question = messages.at(-1)?.content ?? '';
      asked.push(question);
      if (!isWilling && asked.length > answers) {
        silent.push(question);
        return;
      }
      const base = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm' };
      const choice = (delta: object, finish: string | null) => ({ index: 0, delta, finish_reason: finish });
      const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };
      const events = [
        { ...base, choices: [choice({ content: `답: ${question}` }, null)] },
        { ...base, choices: [choice({}, 'stop')] },
        { ...base, choices: [], usage },
      ];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    silent,
    answerAll: () => void (isWilling = true),
  };
}

test('a run whose process is killed goes on with exactly what is missing, and says what may be paid twice', async () => {
  const vendor = await startVendor(7);
  const root = createProject({
    'notebooks/tone.gamut.md': toNotebook(),
    'gamut.config.yaml': [
      `providers: [{ id: own, kind: openai, base_url: '${vendor.baseUrl}', concurrency: 4 }]`,
      'prices: [{ model: own/m, input: 1, output: 2 }]',
      '',
    ].join('\n'),
  });
  const notebooksDir = join(root, 'notebooks');
  const script = fileURLToPath(new URL('run-and-wait.ts', import.meta.url));
  const child = spawn(process.execPath, [script, notebooksDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let finished = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'trial-finished') finished += 1;
    // Seven are answered, and four more are under way.
    if (finished === 7 && vendor.silent.length === 4) break;
    if (finished === 7) while (vendor.silent.length < 4) await new Promise(setImmediate);
    if (finished === 7) break;
  }
  child.kill('SIGKILL');
  await exited;

  const workbench = await openWorkbench({ notebooksDir, env: {} });
  onTestFinished(() => workbench.close());
  const [interrupted] = workbench.interrupted();
  expect(interrupted).toMatchObject({ total: ROWS, done: 7, missing: 13, paidTwice: 4, finishedAt: null });
  const answered = vendor.asked.filter((question) => !vendor.silent.includes(question));

  vendor.answerAll();
  const before = vendor.asked.length;
  const { signal } = new AbortController();
  const run = await workbench.resume(interrupted?.runId ?? '', { signal });
  expect(run.total).toBe(13);
  const events = await collectEvents(run.events);
  expect(events[0]).toMatchObject({ type: 'run-started', resumed: { done: 7, paidTwice: 4 } });
  expect(events.at(-1)).toMatchObject({ type: 'run-finished', reason: 'done' });

  const again = vendor.asked.slice(before);
  expect(again).toHaveLength(13);
  expect(again.filter((question) => answered.includes(question))).toEqual([]);
  expect(workbench.interrupted()).toEqual([]);
  const done = [...workbench.results.each()].filter(({ outcome }) => outcome.status === 'done');
  expect(new Set(done.map(({ trial }) => trial.id)).size).toBe(ROWS);
  expect(done).toHaveLength(ROWS);
  // Twenty answers at 10 in and 2 out are billed; four more may have been, at their worst case.
  const spent = workbench.results.book.spentToday();
  expect(spent.usd).toBeCloseTo((ROWS * (10 + 4)) / 1e6, 12);
  expect(spent.unsettledUsd).toBeGreaterThan((4 * (10 + 4)) / 1e6);
}, 60_000);

test('a run goes on as it was, though the notebook was edited since', async () => {
  const vendor = await startVendor(3);
  const config = `providers: [{ id: own, kind: openai, base_url: '${vendor.baseUrl}', concurrency: 2 }]\n`;
  const root = createProject({ 'notebooks/tone.gamut.md': toNotebook(), 'gamut.config.yaml': config });
  const workbench = await openWorkbench({ notebooksDir: join(root, 'notebooks'), env: {} });
  onTestFinished(() => workbench.close());
  const stop = new AbortController();
  const first = await workbench.start(await workbench.plan('tone.gamut.md', 'main'), {
    mode: 'missing',
    signal: stop.signal,
  });
  let finished = 0;
  for await (const event of first.events) {
    if (event.type === 'trial-finished' && ++finished === 3) stop.abort();
  }
  const { version } = await workbench.folder.read('tone.gamut.md');
  await workbench.folder.write('tone.gamut.md', '# 새로 시작\n', { baseVersion: version });
  vendor.answerAll();
  const run = await workbench.resume(first.runId, { signal: new AbortController().signal });
  expect(run.total).toBe(ROWS - 3);
  expect((await collectEvents(run.events)).at(-1)).toMatchObject({ reason: 'done' });
  await expect(workbench.resume('nothing', { signal: stop.signal })).rejects.toMatchObject({
    kind: 'no-run',
  });
}, 30_000);
