import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { serve, type Serving } from '../../src/server/main.ts';
import { ENV, NOTEBOOK } from '../workbench/sample-project.ts';

let root: string;
let server: Serving;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gamut-'));
  mkdirSync(join(root, 'notebooks'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'notebooks/tone.gamut.md'), NOTEBOOK);
  server = await serve({
    notebooksDir: join(root, 'notebooks'),
    port: 0,
    env: ENV,
    dist: null,
    log: 'silent',
  });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

/** Sends lines as they are, and gives the status of the answer: no client comes between. */
function send(lines: string[]): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text }));
    socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  });
}

const get = (...headers: string[]) => send(['GET /api/notebooks HTTP/1.1', ...headers]);

describe('the door of a server that listens', () => {
  test('is open to its own names', async () => {
    const { port } = server;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect([host, (await get(`Host: ${host}`)).status]).toEqual([host, 200]);
    }
  });

  test('is shut to every other name: a rebound one leads here too', async () => {
    const { port } = server;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `localhost.:${port}`,
      `0.0.0.0:${port}`,
      `127.0.0.2:${port}`,
      `2130706433:${port}`,
      `0x7f.1:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `[0:0:0:0:0:0:0:1]:${port}`,
      `[::1%25lo]:${port}`,
      `::1:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1:0${port}x`,
      `127.0.0.1:${port}:${port}`,
      `user@127.0.0.1:${port}`,
      '',
    ]) {
      const { status, text } = await get(`Host: ${host}`);
      // 400 where it is not even a name.
      expect([host, status]).toEqual([host, status === 400 ? 400 : 403]);
      expect(text).not.toContain('tone.gamut.md');
    }
  });

  test('is shut to requests with no Host, or with two', async () => {
    for (const headers of [[], [`Host: 127.0.0.1:${server.port}`, 'Host: evil.example']]) {
      const { status, text } = await get(...headers);
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('tone.gamut.md');
    }
    const whole = await send([
      `GET http://evil.example/api/notebooks HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
    ]);
    expect(whole.text).not.toContain('access-control-allow-origin');
  });

  test('is shut to other sites, for every method and every kind of body that a form can send', async () => {
    const host = `Host: 127.0.0.1:${server.port}`;
    const body = JSON.stringify({ notebook: 'tone.gamut.md', matrix: 'main', mode: 'all' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        for (const foreign of [
          'Origin: https://evil.example',
          'Origin: null',
          `Origin: http://localhost:${server.port}`,
          `Origin: https://127.0.0.1:${server.port}`,
          `Origin: http://127.0.0.1:${server.port}.evil.example`,
          'Sec-Fetch-Site: cross-site',
          'Sec-Fetch-Site: same-site',
        ]) {
          const sent = [`${method} /api/runs HTTP/1.1`, host, foreign, `Content-Type: ${type}`];
          const { status, text } = await send([...sent, `Content-Length: ${body.length}`, '', body]);
          expect([method, type, foreign, status]).toEqual([method, type, foreign, 403]);
          expect(text.toLowerCase()).not.toContain('access-control-allow');
        }
      }
    }
    const runs = await (await fetch(`${server.url}/api/runs`)).text();
    expect(runs).not.toContain('tone.gamut.md');
  });

  test('is shut to a body that only a form of another site sends, even where the browser names no site', async () => {
    const body = JSON.stringify({ notebook: 'tone.gamut.md', matrix: 'main', mode: 'all' });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await fetch(`${server.url}/api/runs`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
      expect([type, answer.status]).toEqual([
        type,
        expect.toSatisfy((status) => status === 400 || status === 415),
      ]);
    }
  });

  test('lets a link lead to the page, in no frame, and to nothing else', async () => {
    const link = [
      `Host: 127.0.0.1:${server.port}`,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
    ];
    expect((await send(['GET / HTTP/1.1', ...link])).status).not.toBe(403);
    const frame = link.map((header) => header.replace('document', 'iframe'));
    expect((await send(['GET / HTTP/1.1', ...frame])).status).toBe(403);
    expect((await get(...link)).status).toBe(403);
    expect((await send(['GET /sandbox/openai/v1/models HTTP/1.1', ...link])).status).toBe(403);
    const { text } = await send(['GET / HTTP/1.1', ...link]);
    expect(text).toMatch(/frame-ancestors 'none'/i);
  });
});
