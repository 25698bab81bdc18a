/**
 * `npm run check`: every check, in order, each under a heading with its time. All run, whatever fails; the exit code is
 * that of the first that failed. The last line counts the tests of vitest: `N passed, N failed`. Names as arguments (`npm
 * run check -- lint types`) run only those.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');

interface Check {
  name: string;
  command: string[];
  /** Whether it is a vitest run, whose tests are counted. */
  tests?: boolean;
}

const CHECKS: Check[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'unit', command: ['vitest', 'run', '--project', 'unit'], tests: true },
  { name: 'build', command: ['vite', 'build'] },
  { name: 'browser', command: ['vitest', 'run', '--project', 'browser'], tests: true },
  { name: 'knip', command: ['knip'] },
];

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

interface Count {
  passed: number;
  failed: number;
  /** The failed ones, a line each: which, and the first line of why. */
  named: string[];
}

/** What vitest's JSON report counts. A file that failed before its first test is one failed test. */
async function readCount(file: string): Promise<Count> {
  const report = Report.parse(JSON.parse(await readFile(file, 'utf8')));
  const unread = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  const named = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => {
        const why = failureMessages?.[0]?.split('\n', 1)[0] ?? '';
        return `${path.relative(root, name)}: ${fullName}: ${why}`;
      }),
  );
  named.push(...unread.map(({ name }) => `${path.relative(root, name)}: could not be read`));
  return { passed: report.numPassedTests, failed: report.numFailedTests + unread.length, named };
}

function runCommand([command = '', ...args]: string[]): Promise<number> {
  const bin = path.join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  const shell = process.platform === 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env, shell });
    child.once('error', (error) => {
      process.stdout.write(`${command} could not be started: ${error.message}. Run npm ci first.\n`);
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !CHECKS.some((check) => check.name === name));
if (unknown !== undefined) {
  const names = CHECKS.map(({ name }) => name).join(', ');
  process.stdout.write(`There is no check '${unknown}'. There are: ${names}.\n`);
  process.exit(2);
}

const folder = await mkdtemp(path.join(tmpdir(), 'gamut-check-'));
const total: Count = { passed: 0, failed: 0, named: [] };
const failed: string[] = [];
const lines: string[] = [];
let exitCode = 0;

try {
  for (const { name, command, tests } of CHECKS) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const startedAt = performance.now();
    process.stdout.write(`\n=== ${name}: ${command.join(' ')}\n`);
    const report = path.join(folder, `${name}.json`);
    const more = tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
    const code = await runCommand([...command, ...more]);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (tests) {
      // No report: vitest itself could not run, which counts as one failure.
      const count = await readCount(report).catch((): Count => ({ passed: 0, failed: 1, named: [] }));
      total.passed += count.passed;
      total.failed += count.failed;
      total.named.push(...count.named);
    }
    if (code !== 0) {
      failed.push(name);
      exitCode ||= code;
    }
    lines.push(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)} ${seconds.padStart(6)} s`);
    process.stdout.write(`--- ${name}: ${code === 0 ? 'ok' : `failed (exit ${code})`}, ${seconds} s\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

process.stdout.write(`\n${lines.join('\n')}\n`);
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
for (const line of total.named) process.stdout.write(`  ${line}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = exitCode;
