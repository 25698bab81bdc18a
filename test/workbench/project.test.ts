import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProject, toIdentity, toName } from '../../src/workbench/project.ts';
import { WorkbenchError } from '../../src/workbench/workbench-error.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

function createFolders(...paths: string[]): string {
  const root = createTempFolder();
  for (const path of paths) mkdirSync(join(root, path), { recursive: true });
  return root;
}

describe('findProject', () => {
  test.each(['gamut.config.yaml', '.gamut', 'package.json', '.git'])(
    'takes the nearest folder with %s',
    (mark) => {
      const root = createFolders('outer/inner/notebooks', `outer/${mark}`, '.git');
      const project = findProject(join(root, 'outer/inner/notebooks'));
      expect(project).toEqual({
        root: join(root, 'outer'),
        notebooksDir: join(root, 'outer/inner/notebooks'),
        storeFile: join(root, 'outer/.gamut/gamut.db'),
        lockFile: join(root, 'outer/.gamut/lock'),
        configFile: join(root, 'outer/gamut.config.yaml'),
        envFile: join(root, 'outer/.env'),
      });
    },
  );

  test('takes the notebooks folder itself where it has a mark', () => {
    const root = createFolders('notebooks/.gamut', '.git');
    expect(findProject(join(root, 'notebooks')).root).toBe(join(root, 'notebooks'));
  });

  test('finds the same project through a link', () => {
    const root = createFolders('real/notebooks', 'real/.git');
    symlinkSync(join(root, 'real/notebooks'), join(root, 'link'));
    expect(findProject(join(root, 'link'))).toEqual(findProject(join(root, 'real/notebooks')));
  });

  test('says which folder is not there', () => {
    const missing = join(createTempFolder(), 'nowhere');
    expect(() => findProject(missing)).toThrow(WorkbenchError);
    expect(() => findProject(missing)).toThrow(missing);
  });
});

describe('names and identities', () => {
  test('lead to each other, Korean and nested ones too', () => {
    const root = createFolders('experiments', '.git');
    const project = findProject(join(root, 'experiments'));
    for (const name of ['tone.gamut.md', '하위/메모.gamut.md']) {
      expect(toIdentity(project, name)).toBe(`experiments/${name}`);
      expect(toName(project, toIdentity(project, name))).toBe(name);
    }
  });

  test('an identity outside the notebooks folder has no name', () => {
    const project = findProject(createFolders('experiments', '.git') + '/experiments');
    expect(toName(project, 'other/tone.gamut.md')).toBeNull();
    expect(toName(project, '..tone.gamut.md')).toBeNull();
  });
});
