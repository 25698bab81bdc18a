import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isPageStale } from '../../src/server/page-build.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');

function runLoudly(command: string, args: string[]): boolean {
  process.stdout.write(`$ ${command} ${args.join(' ')}\n`);
  // What is built is the page that people get, not one for tests.
  const env = { ...process.env, NODE_ENV: 'production', DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, cwd: root }).status === 0;
}

/** Before the browser tests the page is built once: servers that each found it stale would take each other's files away. And there is
 * a Chromium: as root on Debian or Ubuntu it is installed, anywhere else a sentence says what to install. Never skips. */
export default function prepare(): void {
  if (
    isPageStale(root) &&
    !runLoudly(path.join(root, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'])
  )
    throw new Error('The page could not be built.');
  if (findChromium()) return;
  const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!canInstall) throw new Error(NO_CHROMIUM);
  process.stdout.write(
    'The browser tests need a Chromium and none was found: installing the one of Debian.\n',
  );
  const installed =
    runLoudly('apt-get', ['update']) &&
    runLoudly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  if (!installed || !findChromium()) throw new Error(`apt-get could not install it. ${NO_CHROMIUM}`);
}
