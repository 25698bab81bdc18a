import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What one run of a program took. */
export interface Measured {
  /** From its start to its end, milliseconds. */
  wallMs: number;
  /** The most memory it held, MiB. */
  peakMib: number;
  /** Processor time of all its threads, milliseconds: hardly changes with what else the machine does. */
  cpuMs: number;
  stdout: string;
}

const reporter = new URL('./report-usage.ts', import.meta.url).href;

/** Runs a script on this Node to its end and measures the whole process. Throws with its stderr where it fails. */
export async function measure(script: string, args: string[], cwd: string): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gamut-bench-'));
  const usageFile = path.join(folder, 'usage.json');
  const startedAt = performance.now();
  const flags = ['--disable-warning=ExperimentalWarning', '--import', reporter];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GAMUT_BENCH_USAGE_FILE: usageFile },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wallMs = performance.now() - startedAt;
  if (code !== 0)
    throw new Error(`${path.basename(script)} ended with ${String(code)}:\n${stderr}\n${stdout}`);
  const usage = JSON.parse(await readFile(usageFile, 'utf8')) as Pick<Measured, 'peakMib' | 'cpuMs'>;
  await rm(folder, { recursive: true, force: true });
  return { wallMs, ...usage, stdout };
}

/** The middle of several figures. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

/** The figure below which a share of the values lies (nearest rank). */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** `3.21 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** Writes a heading or a figure. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
