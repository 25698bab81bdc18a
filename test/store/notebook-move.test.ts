import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNotebookFolder } from '../../src/store/notebook-folder.ts';
import { pinsNameOf, toNumbered } from '../../src/store/notebook-name.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

const AT = new Date('2026-11-22T01:15:30.123Z');

function open(files: Record<string, string>) {
  const root = createTempFolder();
  const dir = join(root, 'notebooks');
  mkdirSync(dir);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  const all = () =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => !lstatSync(join(dir, name)).isDirectory())
      .sort();
  return { folder: openNotebookFolder(dir), root, dir, all };
}

describe('names', () => {
  test('get a number before their ending, and go on from one', () => {
    expect(toNumbered('tone.gamut.md', 1)).toBe('tone.gamut.md');
    expect(toNumbered('tone.gamut.md', 2)).toBe('tone-2.gamut.md');
    expect(toNumbered('하위/말투-2.gamut.md', 2)).toBe('하위/말투-3.gamut.md');
    expect(toNumbered('v1.2/people.csv', 3)).toBe('v1.2/people-3.csv');
    expect(toNumbered('people', 2)).toBe('people-2');
    const long = toNumbered(`${'말'.repeat(80)}.gamut.md`, 2);
    expect(long).toBe(`${'말'.repeat(79)}-2.gamut.md`);
    expect(pinsNameOf('하위/tone.gamut.md')).toBe('하위/tone.results.jsonl');
  });
});

describe('a notebook that gets another name', () => {
  test('keeps its bytes, takes its pinned results along, and leaves its data where it is', async () => {
    const { folder, dir, all } = open({
      'tone.gamut.md': '# 말투\r\n',
      'tone.results.jsonl': '{}\n',
      'people.csv': 'id\n',
    });
    await folder.move('tone.gamut.md', '하위/말투.gamut.md');
    expect(all()).toEqual(['people.csv', '하위/말투.gamut.md', '하위/말투.results.jsonl']);
    expect(readFileSync(join(dir, '하위/말투.gamut.md'), 'utf8')).toBe('# 말투\r\n');
  });

  test('never takes the place of another file', async () => {
    const { folder, dir, all } = open({
      'a.gamut.md': 'A',
      'a.results.jsonl': 'pins of a',
      'b.gamut.md': 'B',
      'c.results.jsonl': 'of a notebook that is gone',
    });
    await expect(folder.move('a.gamut.md', 'b.gamut.md')).rejects.toMatchObject({ kind: 'exists' });
    await expect(folder.move('a.gamut.md', 'c.gamut.md')).rejects.toMatchObject({ kind: 'exists' });
    expect(all()).toEqual(['a.gamut.md', 'a.results.jsonl', 'b.gamut.md', 'c.results.jsonl']);
    expect(readFileSync(join(dir, 'a.gamut.md'), 'utf8')).toBe('A');
    expect(readFileSync(join(dir, 'b.gamut.md'), 'utf8')).toBe('B');
  });

  test.each([
    '../b.gamut.md',
    '/tmp/b.gamut.md',
    'link/b.gamut.md',
    '.b.gamut.md',
    'b.md',
    'b\\c.gamut.md',
    'x%2fb.gamut.md',
    'a:b.gamut.md',
    'con.gamut.md',
  ])('does not become %j', async (to) => {
    const { folder, root, dir } = open({ 'a.gamut.md': 'A' });
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(dir, 'link'));
    await expect(folder.move('a.gamut.md', to)).rejects.toMatchObject({ name: 'FolderError' });
    expect(readFileSync(join(dir, 'a.gamut.md'), 'utf8')).toBe('A');
    expect(readdirSync(join(root, 'outside'))).toEqual([]);
  });

  test('where it is a link, is moved itself, and what it leads to stays', async () => {
    const { folder, dir, all } = open({ 'a.gamut.md': 'A' });
    symlinkSync('a.gamut.md', join(dir, 'link.gamut.md'));
    await folder.move('link.gamut.md', 'other.gamut.md');
    expect(all()).toEqual(['a.gamut.md', 'other.gamut.md']);
    expect(lstatSync(join(dir, 'other.gamut.md')).isSymbolicLink()).toBe(true);
  });

  test('where it is a link that leads outside, is refused', async () => {
    const { folder, root, dir } = open({});
    writeFileSync(join(root, 'secret.gamut.md'), 'S');
    symlinkSync(join(root, 'secret.gamut.md'), join(dir, 'link.gamut.md'));
    await expect(folder.move('link.gamut.md', 'b.gamut.md')).rejects.toMatchObject({ kind: 'outside' });
    await expect(folder.remove('link.gamut.md', AT)).rejects.toMatchObject({ kind: 'outside' });
  });

  test('is found under its new name in the list at once', async () => {
    const { folder } = open({ 'a.gamut.md': '# A' });
    await folder.list();
    await folder.move('a.gamut.md', 'b.gamut.md');
    expect((await folder.list()).map(({ name, title }) => [name, title])).toEqual([['b.gamut.md', 'A']]);
  });
});

