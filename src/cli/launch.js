// Plain JavaScript for a Node as old as 20: it runs before it is known that this Node can run the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The oldest Node that runs the TypeScript sources as they are and whose `node:sqlite` keeps every text whole (that of 22
 * cuts one off at U+0000). */
const OLDEST = 24;

/**
 * What will run the sources: this very process, another executable, or nothing.
 *
 * @typedef {{ kind: 'here' } | { kind: 'spawn', execPath: string } | { kind: 'none', message: string }} Runtime
 */

/** Keeps `node:sqlite` and type stripping from announcing themselves on stderr at every start. */
export const QUIET = '--disable-warning=ExperimentalWarning';

/** Does what {@link QUIET} does in a process that was started without it, which is quicker than to start it again. */
export function hushExperimentalWarnings() {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return;
    for (const listener of listeners) listener.call(process, warning);
  });
}

/**
 * Chooses the Node to run on: this one where it is new enough (again with {@link QUIET} where it would announce type
 * stripping from every thread), else the project's own `node` package.
 *
 * @param {{ version: string, execPath: string, execArgv: string[], bundled: string | null, lang: string }} facts
 *   `version` as `process.versions.node` has it; `bundled` is the path of the project's own Node.
 * @returns {Runtime}
 */
export function chooseRuntime({ version, execPath, execArgv, bundled, lang }) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // Since 24.3 Node strips types without a word.
  if (major > OLDEST || (major === OLDEST && minor >= 3)) return { kind: 'here' };
  if (major === OLDEST) return execArgv.includes(QUIET) ? { kind: 'here' } : { kind: 'spawn', execPath };
  if (bundled) return { kind: 'spawn', execPath: bundled };
  const message = /^ko/i.test(lang)
    ? `gamut: Node ${OLDEST} 이상이 필요하지만 지금은 ${version}입니다. ` +
      '프로젝트 폴더에서 npm ci를 실행하거나(알맞은 Node가 함께 설치됩니다) https://nodejs.org 에서 새 Node를 설치하세요.'
    : `gamut: Node ${OLDEST} or newer is needed, this is ${version}. ` +
      'Run npm ci in the project folder (it brings a fitting Node), or install a newer Node from https://nodejs.org.';
  return { kind: 'none', message };
}

/**
 * The executable of the `node` package that the project has installed; null where it is not there.
 *
 * @param {string} from A file of the project.
 * @returns {string | null}
 */
export function findBundledNode(from) {
  try {
    const folder = path.dirname(createRequire(from).resolve('node/package.json'));
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    const file = path.join(folder, 'bin', name);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * Runs a script on another Node with the same terminal; signals are passed on. Resolves with how it ended.
 *
 * @param {string} execPath
 * @param {string[]} args The script and its arguments.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function runOn(execPath, args) {
  const child = spawn(execPath, [QUIET, ...args], { stdio: 'inherit' });
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => child.kill(signal);
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
