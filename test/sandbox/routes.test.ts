import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/listen.ts';
import { SandboxPool } from '../../src/sandbox/pool.ts';
import { createSandboxRoutes } from '../../src/sandbox/routes.ts';
import { LONG_SCHEMA } from './generation-request.ts';

const pool = new SandboxPool({ workers: 1, workerUrl: new URL('crashing-worker.ts', import.meta.url) });
const routes = createSandboxRoutes(pool);
afterAll(() => pool.close());

const messages = [{ role: 'user', content: 'crash now' }];
const post = (path: string, body: object) =>
  routes.request(path, {
    method: 'POST',
    headers: { 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ model: 'tiny', max_tokens: 400, messages, ...body }),
  });

test('a thread that dies is a 500 in the shape of each vendor', async () => {
  const openai = await post('/openai/v1/chat/completions', {});
  expect(openai.status).toBe(500);
  expect(await openai.json()).toMatchObject({ error: { type: 'server_error', message: /made to crash/ } });
  const anthropic = await post('/anthropic/v1/messages', {});
  expect(anthropic.status).toBe(500);
  expect(await anthropic.json()).toMatchObject({
    type: 'error',
    error: { type: 'api_error', message: /made to crash/ },
  });
});

test('a thread that dies in the middle of a stream is an error event there', async () => {
  const format = { type: 'json_schema', schema: LONG_SCHEMA };
  const long = { messages: [{ role: 'user', content: 'I feel tired' }], stream: true };
  const [openai, anthropic] = await Promise.all([
    post('/openai/v1/chat/completions', {
      ...long,
      response_format: { type: 'json_schema', json_schema: { name: 'long', schema: LONG_SCHEMA } },
    }),
    post('/anthropic/v1/messages', { ...long, output_config: { format } }),
  ]);
  expect([openai.status, anthropic.status]).toEqual([200, 200]);
  await post('/openai/v1/chat/completions', {});
  expect(await openai.text()).toMatch(/data: \{"error":\{"message":"[^"]*made to crash/);
  expect(await anthropic.text()).toMatch(/event: error\ndata: \{"type":"error"/);
});

test('a port that is taken is refused', async () => {
  const first = await startSandbox();
  const { port } = new URL(first.origin);
  await expect(startSandbox({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
});
