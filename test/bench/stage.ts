import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** How the stand-in server answers. */
export interface StandInOptions {
  tokens?: number;
  topLogprobs?: number;
  firstTokenMs?: number;
  /** Between tokens; 0 is as fast as it can. */
  tokenMs?: number;
}

/** A running stand-in server. */
export interface StandIn {
  baseUrl: string;
  stop: () => void;
}

/** Starts the stand-in server in a process of its own. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { tokens = 100, topLogprobs = 5, firstTokenMs = 0, tokenMs = 0 } = options;
  const script = path.join(import.meta.dirname, 'stand-in.ts');
  const args = Object.entries({ tokens, 'top-logprobs': topLogprobs, 'first-token-ms': firstTokenMs });
  const child = spawn(
    process.execPath,
    [script, ...[...args, ['token-ms', tokenMs]].flatMap(([name, value]) => [`--${name}`, String(value)])],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { baseUrl } = JSON.parse(line) as { baseUrl: string };
    return { baseUrl, stop: () => child.stdin.end() };
  }
  throw new Error('the stand-in server ended before it said its address');
}

/** A project in a temporary folder, whose one notebook has a matrix `main` of that many trials against a stand-in. */
export interface Stage {
  root: string;
  notebook: string;
  remove: () => Promise<void>;
}

/** What the matrix of a stage holds. */
export interface StageOptions {
  baseUrl: string;
  rows: number;
  topLogprobs?: number;
  /** More axes of the matrix, as YAML lines. */
  axes?: string[];
  concurrency?: number;
  /** US dollars per million tokens, in and out. */
  price?: number;
}

/** Makes a stage. */
export async function createStage(options: StageOptions): Promise<Stage> {
  const { baseUrl, rows, topLogprobs = 0, axes = [], concurrency = 64, price = 0.4 } = options;
  const root = await mkdtemp(path.join(tmpdir(), 'gamut-stage-'));
  await mkdir(path.join(root, 'experiments'));
  const config = [
    `providers:`,
    `  - { id: bench, kind: openai, base_url: ${baseUrl}, concurrency: ${concurrency} }`,
    `prices:`,
    `  - { model: bench/bench, input: ${price}, output: ${price}, as_of: 2026-11-01 }`,
    `krw_per_usd: { rate: 1400, as_of: 2026-11-01 }`,
  ];
  await writeFile(path.join(root, 'gamut.config.yaml'), `${config.join('\n')}\n`);
  const lines = [
    '---',
    'gamut: 1',
    'title: Bench',
    ...(topLogprobs > 0 ? [`defaults: { top_logprobs: ${topLogprobs} }`] : []),
    '---',
    // First, so that its cards are in sight when the page opens.
    '```matrix id=main',
    'prompt: ask',
    'model: bench/bench',
    'data: questions',
    ...axes,
    '```',
    '',
    '```prompt id=ask',
    '{{question}}',
    '```',
    '',
    '```dataset id=questions format=csv',
    'id,question',
    ...Array.from({ length: rows }, (_, index) => `q${index + 1},Question ${index + 1}`),
    '```',
    '',
  ];
  const notebook = path.join(root, 'experiments', 'bench.gamut.md');
  await writeFile(notebook, lines.join('\n'));
  return { root, notebook, remove: () => rm(root, { recursive: true, force: true }) };
}