describe('the trash', () => {
  test('tells what it holds, the last deleted first, with titles and times', async () => {
    const { folder, dir, root } = open({
      'a.gamut.md': '# 가\n',
      '하위/b.gamut.md': '# B\n',
      'c.gamut.md': 'x\n',
    });
    expect(await folder.trashed(10)).toEqual([]);
    expect(existsSync(join(dir, '.trash'))).toBe(false);
    await folder.remove('a.gamut.md', AT);
    await folder.remove('하위/b.gamut.md', new Date('2026-11-23T00:00:00Z'));
    await folder.remove('c.gamut.md', new Date('2026-11-24T00:00:00Z'));
    // What lies there besides is none of it, and a link leads nowhere.
    mkdirSync(join(dir, '.trash/mine'));
    writeFileSync(join(root, 'secret.md'), '# Secret\n');
    mkdirSync(join(dir, '.trash/20261101-000000-000'));
    symlinkSync(join(root, 'secret.md'), join(dir, '.trash/20261101-000000-000/s.gamut.md'));
    const all = await folder.trashed(10);
    expect(all.map(({ name, title, deletedAt }) => [name, title, deletedAt])).toEqual([
      ['c.gamut.md', '', '2026-11-24T00:00:00.000Z'],
      ['하위/b.gamut.md', 'B', '2026-11-23T00:00:00.000Z'],
      ['a.gamut.md', '가', '2026-11-22T01:15:30.123Z'],
      ['s.gamut.md', '', '2026-11-01T00:00:00.000Z'],
    ]);
    expect((await folder.trashed(2)).map(({ name }) => name)).toEqual(['c.gamut.md', '하위/b.gamut.md']);
    expect((await folder.restore(all[1]?.id ?? '')).name).toBe('하위/b.gamut.md');
  });

  test('takes a notebook with its pinned results under the time, and gives it back', async () => {
    const { folder, all } = open({
      '하위/tone.gamut.md': '# A',
      '하위/tone.results.jsonl': '{}\n',
      '하위/people.csv': 'id\n',
    });
    const { id, trashed } = await folder.remove('하위/tone.gamut.md', AT);
    expect(id).toBe('20261122-011530-123');
    expect(trashed).toBe('.trash/20261122-011530-123/하위/tone.gamut.md');
    expect(all()).toEqual([
      '.trash/20261122-011530-123/하위/tone.gamut.md',
      '.trash/20261122-011530-123/하위/tone.results.jsonl',
      '하위/people.csv',
    ]);
    expect(await folder.list()).toEqual([]);
    expect(await folder.restore(id)).toEqual({ name: '하위/tone.gamut.md', trashed });
    expect(all()).toEqual(['하위/people.csv', '하위/tone.gamut.md', '하위/tone.results.jsonl']);
    await expect(folder.restore(id)).rejects.toMatchObject({ kind: 'not_found' });
  });

  test('holds several of one name and one moment, and gives back beside a newer one of that name', async () => {
    const { folder, dir, all } = open({ 'a.gamut.md': 'first' });
    const first = await folder.remove('a.gamut.md', AT);
    await folder.create('a.gamut.md', 'second');
    const second = await folder.remove('a.gamut.md', AT);
    expect(second.id).not.toBe(first.id);
    await folder.create('a.gamut.md', 'third');
    expect((await folder.restore(first.id)).name).toBe('a-2.gamut.md');
    expect(readFileSync(join(dir, 'a-2.gamut.md'), 'utf8')).toBe('first');
    expect((await folder.restore(second.id)).name).toBe('a-3.gamut.md');
    expect(all()).toEqual(['a-2.gamut.md', 'a-3.gamut.md', 'a.gamut.md']);
  });

  test.each(['..', '../..', '.', '', 'x', '20261122-011530-123/..', '/etc', '20261122-011530-124'])(
    'has nothing under %j',
    async (id) => {
      const { folder } = open({ 'a.gamut.md': 'A' });
      await folder.remove('a.gamut.md', AT);
      await expect(folder.restore(id)).rejects.toMatchObject({ kind: 'not_found' });
    },
  );

  test('is no link to somewhere else', async () => {
    const { folder, root, dir } = open({ 'a.gamut.md': 'A' });
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(dir, '.trash'));
    await expect(folder.remove('a.gamut.md', AT)).rejects.toMatchObject({ kind: 'outside' });
    expect(existsSync(join(dir, 'a.gamut.md'))).toBe(true);
    expect(readdirSync(join(root, 'outside'))).toEqual([]);
  });
});

describe('a dataset file that comes in', () => {
  test('is used as it is where it has the same text, and gets a number where not', async () => {
    const { folder, dir, all } = open({ 'people.csv': 'id\n1\n' });
    expect(await folder.addData('people.csv', 'id\n1\n')).toBe('people.csv');
    expect(await folder.addData('people.csv', 'id\n2\n')).toBe('people-2.csv');
    expect(await folder.addData('data/people.csv', 'id\n3\n')).toBe('data/people.csv');
    expect(all()).toEqual(['data/people.csv', 'people-2.csv', 'people.csv']);
    expect(readFileSync(join(dir, 'people.csv'), 'utf8')).toBe('id\n1\n');
    await expect(folder.addData('../people.csv', '')).rejects.toMatchObject({ kind: 'outside' });
    await expect(folder.addData('a.csv', '\ud800')).rejects.toMatchObject({ kind: 'not_text' });
    await expect(folder.addData('a.csv', 'x'.repeat(20_000_001))).rejects.toMatchObject({
      kind: 'too_large',
    });
  });
});
