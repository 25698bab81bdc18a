import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromCsv, type CsvRows } from '../../src/core/csv.ts';
import { invoke } from '../../src/cli/invoke.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createFakeTerminal, type FakeTerminal } from './fake-terminal.ts';

/** Two personas and two temperatures, one row of data: four trials against the vendor that a test plays. */
export const NOTEBOOK = `---
gamut: 1
title: 말투
---
\`\`\`persona id=chef name="셰프"
당신은 셰프입니다.
\`\`\`

\`\`\`persona id=coach name="코치"
당신은 코치입니다.
\`\`\`

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people format=csv
id,question
knee,"무릎이 아파요."
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [chef, coach]
model: vendor/small
temperature: [0.3, 0.7]
data: people
\`\`\`
`;

/** How a command went. */
export interface Went {
  code: number;
  out: string;
  err: string;
}

/** A project in a folder of its own, with the command line in it. */
export interface CliProject {
  root: string;
  /** Runs a command to its end. */
  gamut: (args: string[], terminal?: Partial<Parameters<typeof createFakeTerminal>[0]>) => Promise<Went>;
  /** Starts a command, with the terminal at hand. */
  start: (args: string[]) => { terminal: FakeTerminal; ended: Promise<number> };
  write: (name: string, text: string) => void;
  read: (name: string) => string;
  readCsv: (name: string) => CsvRows;
}

/** Makes a project whose `vendor` is at an address; `price` is USD per million tokens in and out, null is unknown. */
export function createCliProject(
  baseUrl: string,
  { notebook = NOTEBOOK, price = 0 }: { notebook?: string; price?: number | null } = {},
): CliProject {
  const root = createTempFolder();
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const prices =
    price === null
      ? ''
      : `prices:\n  - { model: 'vendor/*', input: ${price}, output: ${price}, as_of: 2026-11-01 }\n`;
  write(
    'gamut.config.yaml',
    `providers:\n  - { id: vendor, kind: openai, base_url: '${baseUrl}' }\n${prices}`,
  );
  write('experiments/tone.gamut.md', notebook);
  const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
  return {
    root,
    write,
    read,
    readCsv: (name) => fromCsv(read(name)),
    gamut: async (args, more = {}) => {
      const terminal = createFakeTerminal({ cwd: root, ...more });
      const code = await invoke(args, terminal);
      return { code, out: terminal.out(), err: terminal.err() };
    },
    start: (args) => {
      const terminal = createFakeTerminal({ cwd: root });
      return { terminal, ended: invoke(args, terminal) };
    },
  };
}
