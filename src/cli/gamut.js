#!/usr/bin/env node
// The `gamut` command: finds a Node that can run the sources, starts itself again on it if it is another, and there runs
// main.ts.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { chooseRuntime, findBundledNode, hushExperimentalWarnings, runOn } from './launch.js';

const self = fileURLToPath(import.meta.url);
const runtime = chooseRuntime({
  version: process.versions.node,
  execPath: process.execPath,
  execArgv: process.execArgv,
  bundled: findBundledNode(self),
  lang: process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
});

if (runtime.kind === 'here') {
  hushExperimentalWarnings();
  // Sources and packages are compiled once and not at every start.
  module.enableCompileCache();
  await import('./main.ts');
} else if (runtime.kind === 'spawn') {
  const { code, signal } = await runOn(runtime.execPath, [self, ...process.argv.slice(2)]);
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
} else {
  process.stderr.write(`${runtime.message}\n`);
  process.exitCode = 2;
}
