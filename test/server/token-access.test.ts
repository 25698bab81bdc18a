import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/server/main.ts';
import { toRequiredToken } from '../../src/server/token-access.ts';
import { createProject, ENV } from '../workbench/sample-project.ts';

const TOKEN = 'correct-horse-battery-staple';

async function start(options: { token?: string; host?: string } = { host: '0.0.0.0', token: TOKEN }) {
  const logged: string[] = [];
  const server = await serve({
    notebooksDir: join(createProject(), 'notebooks'),
    port: 0,
    env: ENV,
    dist: null,
    log: 'debug',
    writeLog: (line) => void logged.push(line),
    ...options,
  });
  onTestFinished(() => server.close());
  return { server, logged };
}

/** A request with headers that `fetch` would not send. */
function ask(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (data: Buffer) => (text += data.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('toRequiredToken', () => {
  test.each(['127.0.0.1', 'localhost', '::1'])('asks for none at %s', (host) => {
    expect(toRequiredToken(host, TOKEN)).toBeNull();
    expect(toRequiredToken(host, undefined)).toBeNull();
  });

  test.each(['0.0.0.0', '::', '192.168.0.7', '127.0.0.2', 'my-machine', ''])(
    'demands one at “%s”',
    (host) => {
      expect(toRequiredToken(host, TOKEN)).toBe(TOKEN);
      for (const [token, words] of [
        [undefined, 'set GAMUT_TOKEN'],
        ['  ', 'set GAMUT_TOKEN'],
        ['short', 'too short'],
      ] as const) {
        expect(() => toRequiredToken(host, token)).toThrow(words);
      }
    },
  );
});

describe('a server that others can reach', () => {
  test('does not start without a token', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({
      kind: 'cannot-serve',
      text: { ko: expect.stringContaining('GAMUT_TOKEN') },
    });
  });

  test('answers only who brings it, whatever they ask for', async () => {
    const { server } = await start();
    const paths = [
      '/',
      '/api/notebooks',
      '/api/events',
      '/api/docs',
      '/sandbox/openai/v1/models',
      '/nowhere',
    ];
    for (const path of paths) {
      const others: Record<string, string>[] = [
        {},
        { authorization: 'Bearer wrong-horse-battery-staple' },
        { authorization: `Basic ${btoa(TOKEN)}` },
        { authorization: 'Bearer ' },
        { cookie: `gamut_access=${TOKEN}` },
      ];
      for (const headers of others) {
        const answer = await ask(server.url + path, headers);
        expect([path, answer.status]).toEqual([path, 401]);
        expect(JSON.parse(answer.text)).toMatchObject({ error: { kind: 'unauthorized' } });
      }
    }
    const authorization = `Bearer ${TOKEN}`;
    expect((await ask(`${server.url}/api/notebooks`, { authorization })).status).toBe(200);
    expect(
      (await ask(`${server.url}/api/notebooks`, { authorization, host: 'my-machine.local:99' })).status,
    ).toBe(200);
  });

  test('a page opened with it gets a cookie, and an address without it', async () => {
    const { server, logged } = await start();
    expect((await ask(`${server.url}/?token=wrong-horse-battery-staple`)).status).toBe(401);
    const opened = await ask(`${server.url}/?token=${TOKEN}`);
    expect(opened).toMatchObject({ status: 303, headers: { location: '/' } });
    const [set = ''] = opened.headers['set-cookie'] as string[];
    expect(set).toMatch(/; HttpOnly/i);
    expect(set).toMatch(/; SameSite=Strict/i);
    expect(set).not.toContain(TOKEN);
    const cookie = set.split(';')[0] ?? '';
    expect((await ask(`${server.url}/api/notebooks`, { cookie })).status).toBe(200);
    expect(logged.join('')).not.toContain(TOKEN);
  });

  test('refuses other sites as ever', async () => {
    const { server } = await start();
    const cookie = ((await ask(`${server.url}/?token=${TOKEN}`)).headers['set-cookie'] as string[])[0] ?? '';
    const others: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { host: 'my machine' },
      { host: '' },
    ];
    for (const headers of others) {
      const answer = await ask(`${server.url}/api/runs`, { cookie, ...headers }, 'POST');
      expect([400, 403]).toContain(answer.status);
    }
  });
});

test('an address that this machine does not have is told', async () => {
  await expect(start({ host: '203.0.113.7', token: TOKEN })).rejects.toMatchObject({
    kind: 'cannot-serve',
    text: { en: expect.stringContaining('203.0.113.7') },
  });
});
