// The process of the `gamut` command: makes the real terminal, and is the one place that ends the process.
import { createInterface } from 'node:readline/promises';
import { invoke } from './invoke.ts';
import { findLocale, type Terminal } from './terminal.ts';

/** One Ctrl+C can come more than once: from the terminal, and again from npm or the launcher, which pass it on. */
const SAME_PRESS_MS = 200;

function onInterrupt(listener: () => void): () => void {
  let last = -Infinity;
  const heard = () => {
    const now = performance.now();
    if (now - last < SAME_PRESS_MS) return;
    last = now;
    listener();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, heard);
  return () => {
    for (const signal of signals) process.off(signal, heard);
  };
}

async function ask(question: string): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
  lines.once('SIGINT', () => lines.close());
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  canAsk: Boolean(process.stdin.isTTY && process.stderr.isTTY),
  env: process.env,
  cwd: process.cwd(),
  now: () => performance.now(),
  ask,
  onInterrupt,
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `gamut … | head`: whoever read has enough.
  if (error.code === 'EPIPE') process.exit(0);
  const text = {
    en: `What was printed could not be written (${error.message}).`,
    ko: `출력을 쓰지 못했습니다(${error.message}).`,
  };
  process.stderr.write(`gamut: ${text[findLocale([], process.env)]}\n`);
  process.exit(1);
});

const code = await invoke(process.argv.slice(2), terminal);
// Where stdout is a pipe it may still hold text, and a run that was quit may still hold open connections.
await new Promise((resolve) => process.stdout.write('', resolve));
process.exit(code);
