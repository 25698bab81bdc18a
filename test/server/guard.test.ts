import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { toErrorResponse } from '../../src/server/error-response.ts';
import { guard } from '../../src/server/guard.ts';
import { createLog } from '../../src/server/log.ts';

const log = createLog('silent', (text) => text);

function createApp() {
  const app = new Hono();
  app.onError((error, c) => toErrorResponse(error, c, log));
  app.use(guard(() => 4600));
  app.all('*', (c) => c.text('in'));
  return app;
}

async function ask(headers: Record<string, string>, { path = '/api/x', method = 'GET' } = {}) {
  return createApp().request(`http://127.0.0.1:4600${path}`, { method, headers });
}

describe('guard', () => {
  test.each(['127.0.0.1:4600', 'localhost:4600', '[::1]:4600', 'LocalHost:4600'])(
    'answers to %s',
    async (host) => {
      expect((await ask({ host })).status).toBe(200);
    },
  );

  test.each([
    'evil.example:4600',
    '127.0.0.1:4601',
    '127.0.0.1',
    'localhost.evil.example:4600',
    '127.0.0.1:4600x',
    '',
  ])('refuses the name "%s" with a JSON error', async (host) => {
    const answer = await ask({ host });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { kind: 'forbidden_host' } });
  });

  const host = '127.0.0.1:4600';

  test('lets in the page’s own requests', async () => {
    const own = { host, origin: 'http://127.0.0.1:4600', 'sec-fetch-site': 'same-origin' };
    expect((await ask(own, { method: 'POST' })).status).toBe(200);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['the same machine by another name', { origin: 'http://localhost:4600' }],
    ['a cross-site fetch without an Origin', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch without an Origin', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    for (const method of ['GET', 'POST']) {
      const answer = await ask({ host, ...headers }, { method });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(await answer.json()).toMatchObject({ error: { kind: 'forbidden_origin' } });
    }
  });

  test('lets a link on another site lead to the page, but not into the API', async () => {
    const followed = {
      host,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await ask(followed, { path: '/' })).status).toBe(200);
    expect((await ask(followed, { path: '/api/notebooks' })).status).toBe(403);
    expect((await ask(followed, { path: '/', method: 'POST' })).status).toBe(403);
    expect((await ask({ ...followed, 'sec-fetch-dest': 'iframe' }, { path: '/' })).status).toBe(403);
  });

  test('says so in Korean to who reads Korean', async () => {
    const answer = await ask({ host: 'evil.example', 'accept-language': 'ko-KR,ko;q=0.9' });
    const { error } = (await answer.json()) as { error: { message: string; hint: string } };
    expect(error.message).toContain('응답하지 않습니다');
    expect(error.hint).toContain('http://127.0.0.1:4600');
  });
});
