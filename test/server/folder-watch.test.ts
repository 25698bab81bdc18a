import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchFolder } from '../../src/server/folder-watch.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

/** Watches a folder; `next` resolves to the next path that is told. */
function watch(dir: string, { isDeep = true } = {}) {
  const told: string[] = [];
  let wake: (() => void) | null = null;
  const stop = watchFolder(dir, {
    isDeep,
    isWanted: (path) => path.endsWith('.gamut.md'),
    changed: (path) => {
      told.push(path);
      wake?.();
    },
    failed: (error) => {
      throw error;
    },
  });
  onTestFinished(stop);
  return async (): Promise<string> => {
    while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return told.shift() ?? '';
  };
}

describe('watchFolder', () => {
  test('tells of a file once, however often it is written in a burst', async () => {
    const dir = createTempFolder();
    const next = watch(dir);
    for (let i = 0; i < 20; i += 1) writeFileSync(join(dir, 'a.gamut.md'), String(i));
    expect(await next()).toBe('a.gamut.md');
    writeFileSync(join(dir, 'b.gamut.md'), '');
    expect(await next()).toBe('b.gamut.md');
  });

  test('looks into folders, new ones too, and passes over others’ and hidden ones', async () => {
    const dir = createTempFolder();
    for (const inner of ['하위/더', 'node_modules/x', '.git'])
      mkdirSync(join(dir, inner), { recursive: true });
    const next = watch(dir);
    writeFileSync(join(dir, 'node_modules/x/no.gamut.md'), '');
    writeFileSync(join(dir, '.git/no.gamut.md'), '');
    writeFileSync(join(dir, '하위/더/메모.gamut.md'), '');
    expect(await next()).toBe('하위/더/메모.gamut.md');
    mkdirSync(join(dir, 'new'));
    writeFileSync(join(dir, 'now.gamut.md'), '');
    expect(await next()).toBe('now.gamut.md');
    writeFileSync(join(dir, 'new/c.gamut.md'), '');
    expect(await next()).toBe('new/c.gamut.md');
  });

  test('tells of a file that goes', async () => {
    const dir = createTempFolder();
    writeFileSync(join(dir, 'a.gamut.md'), '');
    const next = watch(dir);
    rmSync(join(dir, 'a.gamut.md'));
    expect(await next()).toBe('a.gamut.md');
  });

  test('stays in the folder where it is not to look deeper', async () => {
    const dir = createTempFolder();
    mkdirSync(join(dir, 'inner'));
    const next = watch(dir, { isDeep: false });
    writeFileSync(join(dir, 'inner/no.gamut.md'), '');
    writeFileSync(join(dir, 'a.gamut.md'), '');
    expect(await next()).toBe('a.gamut.md');
  });
});
