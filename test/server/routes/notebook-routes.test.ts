import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempFolder } from '../../fake/temp-folder.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { fromLean } from '../../../src/core/lean-notebook.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';

const toPath = (name: string) => `/api/notebooks/${encodeURIComponent(name)}`;
const ROUTE = '/api/notebooks/{name}';

describe('the list', () => {
  test('has titles, problems and the size of each matrix', async () => {
    const root = createProject({
      'notebooks/tone.gamut.md': NOTEBOOK,
      'notebooks/하위/망가짐.gamut.md': NOTEBOOK.replace('persona: [chef, coach]', 'persona: [cheff]'),
    });
    const app = await openApp({ root });
    const { json } = await askAsDocumented(app, '/api/notebooks', '/api/notebooks');
    expect(json.notebooks).toEqual([
      {
        name: 'tone.gamut.md',
        title: '말투',
        lang: null,
        modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        errors: 0,
        warnings: 0,
        matrices: [{ id: 'main', trials: 4 }],
        error: null,
      },
      expect.objectContaining({ name: '하위/망가짐.gamut.md', errors: 1 }),
    ]);
  });
});

test('the list tells of what was written since, and of data beside a notebook', async () => {
  const data = `${NOTEBOOK}\n\`\`\`dataset id=more src=rows.csv\n\`\`\`\n`.replace(
    'data: people',
    'data: more',
  );
  const root = createProject({
    'notebooks/data.gamut.md': data.replace('```matrix id=main', '```matrix id=main\ndata: more'),
    'notebooks/rows.csv': 'id,question\na,One?\n',
    'notebooks/tone.gamut.md': NOTEBOOK,
  });
  const app = await openApp({ root });
  const list = async () => (await app.ask('/api/notebooks')).json.notebooks;
  const before = await list();
  expect(await list()).toEqual(before);
  writeFileSync(join(root, 'notebooks', 'tone.gamut.md'), NOTEBOOK.replace('말투', '말씨'));
  writeFileSync(join(root, 'notebooks', 'rows.csv'), 'id,question\na,One?\nb,Two?\n');
  const [withData, tone] = await list();
  expect(tone).toMatchObject({ title: '말씨' });
  expect(withData?.matrices[0]?.trials).toBe(2 * (before[0]?.matrices[0]?.trials ?? NaN));
});

