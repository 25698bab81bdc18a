import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FaultServer } from '../fault/fault-server.ts';

/** A project in a temporary folder, with one notebook against a fault server. */
export interface SoakProject {
  root: string;
  notebook: string;
  /** The store's file. */
  store: string;
  /** Trials that the notebook makes. */
  trials: number;
  remove: () => Promise<void>;
}

/** Trials of one row: two protocols, two repeats of each. */
const PER_ROW = 4;

/** Makes a project of at least so many trials, half of them over each protocol. */
export async function createSoakProject(
  server: FaultServer,
  // A stall is noticed after a silence of so long.
  { trials, concurrency, silenceMs }: { trials: number; concurrency: number; silenceMs: number },
): Promise<SoakProject> {
  const rows = Math.ceil(trials / PER_ROW);
  const root = await mkdtemp(path.join(tmpdir(), 'gamut-soak-'));
  await mkdir(path.join(root, 'experiments'));
  const config = [
    'providers:',
    `  - { id: one, kind: openai, base_url: '${server.openaiUrl}', concurrency: ${concurrency}, timeout_ms: ${silenceMs} }`,
    `  - { id: two, kind: anthropic, base_url: '${server.anthropicUrl}', concurrency: ${concurrency}, timeout_ms: ${silenceMs} }`,
    'prices:',
    "  - { model: 'one/*', input: 0.1, output: 0.4, as_of: 2026-11-01 }",
    "  - { model: 'two/*', input: 0.1, output: 0.4, as_of: 2026-11-01 }",
  ];
  await writeFile(path.join(root, 'gamut.config.yaml'), `${config.join('\n')}\n`);
  const lines = [
    '---',
    'gamut: 1',
    'title: Soak',
    'defaults: { max_tokens: 64 }',
    '---',
    '```prompt id=ask',
    '{{question}} 왜 그런가요?',
    '```',
    '',
    '```dataset id=questions format=csv',
    'id,question',
    ...Array.from({ length: rows }, (_, index) => `q${index + 1},질문 ${index + 1}`),
    '```',
    '',
    '```matrix id=main',
    'prompt: ask',
    'model: [one/m, two/m]',
    'data: questions',
    'repeats: 2',
    '```',
    '',
  ];
  const notebook = path.join(root, 'experiments', 'soak.gamut.md');
  await writeFile(notebook, lines.join('\n'));
  return {
    root,
    notebook,
    store: path.join(root, '.gamut', 'gamut.db'),
    trials: rows * PER_ROW,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
