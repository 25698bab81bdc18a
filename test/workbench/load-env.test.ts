import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEnv } from '../../src/workbench/load-env.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

test('the environment wins over .env, even where it sets nothing', () => {
  const file = join(createTempFolder(), '.env');
  writeFileSync(file, '# keys\nA=from-file\nB="from file"\nexport C=from-file\nD=\n');
  expect(loadEnv(file, { A: 'from-environment', C: '' })).toEqual({
    A: 'from-environment',
    B: 'from file',
    C: '',
    D: '',
  });
});

test('no .env is no variables', () => {
  expect(loadEnv(join(createTempFolder(), '.env'), { A: 'a' })).toEqual({ A: 'a' });
});

test('a .env that cannot be read is not passed over', () => {
  const folder = join(createTempFolder(), '.env');
  mkdirSync(folder);
  expect(() => loadEnv(folder, {})).toThrow('EISDIR');
});
