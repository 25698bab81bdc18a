import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../../src/workbench/workbench.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { PLANTED_KEY } from './scripted-vendor.ts';

/** Two personas, two temperatures, one model: four trials, with a check. */
export const NOTEBOOK = `---
gamut: 1
title: 말투
---
\`\`\`persona id=chef name="셰프"
당신은 셰프입니다.
\`\`\`

\`\`\`persona id=coach
You are a coach.
\`\`\`

\`\`\`prompt id=ask
무엇을 먹을까요?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [chef, coach]
model: openai/gpt-4.1-nano
temperature: [0.3, 1.5]
top_logprobs: 2
\`\`\`

\`\`\`assert for=main
- { id: polite, type: contains, value: 요 }
\`\`\`
`;

/** The environment of the tests: one vendor with a key. */
export const ENV = { OPENAI_API_KEY: PLANTED_KEY };

/** Makes a project with notebooks in `notebooks/`, gone when the test is over. Resolves to the folder of the project. */
export function createProject(
  files: Record<string, string> = { 'notebooks/tone.gamut.md': NOTEBOOK },
): string {
  const root = createTempFolder();
  for (const [name, text] of Object.entries({ 'package.json': '{}', 'notebooks/.keep': '', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** Opens the workbench of a project; it is closed when the test is over. */
export async function openProject(
  root: string,
  options: Omit<WorkbenchOptions, 'notebooksDir'> = {},
): Promise<Workbench> {
  const workbench = await openWorkbench({ notebooksDir: join(root, 'notebooks'), env: ENV, ...options });
  onTestFinished(() => workbench.close());
  return workbench;
}
