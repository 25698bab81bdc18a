#!/usr/bin/env node
// The `gamut` command: finds a Node that can run the sources, and runs main.ts on it.
import { fileURLToPath } from 'node:url';
import { chooseRuntime, findBundledNode, runOn } from './launch.js';

const runtime = chooseRuntime({
  version: process.versions.node,
  execPath: process.execPath,
  execArgv: process.execArgv,
  bundled: findBundledNode(fileURLToPath(import.meta.url)),
  lang: process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
});
const main = new URL('./main.ts', import.meta.url);

if (runtime.kind === 'here') {
  await import(main.href);
} else if (runtime.kind === 'spawn') {
  const { code, signal } = await runOn(runtime.execPath, [fileURLToPath(main), ...process.argv.slice(2)]);
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
} else {
  process.stderr.write(`${runtime.message}\n`);
  process.exitCode = 2;
}
