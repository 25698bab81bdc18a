import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAtomically } from '../../src/store/atomic-write.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

describe('writeAtomically', () => {
  test('writes a new file and replaces an old one, and leaves nothing else behind', async () => {
    const folder = createTempFolder();
    const file = join(folder, '말투.gamut.md');
    await writeAtomically(file, 'first');
    await writeAtomically(file, new TextEncoder().encode('둘째'));
    expect(readFileSync(file, 'utf8')).toBe('둘째');
    expect(readdirSync(folder)).toEqual(['말투.gamut.md']);
  });

  test.runIf(process.platform !== 'win32')('keeps the mode of the file', async () => {
    const file = join(createTempFolder(), 'a.gamut.md');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    await writeAtomically(file, 'new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('whoever has the old file open keeps reading the old text', async () => {
    const file = join(createTempFolder(), 'a.gamut.md');
    writeFileSync(file, 'old');
    const before = statSync(file).ino;
    await writeAtomically(file, 'new');
    expect(statSync(file).ino).not.toBe(before);
  });

  test('does not replace what is there when the file is to be new', async () => {
    const folder = createTempFolder();
    const file = join(folder, 'a.gamut.md');
    await writeAtomically(file, 'first', { isNew: true });
    await expect(writeAtomically(file, 'second', { isNew: true })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['a.gamut.md']);
  });

  test('leaves nothing behind where it fails', async () => {
    const folder = createTempFolder();
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeAtomically(join(folder, 'taken'), 'text')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
