import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** A running `gamut serve` on a project folder of its own. */
export interface GamutProcess {
  /** Address of the page. */
  url: string;
  /** The project folder; the notebooks are in `experiments` inside it. */
  folder: string;
  /** What it has written so far, both streams. */
  output(): string;
  /** Ends the process; `SIGKILL` as a power cut would. The folder stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder, at the same port. */
  restart(): Promise<void>;
  /** The same, where it has ended: an earlier try may have left it so. */
  revive(): Promise<void>;
  /** Ends the process and removes the folder. */
  remove(): Promise<void>;
}

/** Starts `gamut serve` as a person would, on a copy of the sample notebooks (or on `notebooks`: name -> text), without any
 * key but those in `env`. */
export async function startGamut(
  options: { env?: Record<string, string>; notebooks?: Record<string, string>; config?: string } = {},
): Promise<GamutProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gamut-e2e-'));
  const experiments = path.join(folder, 'experiments');
  if (options.notebooks) {
    await mkdir(experiments);
    for (const [name, text] of Object.entries(options.notebooks)) {
      await writeFile(path.join(experiments, name), text);
    }
  } else {
    await cp(path.join(root, 'experiments'), experiments, { recursive: true });
  }
  await writeFile(
    path.join(folder, 'gamut.config.yaml'),
    options.config ?? 'krw_per_usd: { rate: 1400, as_of: 2026-11-01 }\n',
  );
  let child: ChildProcess;
  let output = '';
  let port = 0;
  const start = async (): Promise<void> => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en_US.UTF-8', ...options.env };
    child = spawn(
      process.execPath,
      // With this flag the command runs in this very process, so that a SIGKILL meets the server itself.
      [
        '--disable-warning=ExperimentalWarning',
        path.join(root, 'src/cli/gamut.js'),
        'serve',
        '--dir',
        experiments,
        '--port',
        String(port),
      ],
      { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let fresh = '';
    await new Promise<void>((resolve, reject) => {
      const listen = (data: Buffer) => {
        output += data.toString();
        fresh += data.toString();
        const match = /http:\/\/127\.0\.0\.1:(\d+)/.exec(fresh);
        if (!match) return;
        port = Number(match[1]);
        resolve();
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
      child.once('exit', (code) => reject(new Error(`gamut serve ended with ${code}:\n${fresh}`)));
    });
  };
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (hasEnded()) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    folder,
    output: () => output,
    stop,
    restart: start,
    revive: async () => {
      if (hasEnded()) await start();
    },
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
