import { spawn } from 'node:child_process';
import path from 'node:path';
import { storingAhead } from '../../src/engine/queue.ts';
import { chance, createMix, type Asked, type Treatment } from '../fault/fault.ts';
import { startFaultServer, type FaultServer } from '../fault/fault-server.ts';
import { audit, type Audit } from './audit.ts';
import { createSoakProject, type SoakProject } from './soak-project.ts';

/** How hard a soak is. */
export interface SoakOptions {
  trials: number;
  /** Share of the requests that meet a fault or an oddity. */
  share: number;
  /** How often the process is killed, at places that hang on the seed. */
  kills: number;
  seed: number;
  /** Requests at a time to each of the two providers. */
  concurrency: number;
  /** Processes that run at once on the one store. */
  processes?: number;
  /** Hears of each process that ends. */
  tell?: (line: string) => void;
}

/** What came of a soak. */
export interface SoakReport extends Audit {
  trials: number;
  asked: number;
  kills: number;
  /** Processes that were started. */
  starts: number;
  treated: Map<Treatment, number>;
  wallMs: number;
  /** The most requests that can have been under way when a process was killed, all kills together. */
  exposed: number;
  /** Requests of killed processes that the server had, all kills together: answered whole and not kept, or still open. */
  atServer: number;
}

const CLI = path.resolve(import.meta.dirname, '../../src/cli/main.ts');

/** A process that asks for nothing for so long hangs. The longest wait that it may make by itself is far shorter. */
const HANG_MS = 120_000;

/** When an answer counts as stalled. Long beside what a busy machine makes a process wait by itself: an answer that was served
 * whole and given up for lateness would be paid for and not kept, with no kill to tell of it. */
const SILENCE_MS = 5000;

/** More starts than kills: a trial that has met five faults in a row is tried again by the next process. */
const MORE_STARTS = 20;

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

/** `gamut run` on this very Node, so that a SIGKILL meets the process that has the store open. */
function startRun(project: SoakProject, resume: boolean) {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const args = ['run', project.notebook, resume ? '--resume' : '--yes', '--lang', 'en'];
  const child = spawn(process.execPath, [...flags, CLI, ...args], {
    cwd: project.root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: project.root, LANG: 'en_US.UTF-8' },
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  return { child, ended };
}

/** The counts of requests at which a process is killed: some by its first ones, the last before the work is done. */
function toKillPoints({ kills, seed, trials }: SoakOptions): number[] {
  return Array.from({ length: kills }, (_, index) =>
    Math.max(1, Math.floor(chance(seed, 'kill', index) * trials)),
  ).sort((a, b) => a - b);
}

/** Runs processes one after the other (or several at a time) until one ends well, killing them on the way. */
async function runThrough(
  server: FaultServer,
  project: SoakProject,
  options: SoakOptions,
): Promise<{ kills: number; starts: number; exposed: number; cutOff: Set<Asked> }> {
  const points = toKillPoints(options);
  const tell = options.tell ?? (() => {});
  let [kills, starts] = [0, 0];
  const cutOff = new Set<Asked>();
  const loop = async (): Promise<void> => {
    let resume = false;
    while (starts < options.kills * 2 + MORE_STARTS) {
      starts += 1;
      const before = server.books.asked.length;
      const { child, ended } = startRun(project, resume);
      victims.add(child);
      const { code, signal, stderr } = await ended;
      victims.delete(child);
      tell(
        `${resume ? 'resume' : 'run   '}  ${signal ?? `exit ${code}`} after ${server.books.asked.length} requests, ${server.books.served.size} answers`,
      );
      if (code === 0 && !resume) return;
      const isIdle =
        !resume && code === 1 && server.books.asked.length === before && (options.processes ?? 1) === 1;
      if (signal === null && (isIdle || (code !== 0 && code !== 1)))
        throw new Error(`gamut run ended with ${code}:\n${stderr}`);
      if (hung) throw new Error(`Nothing was asked for ${HANG_MS / 1000} s. The process hangs:\n${stderr}`);
      // What was cut off goes on; what failed five times on the way is made by a run after it.
      resume = signal !== null;
    }
    throw new Error(`It is not done after ${starts} starts.`);
  };
  const victims = new Set<ReturnType<typeof startRun>['child']>();
  let hung = false;
  const onHang = (): void => {
    hung = true;
    for (const child of victims) child.kill('SIGKILL');
  };
  let watch = setTimeout(onHang, HANG_MS);
  server.onAsked = () => {
    clearTimeout(watch);
    watch = setTimeout(onHang, HANG_MS);
    if (server.books.asked.length < (points[0] ?? Infinity)) return;
    // A process that has answers under way dies in the middle of them.
    const [victim] = victims;
    if (victim === undefined) return;
    points.shift();
    victims.delete(victim);
    kills += 1;
    for (const open of server.books.open) cutOff.add(open);
    victim.kill('SIGKILL');
  };
  try {
    await Promise.all(Array.from({ length: options.processes ?? 1 }, loop));
  } finally {
    clearTimeout(watch);
    server.onAsked = null;
    for (const child of victims) child.kill('SIGKILL');
  }
  // An answer can have left the server whole and not have reached the disk, for each place in the two lanes and for those
  // that are stored while the next ones have their places.
  const atOnce = options.concurrency + storingAhead(options.concurrency);
  return { kills, starts, exposed: kills * atOnce * 2, cutOff };
}

/** Runs a notebook against a server full of faults, through kills of its process, and audits what is in the store. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const server = await startFaultServer({ script: createMix(options.seed, options.share), slowMs: 300 });
  const project = await createSoakProject(server, { ...options, silenceMs: SILENCE_MS });
  const startedAt = performance.now();
  try {
    const { cutOff, ...went } = await runThrough(server, project, { ...options, trials: project.trials });
    const found = audit(project.store, server.books, project.trials);
    if (found.lost > found.paidTwice)
      found.faults.push(
        `${found.lost} answers were paid for and not kept; Gamut tells of ${found.paidTwice}.`,
      );
    if (found.paidTwice > went.exposed)
      found.faults.push(
        `Gamut tells of ${found.paidTwice} requests that may be paid twice; ${went.exposed} can have been under way.`,
      );
    return {
      ...found,
      ...went,
      atServer: cutOff.union(found.lostOf).size,
      trials: project.trials,
      asked: server.books.asked.length,
      treated: server.books.treated,
      wallMs: performance.now() - startedAt,
    };
  } finally {
    await server.stop();
    await project.remove();
  }
}
