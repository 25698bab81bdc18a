import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/server/main.ts';
import { createProject, ENV, NOTEBOOK } from '../workbench/sample-project.ts';

const SECRET = 'nobody-must-see-this';

/** A server over a folder that has something to hide on every side of it. */
async function start() {
  const root = createProject({
    'notebooks/tone.gamut.md': NOTEBOOK,
    'secret.gamut.md': `# ${SECRET}`,
    '.env': `KEY=${SECRET}`,
    'outside/other.gamut.md': `# ${SECRET}`,
    'notebooks/reads.gamut.md': [
      '../secret.gamut.md',
      '..%2fsecret.gamut.md',
      '../.env',
      '/etc/passwd',
      'link.csv',
      'folder/other.gamut.md',
    ]
      .map((src, index) => `\`\`\`dataset id=d${index} src="${src}"\n\`\`\`\n`)
      .join('\n'),
  });
  writeFileSync(join(root, 'outside/data.csv'), `id,a\n1,${SECRET}\n`);
  symlinkSync(join(root, 'secret.gamut.md'), join(root, 'notebooks/link.gamut.md'));
  symlinkSync(join(root, 'outside'), join(root, 'notebooks/folder'));
  symlinkSync(join(root, 'outside/data.csv'), join(root, 'notebooks/link.csv'));
  mkdirSync(join(root, 'page'));
  writeFileSync(join(root, 'page/index.html'), '<!doctype html><title>page</title>');
  const server = await serve({
    notebooksDir: join(root, 'notebooks'),
    port: 0,
    env: ENV,
    dist: join(root, 'page'),
    log: 'silent',
  });
  onTestFinished(() => server.close());
  return { root, server };
}

/** Sends a request target as it is: `fetch` would tidy it up first. */
function ask(port: number, method: string, target: string, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    const lines = [
      `${method} ${target} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

const NAMES = [
  '../secret.gamut.md',
  '..%2fsecret.gamut.md',
  '..%2Fsecret.gamut.md',
  '%2e%2e%2fsecret.gamut.md',
  '%252e%252e%252fsecret.gamut.md',
  '..%5csecret.gamut.md',
  '..%00%2fsecret.gamut.md',
  'sub%2f..%2f..%2fsecret.gamut.md',
  './../secret.gamut.md',
  '%2fetc%2fpasswd',
  '/etc/passwd',
  'C:%5csecret.gamut.md',
  'file:%2f%2f%2fetc%2fpasswd',
  'link.gamut.md',
  'folder%2fother.gamut.md',
  '..%c0%afsecret.gamut.md',
  '%e2%80%ae..%2fsecret.gamut.md',
  '.env',
  '..%2f.env',
  '..%2f.gamut%2fgamut.db',
  'a'.repeat(5000),
];

test('no name leads out of the notebooks folder, through any route', { timeout: 60_000 }, async () => {
  const { root, server } = await start();
  const { port } = server;
  const before = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of NAMES) {
    const put = JSON.stringify({ text: '# written', baseVersion: 'x' });
    const routes: [string, string, string?][] = [
      ['GET', `/api/notebooks/${name}`],
      ['PUT', `/api/notebooks/${name}`, put],
      ['GET', `/api/notebooks/${name}/matrices/main/plan`],
      ['GET', `/api/notebooks/${name}/matrices/main/results`],
      ['GET', `/api/notebooks/${name}/matrices/main/export.csv`],
      ['POST', `/api/notebooks/${name}/rename`, JSON.stringify({ to: 'free.gamut.md' })],
      ['POST', `/api/notebooks/${name}/duplicate`],
      ['DELETE', `/api/notebooks/${name}`],
      ['POST', `/api/notebooks/${name}/matrices/main/pin`, '{}'],
      ['DELETE', `/api/notebooks/${name}/matrices/main/pin`],
      ['POST', `/api/trash/${name}/restore`],
      ['GET', `/${name}`],
      ['GET', `/assets/${name}`],
      ['GET', `//${name}`],
    ];
    for (const [method, target, body] of routes) {
      const text = await ask(port, method, target, body);
      const [status = ''] = text.split('\r\n');
      // The page itself stands for every address that is no file: it says nothing of any.
      const isPage = text.includes('<title>page</title>');
      expect([target, isPage || / (4\d\d|30\d) /.test(status)]).toEqual([target, true]);
      expect([target, text.includes(SECRET), /root:x?:0/.test(text)]).toEqual([target, false, false]);
    }
    const decoded = (() => {
      try {
        return decodeURIComponent(name);
      } catch {
        return name;
      }
    })();
    for (const [target, body] of [
      ['/api/notebooks', { name: decoded, text: '# written' }],
      ['/api/notebooks/tone.gamut.md/rename', { to: decoded }],
      ['/api/runs', { notebook: decoded, matrix: 'main', mode: 'missing' }],
    ] as const) {
      const text = await ask(port, 'POST', target, JSON.stringify(body));
      expect([target, name, / 4\d\d /.test(text.split('\r\n')[0] ?? '')]).toEqual([target, name, true]);
      expect(text).not.toContain(SECRET);
    }
  }
  // The project's own lock may have been made on the way.
  const after = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  expect(after.filter((name) => name !== join('.gamut', 'lock'))).toEqual(before);
});

test('no dataset is read from outside, and links out of the folder are not listed', async () => {
  const { server } = await start();
  const read = await fetch(`${server.url}/api/notebooks/reads.gamut.md`);
  const { files, fileErrors } = (await read.json()) as { files: object; fileErrors: object };
  expect(files).toEqual({});
  expect(Object.keys(fileErrors)).toHaveLength(6);
  const list = await (await fetch(`${server.url}/api/notebooks`)).text();
  expect(list).toContain('tone.gamut.md');
  expect(list).not.toMatch(/link|other|secret/);
});

test('a body of 17 MB is refused, and a notebook of 12 MB', { timeout: 60_000 }, async () => {
  const { server } = await start();
  for (const megabytes of [12, 17]) {
    const answer = await fetch(`${server.url}/api/notebooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'big.gamut.md', text: 'x'.repeat(megabytes * 1_000_000) }),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      error: { kind: 'too_large', message: expect.stringMatching(/MB/) },
    });
  }
});
