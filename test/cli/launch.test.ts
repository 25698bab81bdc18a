import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseRuntime, findBundledNode, QUIET } from '../../src/cli/launch.js';

const launcher = path.resolve(import.meta.dirname, '../../src/cli/gamut.js');
const facts = { version: '24.1.0', execPath: '/bin/node', execArgv: [], bundled: '/b/node', lang: '' };

describe('chooseRuntime', () => {
  test('stays in a new enough Node', () => {
    for (const version of ['24.3.0', '24.21.0', '26.0.0'])
      expect(chooseRuntime({ ...facts, version })).toEqual({ kind: 'here' });
  });

  test('starts one again, quietly, that would announce type stripping from every thread, and then stays in it', () => {
    expect(chooseRuntime(facts)).toEqual({ kind: 'spawn', execPath: '/bin/node' });
    expect(chooseRuntime({ ...facts, execArgv: [QUIET] })).toEqual({ kind: 'here' });
  });

  test("takes the project's own Node where the running one is too old, even if started quietly", () => {
    for (const version of ['20.20.2', '22.21.0', '23.11.1', '18.0.0'])
      expect(chooseRuntime({ ...facts, version, execArgv: [QUIET] })).toEqual({
        kind: 'spawn',
        execPath: '/b/node',
      });
  });

  test('says what to install where there is none, in the language of the person', () => {
    const old = { ...facts, version: '20.1.0', bundled: null };
    expect(chooseRuntime(old)).toEqual({ kind: 'none', message: expect.stringContaining('npm ci') });
    const korean = chooseRuntime({ ...old, lang: 'ko_KR.UTF-8' });
    expect(korean).toEqual({ kind: 'none', message: expect.stringContaining('이상이 필요하지만') });
  });
});

test("finds the project's Node, and none where no package is", () => {
  expect(findBundledNode(launcher)).toMatch(/node_modules[\\/]node[\\/]bin[\\/]node(\.exe)?$/);
  expect(findBundledNode('/nowhere/at/all.js')).toBeNull();
});

test('the command passes arguments, output and the exit code through', () => {
  const help = spawnSync(process.execPath, [launcher, '--help', '--lang', 'en'], { encoding: 'utf8' });
  expect(help.stderr).toBe('');
  expect(help.stdout).toContain('gamut');
  expect(help.status).toBe(0);
  const wrong = spawnSync(process.execPath, [launcher, 'no-such-command', '--lang', 'en'], {
    encoding: 'utf8',
  });
  expect(wrong.stdout).toBe('');
  expect(wrong.stderr).toContain('no-such-command');
  expect(wrong.status).toBe(2);
});
