import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FolderError, toFolderError } from '../../src/store/folder-error.ts';
import { LARGEST_DATA, LARGEST_NOTEBOOK, openNotebookFolder } from '../../src/store/notebook-folder.ts';
import type { NotebookFolder } from '../../src/store/notebook-folder.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

const MAKE_PIPE = 'mkfifo';
const NOTEBOOK = '---\ngamut: 1\ntitle: 말투 비교\n---\n# 말투\n';

function open(files: Record<string, string | Uint8Array> = {}): { folder: NotebookFolder; dir: string } {
  const dir = createTempFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return { folder: openNotebookFolder(dir), dir };
}

const dataset = (src: string): string => `\`\`\`dataset id=people src="${src}" format=csv\n\`\`\`\n`;

describe('list', () => {
  test('has the notebooks of the folder and the folders in it, by name, with their titles', async () => {
    const { folder } = open({
      'b.gamut.md': NOTEBOOK,
      'a.gamut.md': '# Only a heading\n',
      'deep/er/c.gamut.md': 'no title\n',
      'README.md': '# not a notebook',
      'people.csv': 'id\n',
      '.gamut/trash.gamut.md': NOTEBOOK,
      'node_modules/x/y.gamut.md': NOTEBOOK,
    });
    expect(await folder.list()).toEqual([
      {
        name: 'a.gamut.md',
        title: 'Only a heading',
        modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        stamp: expect.any(String),
        bytes: 17,
        error: null,
      },
      {
        name: 'b.gamut.md',
        title: '말투 비교',
        modifiedAt: expect.any(String),
        stamp: expect.any(String),
        bytes: Buffer.byteLength(NOTEBOOK),
        error: null,
      },
      {
        name: 'deep/er/c.gamut.md',
        title: '',
        modifiedAt: expect.any(String),
        stamp: expect.any(String),
        bytes: 9,
        error: null,
      },
    ]);
  });

  test('composes the names that the disk has decomposed', async () => {
    const { folder } = open({ ['말투.gamut.md'.normalize('NFD')]: NOTEBOOK });
    const [entry] = await folder.list();
    expect(entry?.name).toBe('말투.gamut.md'.normalize('NFC'));
    expect(await folder.read(entry?.name ?? '')).toMatchObject({ text: NOTEBOOK });
  });

  test('shows a title that has changed', async () => {
    const { folder, dir } = open({ 'a.gamut.md': '# Before\n' });
    await folder.list();
    writeFileSync(join(dir, 'a.gamut.md'), '# And after\n');
    expect(await folder.list()).toMatchObject([{ title: 'And after' }]);
  });

  test('says why one cannot be read, and leaves out links that lead outside', async () => {
    const outside = createTempFolder();
    writeFileSync(join(outside, 'secret.gamut.md'), NOTEBOOK);
    const { folder, dir } = open({
      'a.gamut.md': NOTEBOOK,
      'latin.gamut.md': new Uint8Array([0xff, 0xfe, 0x41]),
    });
    symlinkSync(join(outside, 'secret.gamut.md'), join(dir, 'secret.gamut.md'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'broken.gamut.md'));
    symlinkSync(dir, join(dir, 'circle'));
    expect(await folder.list()).toMatchObject([
      { name: 'a.gamut.md', error: null },
      { name: 'latin.gamut.md', title: 'latin', error: { en: expect.stringContaining('not UTF-8 text') } },
    ]);
  });

  test('of a folder that is not there says so', async () => {
    const folder = openNotebookFolder(join(createTempFolder(), 'nowhere'));
    await expect(folder.list()).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('read', () => {
  test('gives the text byte for byte, and another version for another text', async () => {
    const text = '\ufeff# 말투\r\n\r\ttab \u0000 끝';
    const { folder, dir } = open({ 'a.gamut.md': text });
    const first = await folder.read('a.gamut.md');
    expect(first).toEqual({
      name: 'a.gamut.md',
      text,
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: {},
      fileErrors: {},
    });
    writeFileSync(join(dir, 'a.gamut.md'), `${text}.`);
    expect((await folder.read('a.gamut.md')).version).not.toBe(first.version);
  });

  test('gives the dataset files beside the notebook, by the names as written', async () => {
    const { folder } = open({
      'sub/a.gamut.md': dataset('사람.csv') + dataset('data/more.jsonl') + dataset('missing.csv'),
      'sub/사람.csv': 'id,name\n1,지민\n',
      'sub/data/more.jsonl': '{"id":1}\n',
      'missing.csv': 'not beside it',
    });
    const { files, fileErrors } = await folder.read('sub/a.gamut.md');
    expect(files).toEqual({ '사람.csv': 'id,name\n1,지민\n', 'data/more.jsonl': '{"id":1}\n' });
    expect(fileErrors).toEqual({
      'missing.csv': {
        en: expect.stringContaining('missing.csv'),
        ko: expect.stringContaining('missing.csv'),
      },
    });
  });

  test('a dataset that is outside, no text or too large is told, and the notebook opens', async () => {
    const { folder, dir } = open({
      'sub/a.gamut.md': ['../secret.csv', '/etc/passwd', 'latin.csv', 'large.csv', 'small.csv']
        .map(dataset)
        .join('\n'),
      'secret.csv': 'secret',
      'sub/latin.csv': new Uint8Array([0xc0, 0xaf]),
      'sub/large.csv': '',
      'sub/small.csv': 'id\n',
    });
    truncateSync(join(dir, 'sub/large.csv'), LARGEST_DATA + 1);
    const { files, fileErrors } = await folder.read('sub/a.gamut.md');
    expect(files).toEqual({ 'small.csv': 'id\n' });
    expect(Object.entries(fileErrors).map(([name, text]) => `${name}: ${text.en}`)).toEqual([
      expect.stringContaining("../secret.csv: '../secret.csv' is outside"),
      expect.stringContaining("/etc/passwd: '/etc/passwd' is outside"),
      expect.stringContaining('is not UTF-8 text'),
      expect.stringContaining('is too large (20.0 MB > 20.0 MB)'),
    ]);
  });

  test('all dataset files together may not be too large', async () => {
    const { folder, dir } = open({
      'a.gamut.md': dataset('one.csv') + dataset('two.csv'),
      'one.csv': '',
      'two.csv': '',
    });
    truncateSync(join(dir, 'one.csv'), LARGEST_DATA - 5);
    truncateSync(join(dir, 'two.csv'), 6);
    expect(Object.keys((await folder.read('a.gamut.md')).fileErrors)).toEqual(['two.csv']);
  });

  test.each([
    ['../outside.gamut.md', 'outside'],
    ['/etc/x.gamut.md', 'outside'],
    ['missing.gamut.md', 'not_found'],
    ['a.gamut.md/b.gamut.md', 'not_found'],
    ['folder.gamut.md', 'not_found'],
    ['people.csv', 'bad_name'],
    ['latin.gamut.md', 'not_text'],
    ['large.gamut.md', 'too_large'],
  ])('%s is refused as %s', async (name, kind) => {
    const { folder, dir } = open({
      'a.gamut.md': NOTEBOOK,
      'people.csv': '',
      'large.gamut.md': '',
      'latin.gamut.md': new Uint8Array([0x80]),
    });
    mkdirSync(join(dir, 'folder.gamut.md'));
    truncateSync(join(dir, 'large.gamut.md'), LARGEST_NOTEBOOK + 1);
    await expect(folder.read(name)).rejects.toMatchObject({
      name: 'FolderError',
      kind,
      text: { ko: expect.any(String) },
    });
  });

  test.runIf(process.platform !== 'win32')('a pipe is no notebook, and nobody waits for it', async () => {
    const { folder, dir } = open();
    execFileSync(MAKE_PIPE, [join(dir, 'pipe.gamut.md')]);
    await expect(folder.read('pipe.gamut.md')).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('write', () => {
  test('replaces the text that was read', async () => {
    const { folder, dir } = open({ 'a.gamut.md': NOTEBOOK });
    const { version } = await folder.read('a.gamut.md');
    const written = await folder.write('a.gamut.md', `${NOTEBOOK}더\n`, { baseVersion: version });
    expect(readFileSync(join(dir, 'a.gamut.md'), 'utf8')).toBe(`${NOTEBOOK}더\n`);
    expect(await folder.read('a.gamut.md')).toMatchObject({ version: written.version });
  });

  test('never overwrites what changed on the disk meanwhile, and shows it', async () => {
    const { folder, dir } = open({ 'a.gamut.md': NOTEBOOK });
    const { version: baseVersion } = await folder.read('a.gamut.md');
    writeFileSync(join(dir, 'a.gamut.md'), 'edited elsewhere\n');
    const disk = await folder.read('a.gamut.md');
    await expect(folder.write('a.gamut.md', 'mine\n', { baseVersion })).rejects.toMatchObject({
      kind: 'conflict',
      disk: { text: 'edited elsewhere\n', version: disk.version },
    });
    expect(readFileSync(join(dir, 'a.gamut.md'), 'utf8')).toBe('edited elsewhere\n');
    await folder.write('a.gamut.md', 'mine\n', { baseVersion: disk.version });
  });

  test('of the text that is there already succeeds, whatever it was based on', async () => {
    const { folder } = open({ 'a.gamut.md': NOTEBOOK });
    const { version } = await folder.read('a.gamut.md');
    expect(await folder.write('a.gamut.md', NOTEBOOK, { baseVersion: 'old' })).toEqual({ version });
  });

  test('of two at once with the same base one is refused', async () => {
    const { folder } = open({ 'a.gamut.md': NOTEBOOK });
    const { version: baseVersion } = await folder.read('a.gamut.md');
    const texts = ['one\n', 'two\n', 'three\n'];
    const outcomes = await Promise.allSettled(
      texts.map((text) => folder.write('a.gamut.md', text, { baseVersion })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect((await folder.read('a.gamut.md')).text).toBe(texts[winner]);
  });

  test('keeps a decomposed name on the disk as it is', async () => {
    const onDisk = '말투.gamut.md'.normalize('NFD');
    const { folder, dir } = open({ [onDisk]: NOTEBOOK });
    const { version: baseVersion } = await folder.read('말투.gamut.md');
    await folder.write('말투.gamut.md', 'new\n', { baseVersion });
    expect(readFileSync(join(dir, onDisk), 'utf8')).toBe('new\n');
    expect(await folder.list()).toHaveLength(1);
  });

  test('does not bring back a notebook that was deleted meanwhile', async () => {
    const { folder, dir } = open({ 'a.gamut.md': NOTEBOOK });
    const { version: baseVersion } = await folder.read('a.gamut.md');
    rmSync(join(dir, 'a.gamut.md'));
    await expect(folder.write('a.gamut.md', 'new\n', { baseVersion })).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  test('refuses what cannot be written as text, or is too large, and leaves the file as it was', async () => {
    const { folder, dir } = open({ 'a.gamut.md': NOTEBOOK });
    const { version: baseVersion } = await folder.read('a.gamut.md');
    await expect(folder.write('a.gamut.md', 'half a \ud83d', { baseVersion })).rejects.toMatchObject({
      kind: 'not_text',
    });
    const large = '가'.repeat(LARGEST_NOTEBOOK / 3 + 1);
    await expect(folder.write('a.gamut.md', large, { baseVersion })).rejects.toMatchObject({
      kind: 'too_large',
    });
    expect(readFileSync(join(dir, 'a.gamut.md'), 'utf8')).toBe(NOTEBOOK);
  });
});

describe('create', () => {
  test('makes a notebook and its folders', async () => {
    const { folder } = open();
    const { version } = await folder.create('새 폴더/첫 실험.gamut.md', NOTEBOOK);
    expect(await folder.read('새 폴더/첫 실험.gamut.md')).toMatchObject({ text: NOTEBOOK, version });
  });

  test('leaves one that is there alone', async () => {
    const { folder } = open({ 'a.gamut.md': NOTEBOOK });
    await expect(folder.create('a.gamut.md', 'new\n')).rejects.toMatchObject({ kind: 'exists' });
    expect(await folder.read('a.gamut.md')).toMatchObject({ text: NOTEBOOK });
  });

  test.each([
    ['../a.gamut.md', 'outside'],
    ['a.md', 'bad_name'],
    ['what?.gamut.md', 'bad_name'],
    ['.hidden.gamut.md', 'bad_name'],
  ])('refuses %s as %s', async (name, kind) => {
    await expect(open().folder.create(name, NOTEBOOK)).rejects.toMatchObject({ kind });
  });
});

describe('toFolderError', () => {
  test.each([
    ['ENOSPC', 'disk_full'],
    ['EROFS', 'denied'],
    ['EACCES', 'denied'],
    ['EIO', 'io'],
  ])('%s of the file system is %s', (code, kind) => {
    const error = Object.assign(new Error(code), { code, syscall: 'write' });
    expect(toFolderError(error, 'a.gamut.md')).toMatchObject({ kind, cause: error });
  });

  test('leaves a bug as it is', () => {
    const bug = new TypeError('x is not a function');
    expect(toFolderError(bug, 'a.gamut.md')).toBe(bug);
    expect(bug).not.toBeInstanceOf(FolderError);
  });
});
