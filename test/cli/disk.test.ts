import { spawn } from 'node:child_process';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { createCliProject, NOTEBOOK, type CliProject, type Went } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const RUN = ['run', 'tone', '--yes'];
const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts');

const start = async (notebook = NOTEBOOK): Promise<{ project: CliProject; asked: () => number }> => {
  const vendor = await startVendor(({ messages }) => ({
    text: (messages.at(-1)?.content ?? '').repeat(200),
  }));
  return { project: createCliProject(vendor.baseUrl, { notebook }), asked: () => vendor.asked.length };
};

/** A command in a process whose files may not grow beyond so many KiB: a disk that is full. */
function runOnFullDisk({ root }: CliProject, args: string[], kib: number): Promise<Went> {
  return new Promise((resolve) => {
    const flags = ['--disable-warning=ExperimentalWarning'];
    const command = `trap '' XFSZ; ulimit -f ${kib}; exec "$@"`;
    const child = spawn('bash', ['-c', command, 'bash', process.execPath, ...flags, MAIN, ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => (out += String(data)));
    child.stderr.on('data', (data) => (err += String(data)));
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}

describe('the disk of the store', () => {
  test(
    'is full in the middle of a run: it stops with a sentence, and goes on with what is missing',
    { timeout: 60_000 },
    async () => {
      const { project, asked } = await start(NOTEBOOK.replace('data: people', 'data: people\nrepeats: 50'));
      const full = await runOnFullDisk(project, RUN, 200);
      expect(full.code).toBe(1);
      expect(full.err).toMatch(/disk is full|disk I\/O error/);
      expect(full.err).not.toMatch(/\n\s+at /);
      const before = asked();
      expect(before).toBeLessThan(200);
      expect((await project.gamut(RUN)).code).toBe(0);
      const { rows } = fromCsv((await project.gamut(['export', 'tone', '--csv', '-'])).out);
      expect(rows.filter(({ status }) => status === 'done')).toHaveLength(200);
      const db = new DatabaseSync(path.join(project.root, '.gamut/gamut.db'), { readOnly: true });
      const { n } = db.prepare("SELECT count(*) n FROM records WHERE status = 'done'").get() ?? {};
      db.close();
      expect(n).toBe(200);
    },
  );

  test.each([
    [
      'a file that is no database',
      (file: string) => writeFileSync(file, 'not a database, though as long as one '.repeat(400)),
      /not a SQLite database/,
    ],
    ['a folder', (file: string) => mkdirSync(file), /could not be opened/],
    [
      'a database whose pages are garbage',
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xa5)]));
      },
      /is damaged/,
    ],
  ])('holds %s: every command says so, and nothing is sent', async (_what, spoil, words) => {
    const { project, asked } = await start();
    await project.gamut(RUN);
    const sent = asked();
    const folder = path.join(project.root, '.gamut');
    const file = path.join(folder, 'gamut.db');
    if (!words.source.includes('damaged')) rmSync(file);
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    spoil(file);
    for (const args of [RUN, ['estimate', 'tone'], ['export', 'tone', '--csv', '-']]) {
      const { code, out, err } = await project.gamut(args);
      expect([args, code, out]).toEqual([args, 1, '']);
      expect(err).toMatch(words);
      expect((await project.gamut([...args, '--lang', 'ko'])).err).toMatch(/[가-힣]/);
    }
    expect(asked()).toBe(sent);
  });

  test('has a file where its folder should be', async () => {
    const { project } = await start();
    writeFileSync(path.join(project.root, '.gamut'), '');
    expect(await project.gamut(RUN)).toMatchObject({
      code: 1,
      err: expect.stringContaining('could not be opened'),
    });
  });
});

describe('a file of results', () => {
  test(
    'that meets a full disk is told of, is not left half, and leaves what was there',
    { timeout: 60_000 },
    async () => {
      const { project } = await start(NOTEBOOK.replace('data: people', 'data: people\nrepeats: 20'));
      await project.gamut(RUN);
      project.write('out.csv', 'what was there');
      const { code, err } = await runOnFullDisk(project, ['export', 'tone', '--csv', 'out.csv'], 64);
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('The disk is full: out.csv could not be written'),
      ]);
      expect(project.read('out.csv')).toBe('what was there');
    },
  );

  test('that is a link is written where it leads; what is no plain file is written to, not replaced', async () => {
    const { project } = await start();
    await project.gamut(RUN);
    const [real, link] = ['real.csv', 'link.csv'].map((name) => path.join(project.root, name));
    writeFileSync(real ?? '', '');
    symlinkSync(real ?? '', link ?? '');
    expect((await project.gamut(['export', 'tone', '--csv', 'link.csv'])).code).toBe(0);
    expect(lstatSync(link ?? '').isSymbolicLink()).toBe(true);
    expect(project.readCsv('real.csv').rows).toHaveLength(4);
    expect((await project.gamut(['export', 'tone', '--csv', '/dev/null'])).code).toBe(0);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

test(
  'a store that another program holds locked is waited for, then told of',
  { timeout: 60_000 },
  async () => {
    const { project } = await start();
    await project.gamut(RUN);
    appendFileSync(path.join(project.root, 'experiments/tone.gamut.md'), '\n');
    const db = new DatabaseSync(path.join(project.root, '.gamut/gamut.db'));
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    try {
      project.write('experiments/tone.gamut.md', NOTEBOOK.replace('0.3', '0.4'));
      const { code, err } = await project.gamut(RUN);
      expect([code, err]).toEqual([1, expect.stringMatching(/locked|in use|busy/i)]);
    } finally {
      db.close();
    }
  },
);

test('a place that takes no new file is told of in a sentence, before anything is sent', async () => {
  const { project, asked } = await start();
  const { code, err } = await project.gamut([...RUN, '--csv', '/proc/gamut.csv']);
  expect(code).not.toBe(0);
  expect(err).toContain('/proc/gamut.csv could not be written: ');
  expect(err).not.toContain('ENOENT');
  expect(asked()).toBe(0);
  const korean = await project.gamut([...RUN, '--csv', '/proc/gamut.csv', '--lang', 'ko']);
  expect(korean.err).toMatch(/\/proc\/gamut\.csv 파일을 쓰지 못했습니다\([가-힣 ]+\)/);
});
