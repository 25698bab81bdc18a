import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProjectLock } from '../../src/store/project-lock.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

test('one thing at a time, in one process and over two holders', async () => {
  const file = join(createTempFolder(), '.gamut', 'lock');
  const [one, other] = [createProjectLock(file), createProjectLock(file)];
  let inside = 0;
  let most = 0;
  const done: number[] = [];
  const work = (n: number) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    done.push(n);
    return n;
  };
  expect(await Promise.all([one(work(1)), other(work(2)), one(work(3)), other(work(4))])).toEqual([
    1, 2, 3, 4,
  ]);
  expect(most).toBe(1);
  expect(done).toHaveLength(4);
});

test('what fails holds up nobody', async () => {
  const lock = createProjectLock(join(createTempFolder(), 'lock'));
  await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await lock(() => Promise.resolve('next'))).toBe('next');
});

test('a process that is killed while it holds it holds it no more', async () => {
  const file = join(createTempFolder(), 'lock');
  const source = `
    import { createProjectLock } from ${JSON.stringify(new URL('../../src/store/project-lock.ts', import.meta.url).href)};
    await createProjectLock(${JSON.stringify(file)})(() => {
      process.stdout.write('held');
      return new Promise(() => setInterval(() => {}, 1000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  let isDone = false;
  const waiting = createProjectLock(file)(() => Promise.resolve((isDone = true)));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isDone).toBe(false);
  child.kill('SIGKILL');
  await waiting;
  expect(isDone).toBe(true);
});
