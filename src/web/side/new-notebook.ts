import { msg } from '@lit/localize';
import { toHeading } from '../../core/heading.ts';

/** The text that a new notebook begins with: two personas, a prompt and a matrix that runs on the sandbox at once. */
export function newNotebookText(title: string): string {
  const quoted = JSON.stringify(title);
  return `---
gamut: 1
title: ${quoted}
defaults: { max_tokens: 200, top_logprobs: 5 }
---
# ${toHeading(title)}

${msg('Write what you want to find out.')}

${firstCellsText()}`;
}

/** Two personas, a prompt, a matrix that runs on the sandbox at once, and a view of it. */
export function firstCellsText(): string {
  const fence = '```';
  return `${fence}persona id=chef name="${msg('Chef')}"
${msg('You are a professional chef.')}
${fence}

${fence}persona id=trainer name="${msg('Trainer')}"
${msg('You are an energetic fitness coach.')}
${fence}

${fence}prompt id=ask
${msg('What should I eat tonight?')}
${fence}

${fence}matrix id=main
prompt: ask
persona: [chef, trainer]
model: sandbox/tiny
temperature: [0.3, 0.7]
${fence}

${fence}view of=main layout=pivot
rows: persona
cols: temperature
${fence}
`;
}
