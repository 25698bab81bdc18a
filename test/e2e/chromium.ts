import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** What {@link findChromium} looks at: the machine, by default. */
export interface Machine {
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  /** Whether a file is there and may be run. */
  isExecutable: (file: string) => boolean;
}

const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  isExecutable: (file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};

const NAMES_ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

function placesOf({ env, platform }: Machine): string[] {
  if (platform === 'darwin') {
    const apps = ['/Applications', `${env.HOME ?? ''}/Applications`];
    const names = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
    return apps.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    const names = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return roots.flatMap((root) => names.map((name) => path.win32.join(root, name)));
  }
  const folders = new Set(['/usr/bin', ...(env.PATH ?? '').split(':'), '/snap/bin', '/opt/google/chrome']);
  return [...folders].filter(Boolean).flatMap((folder) => NAMES_ON_PATH.map((name) => `${folder}/${name}`));
}

/** The executable of a Chromium: `CHROMIUM` where set, else one that is installed; null where there is none. Throws where
 * `CHROMIUM` names something that cannot be run. */
export function findChromium(machine: Machine = thisMachine): string | null {
  const named = machine.env.CHROMIUM;
  if (named) {
    if (machine.isExecutable(named)) return named;
    throw new Error(`CHROMIUM is set to ${named}, which is not an executable file. Correct it or unset it.`);
  }
  return placesOf(machine).find(machine.isExecutable) ?? null;
}

/** What to do where no Chromium is found. */
export const NO_CHROMIUM =
  'No Chromium was found. Install one (Debian, Ubuntu: "sudo apt-get install chromium"; elsewhere: Google Chrome), ' +
  'or set CHROMIUM to the path of its executable.';

/** Keep Chromium on this machine: without these it looks for hosts of its maker at every start. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium with a new profile. Close it when done. */
export async function launch(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath, ...options, args: [...FLAGS, ...(options.args ?? [])] });
}
