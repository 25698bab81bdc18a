import { openWorkbench } from '../../src/workbench/workbench.ts';

// A process of its own: runs matrix `main` of a project, tells each event's type on stdout, and waits to be killed.
const [notebooksDir = ''] = process.argv.slice(2);
const workbench = await openWorkbench({ notebooksDir, env: {} });
const plan = await workbench.plan('tone.gamut.md', 'main');
const { events } = await workbench.start(plan, { mode: 'missing', signal: new AbortController().signal });
for await (const { type } of events) process.stdout.write(`${type}\n`);
setInterval(() => {}, 1000);