test('a notebook’s file is given as it is on the disk, under its own name, to the page alone', async () => {
  const text = `\ufeff${NOTEBOOK.replaceAll('\n', '\r\n')}`;
  const root = createProject({ 'notebooks/하위/말투 비교.gamut.md': text });
  const app = await openApp({ root });
  const path = `${toPath('하위/말투 비교.gamut.md')}/file`;
  const response = await app.app.request(`http://127.0.0.1:4600${path}`, {
    headers: { host: '127.0.0.1:4600' },
  });
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).toString('utf8')).toBe(text);
  expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(response.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('말투 비교.gamut.md')}`,
  );
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await app.ask(path, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await app.ask(`${toPath('none.gamut.md')}/file`)).status).toBe(404);
});

test('a notebook that is not UTF-8 is in the list with its reason, and says it where it is opened', async () => {
  const root = createProject({ 'notebooks/tone.gamut.md': NOTEBOOK });
  // 가나다 in EUC-KR.
  writeFileSync(join(root, 'notebooks', '옛날.gamut.md'), Buffer.from([0xb0, 0xa1, 0xb3, 0xaa, 0xb4, 0xd9]));
  const app = await openApp({ root });
  const { json } = await askAsDocumented(app, '/api/notebooks', '/api/notebooks');
  expect(json.notebooks).toMatchObject([
    { name: 'tone.gamut.md', error: null },
    {
      name: '옛날.gamut.md',
      title: '옛날',
      errors: 1,
      matrices: [],
      error: { en: expect.stringContaining('is not UTF-8 text'), ko: expect.stringContaining('UTF-8') },
    },
  ]);
  const { status, json: refused } = await app.ask(toPath('옛날.gamut.md'));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(refused.error.message).toBe(json.notebooks[1]?.error?.en);
  writeFileSync(join(root, 'notebooks', '옛날.gamut.md'), '# 가나다 라\n');
  const mended = await app.ask('/api/notebooks');
  expect(mended.json.notebooks[1]).toMatchObject({ title: '가나다 라', errors: 0, error: null });
});

describe('a notebook', () => {
  test('is read with the dataset files that it names, and why others are missing', async () => {
    const dataset = (id: string, src: string) => `\`\`\`dataset id=${id} src=${src} format=csv\n\`\`\`\n`;
    const text = `# 하나\n\n${dataset('people', 'people.csv')}\n${dataset('gone', 'gone.csv')}`;
    const root = createProject({
      'notebooks/하위/메모.gamut.md': text,
      'notebooks/하위/people.csv': 'id\n지민\n',
    });
    const app = await openApp({ root });
    const { json } = await askAsDocumented(app, ROUTE, toPath('하위/메모.gamut.md'));
    expect(json).toEqual({
      name: '하위/메모.gamut.md',
      text,
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: { 'people.csv': 'id\n지민\n' },
      fileErrors: { 'gone.csv': { en: expect.any(String), ko: expect.any(String) } },
      notebook: JSON.parse(JSON.stringify(parseNotebook(text, json))),
      prose: { '# 하나': '<h1>하나</h1>\n' },
    });
    // What JSON cannot hold would be lost on the way.
    expect(json.notebook).toEqual(parseNotebook(text, json));
  });

  test('is written byte for byte, and not over what has changed meanwhile', async () => {
    const app = await openApp();
    const file = join(app.root, 'notebooks', 'tone.gamut.md');
    const { json: opened } = await app.ask(toPath('tone.gamut.md'));
    const text = `${NOTEBOOK}\r\n끝 \u{1F468}\u200D\u{1F373}`;
    const saved = await askAsDocumented(app, ROUTE, toPath('tone.gamut.md'), {
      method: 'PUT',
      body: { text, baseVersion: opened.version },
    });
    expect(saved.status).toBe(200);
    expect(readFileSync(file, 'utf8')).toBe(text);

    writeFileSync(file, 'written elsewhere');
    const refused = await askAsDocumented(app, ROUTE, toPath('tone.gamut.md'), {
      method: 'PUT',
      body: { text: 'mine', baseVersion: saved.json.version },
    });
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({
      error: { kind: 'conflict' },
      disk: { text: 'written elsewhere', version: expect.any(String) },
    });
    expect(readFileSync(file, 'utf8')).toBe('written elsewhere');
    const again = { text: 'mine', baseVersion: refused.json.disk.version };
    expect((await app.ask(toPath('tone.gamut.md'), { method: 'PUT', body: again })).status).toBe(200);
  });

  test('is changed in one place, byte for byte, and not where it has changed meanwhile', async () => {
    const app = await openApp();
    const file = join(app.root, 'notebooks', 'tone.gamut.md');
    const text = `\uFEFF${NOTEBOOK}\r\n끝 \u{1F468}\u200D\u{1F373} end`;
    writeFileSync(file, text);
    const { json: opened } = await app.ask(toPath('tone.gamut.md'));
    const change = (body: object) =>
      askAsDocumented(app, ROUTE, toPath('tone.gamut.md'), { method: 'PATCH', body });
    const at = text.indexOf('끝');
    const changed = await change({ at, cut: 1, put: '시작', baseVersion: opened.version });
    expect(changed.status).toBe(200);
    expect(readFileSync(file, 'utf8')).toBe(text.replace('끝', '시작'));
    const { json: now } = await app.ask(toPath('tone.gamut.md'));
    expect(now.version).toBe(changed.json.version);

    const late = await change({ at, cut: 1, put: '끝', baseVersion: opened.version });
    expect(late.status).toBe(409);
    expect(late.json.disk).toEqual({ text: now.text, version: now.version });
    const beyond = await change({ at: now.text.length, cut: 1, put: '', baseVersion: now.version });
    expect(beyond.status).toBe(409);
    const half = await change({ at, cut: 0, put: '\uD83D', baseVersion: now.version });
    expect(half.status).toBeGreaterThanOrEqual(400);
    expect(readFileSync(file, 'utf8')).toBe(now.text);
  });

  test('is read without what stands in its text, where that is asked for', async () => {
    const app = await openApp();
    const { json } = await askAsDocumented(app, ROUTE, `${toPath('tone.gamut.md')}?lean=1`);
    expect(json.notebook.cells.some((cell: object) => 'body' in cell)).toBe(false);
    expect(fromLean(json.text, json.notebook)).toEqual(parseNotebook(NOTEBOOK));
  });

  test('of many notes has those as HTML that are seen first', async () => {
    const notes = Array.from({ length: 30 }, (_, n) => `# Part ${n}\n\n${'Some words. '.repeat(400)}`);
    const text = notes.join('\n\n```js\n1\n```\n\n');
    const app = await openApp({ root: createProject({ 'notebooks/long.gamut.md': text }) });
    const { json } = await app.ask(toPath('long.gamut.md'));
    const made = Object.keys(json.prose);
    expect(made.length).toBeGreaterThan(5);
    expect(made.length).toBeLessThan(20);
    expect(made[0]?.startsWith('# Part 0')).toBe(true);
    expect(json.prose[made[0] ?? '']).toContain('<h1>Part 0</h1>');
  });

  test('is made with its name as title, once', async () => {
    const app = await openApp();
    const body = { name: '새 폴더/새 "노트".gamut.md'.replaceAll('"', '') };
    const made = await askAsDocumented(app, '/api/notebooks', '/api/notebooks', { method: 'POST', body });
    expect(made.status).toBe(201);
    const { json } = await app.ask('/api/notebooks');
    expect(json.notebooks).toContainEqual(
      expect.objectContaining({ name: body.name, title: '새 노트', errors: 0 }),
    );
    const again = await askAsDocumented(app, '/api/notebooks', '/api/notebooks', { method: 'POST', body });
    expect(again.status).toBe(409);
    expect(again.json.error.kind).toBe('exists');
  });

  test('every tab is told of a write, once a version', async () => {
    const app = await openApp();
    const tab = app.hub.subscribe(null);
    await tab.next(60_000);
    const { json } = await app.ask(toPath('tone.gamut.md'));
    const save = { method: 'PUT', body: { text: 'new', baseVersion: json.version } };
    await app.ask(toPath('tone.gamut.md'), save);
    await app.ask(toPath('tone.gamut.md'), save);
    const told = (await tab.next(60_000)) ?? '';
    expect(told.match(/event: notebook-changed/g)).toHaveLength(1);
    expect(told).toContain('"name":"tone.gamut.md"');
  });
});

