import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

const cli = path.resolve(import.meta.dirname, '../../src/cli/gamut.js');

/** `gamut serve` in a process of its own. */
export interface RunningServer {
  url: string;
  /** Its memory now, MiB. */
  memoryMib: () => Promise<number>;
  stop: () => Promise<void>;
}

/** `gamut serve` over a project's notebooks, on any free port. */
export async function startServer({ root }: { root: string }): Promise<RunningServer> {
  const flags = ['--disable-warning=ExperimentalWarning', cli, 'serve', '--port', '0', '--lang', 'en'];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url === undefined) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    const memoryMib = async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
    };
    return { url, memoryMib, stop };
  }
  throw new Error('gamut serve ended before it said its address');
}
