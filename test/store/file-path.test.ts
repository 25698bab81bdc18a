import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FolderError } from '../../src/store/folder-error.ts';
import { isInside, locate, toSegments } from '../../src/store/file-path.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

describe('toSegments', () => {
  test.each([
    ['tone.gamut.md', ['tone.gamut.md']],
    ['sub/말투 비교.gamut.md', ['sub', '말투 비교.gamut.md']],
    ['a..b.csv', ['a..b.csv']],
    ['100%.csv', ['100%.csv']],
    ['console.csv', ['console.csv']],
  ])('takes %s', (path, segments) => {
    expect(toSegments(path)).toEqual(segments);
  });

  test('composes what was written decomposed, as macOS does', () => {
    expect(toSegments('말투.gamut.md'.normalize('NFD'))).toEqual(['말투.gamut.md'.normalize('NFC')]);
  });

  test.each([
    '../secret',
    'a/../../secret',
    'a/..',
    '/etc/passwd',
    '\\\\host\\share',
    'C:\\Windows',
    'c:file',
    'a\\..\\b',
    '%2e%2e/secret',
    '..%2fsecret',
    'a%5c..%5cb',
    'a%00b',
    '%252e%252e/secret',
  ])('refuses %s as outside', (path) => {
    expect(() => toSegments(path)).toThrow(expect.objectContaining({ kind: 'outside' }));
  });

  test.each([
    '',
    '.',
    './a',
    'a//b',
    'a/',
    '.env',
    '.gamut/gamut.db',
    'a\u0000b',
    'a\nb',
    'CON',
    'aux.gamut.md',
    'sub/NUL.csv',
    'lpt1.gamut.md',
    'name.',
    'name ',
    '가'.repeat(90),
  ])('refuses %j as a name', (path) => {
    expect(() => toSegments(path)).toThrow(expect.objectContaining({ kind: 'bad_name' }));
  });

  test('whatever it takes stays inside', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '/', '\\', '%2e%2e', 'a', '말투', ' '),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', ''), (parts, glue) => {
        let segments: string[];
        try {
          segments = toSegments(parts.join(glue));
        } catch (error) {
          expect(error).toBeInstanceOf(FolderError);
          return;
        }
        expect(isInside('/root', join('/root', ...segments))).toBe(true);
        expect(segments.join('/')).not.toMatch(/\\|(?:^|\/)\.|\/\//);
      }),
    );
  });
});

describe('isInside', () => {
  test('is not fooled by a folder whose name begins alike', () => {
    expect(isInside('/a/experiments', '/a/experiments/x')).toBe(true);
    expect(isInside('/a/experiments', '/a/experiments-old/x')).toBe(false);
    expect(isInside('/', '/x')).toBe(true);
  });
});

describe('locate', () => {
  test('finds a file by its composed name where the disk has it decomposed', async () => {
    const root = createTempFolder();
    const onDisk = join('폴더'.normalize('NFD'), '말투.gamut.md'.normalize('NFD'));
    mkdirSync(join(root, '폴더'.normalize('NFD')));
    writeFileSync(join(root, onDisk), '');
    expect(await locate(root, '폴더/말투.gamut.md')).toEqual({ file: join(root, onDisk), exists: true });
    expect(await locate(root, '폴더/새.gamut.md')).toEqual({
      file: join(root, '폴더'.normalize('NFD'), '새.gamut.md'),
      exists: false,
    });
  });

  test('follows links inside, and refuses those that lead outside', async () => {
    const outside = createTempFolder();
    const root = createTempFolder();
    mkdirSync(join(root, 'real'));
    writeFileSync(join(root, 'real', 'a.csv'), '');
    writeFileSync(join(outside, 'secret.csv'), '');
    symlinkSync(join(root, 'real'), join(root, 'link'));
    symlinkSync(outside, join(root, 'way-out'));
    symlinkSync(join(outside, 'secret.csv'), join(root, 'secret.csv'));
    expect(await locate(root, 'link/a.csv')).toEqual({ file: join(root, 'real', 'a.csv'), exists: true });
    await expect(locate(root, 'way-out/secret.csv')).rejects.toMatchObject({ kind: 'outside' });
    await expect(locate(root, 'way-out/new.csv')).rejects.toMatchObject({ kind: 'outside' });
    await expect(locate(root, 'secret.csv')).rejects.toMatchObject({ kind: 'outside' });
  });
});
