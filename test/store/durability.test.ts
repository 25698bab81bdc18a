import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

/** Saves records in a process of its own, and kills it without warning once it says that they are saved. */
async function saveAndKill(file: string, runId: string, count: number): Promise<void> {
  const script = fileURLToPath(new URL('save-and-wait.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, runId, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
}

test('what was saved is there after the process was killed', async () => {
  const file = join(createTempFolder(), '.gamut', 'gamut.db');
  await saveAndKill(file, 'run-1', 3);
  const results = openResults(file);
  expect([...results.each()].map(({ trial }) => trial.vars)).toHaveLength(3);
  results.close();
});

test('several processes save into one file at once, from its making on', async () => {
  const file = join(createTempFolder(), '.gamut', 'gamut.db');
  const runs = ['run-1', 'run-2', 'run-3'];
  await Promise.all(runs.map((runId) => saveAndKill(file, runId, 40)));
  const results = openResults(file);
  for (const runId of runs) expect([...results.each({ runId })]).toHaveLength(40);
  results.close();
});