test('a version that comes again is told again to the tabs that have read another meanwhile', async () => {
  const app = await openApp();
  const tab = app.hub.subscribe(null);
  await tab.next(60_000);
  const file = join(app.root, 'notebooks/tone.gamut.md');
  const read = async () => (await app.ask(toPath('tone.gamut.md'))).json.version;
  const first = await read();
  const body = { text: 'new', baseVersion: first };
  const { version } = (await app.ask(toPath('tone.gamut.md'), { method: 'PUT', body })).json;
  // Another program, faster than the watch: what it wrote first is known by the reading alone.
  const original = readFileSync(file, 'utf8');
  writeFileSync(file, NOTEBOOK);
  expect(await read()).toBe(first);
  writeFileSync(file, original);
  expect(await read()).toBe(version);
  const told: string[] = [];
  while (told.length < 3)
    told.push(...((await tab.next(60_000)) ?? '').matchAll(/"version":"(\w+)"/g).map(([, one]) => one ?? ''));
  expect(told).toEqual([version, first, version]);
});

describe('names that lead out of the folder', () => {
  test.each([
    '../secret.gamut.md',
    '../../secret.gamut.md',
    '/etc/passwd.gamut.md',
    'C:\\secret.gamut.md',
    '..\\secret.gamut.md',
    '%2e%2e/secret.gamut.md',
    'a/../../secret.gamut.md',
    'link/secret.gamut.md',
  ])('%s is refused, for reading, writing and making', async (name) => {
    const outside = createTempFolder();
    writeFileSync(join(outside, 'secret.gamut.md'), 'secret');
    const root = createProject();
    symlinkSync(outside, join(root, 'notebooks', 'link'));
    writeFileSync(join(root, 'secret.gamut.md'), 'secret');
    const { ask } = await openApp({ root });
    for (const answer of [
      await ask(toPath(name)),
      await ask(toPath(name), { method: 'PUT', body: { text: 'x', baseVersion: 'v' } }),
      await ask('/api/notebooks', { method: 'POST', body: { name, text: 'x' } }),
      await ask(`${toPath(name)}/matrices/main/plan`),
      await ask('/api/runs', { method: 'POST', body: { notebook: name, matrix: 'main', mode: 'all' } }),
    ]) {
      expect([400, 403]).toContain(answer.status);
      expect(answer.text).not.toContain('"secret"');
    }
    expect(readFileSync(join(outside, 'secret.gamut.md'), 'utf8')).toBe('secret');
  });

  test.each(['package.json', '.env', 'tone.md', 'con.gamut.md', 'a\u0000.gamut.md', '.hidden.gamut.md', ' '])(
    '"%s" is no notebook',
    async (name) => {
      const { ask } = await openApp();
      expect((await ask(toPath(name))).status).toBe(400);
    },
  );

  test('one that is not there is 404', async () => {
    const { ask } = await openApp();
    const { status, json } = await ask(toPath('없음.gamut.md'), { headers: { 'accept-language': 'ko' } });
    expect(status).toBe(404);
    expect(json.error).toMatchObject({
      kind: 'not_found',
      message: expect.stringContaining('없음.gamut.md'),
    });
  });
});
