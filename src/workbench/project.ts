import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { TRASH } from '../store/notebook-move.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Where everything of a project lies. All paths are absolute, links resolved. */
export interface Project {
  /** The nearest folder, from the notebooks folder upwards, that looks like a project. */
  root: string;
  notebooksDir: string;
  /** Results, runs and spending: `<root>/.gamut/gamut.db`. */
  storeFile: string;
  /** What its processes do one at a time is held by a lock on this empty file. */
  lockFile: string;
  /** `<root>/gamut.config.yaml`; it need not exist. */
  configFile: string;
  /** `<root>/.env`; it need not exist. */
  envFile: string;
}

const ROOT_MARKS = ['gamut.config.yaml', '.gamut', 'package.json', '.git'];

function findRoot(notebooksDir: string): string {
  for (let dir = notebooksDir; ; dir = dirname(dir)) {
    if (ROOT_MARKS.some((mark) => existsSync(join(dir, mark)))) return dir;
    if (dirname(dir) === dir) return notebooksDir;
  }
}

/** The project that a notebooks folder belongs to. Throws {@link WorkbenchError} where there is no such folder. */
export function findProject(notebooksDir: string): Project {
  const asked = resolve(notebooksDir);
  if (!statSync(asked, { throwIfNoEntry: false })?.isDirectory()) {
    throw new WorkbenchError(
      'no-folder',
      { en: `There is no folder ${asked}.`, ko: `${asked} 폴더가 없습니다.` },
      {
        en: 'Make it, or name the folder that holds your *.gamut.md notebooks with --dir.',
        ko: '폴더를 만들거나, *.gamut.md 노트북이 있는 폴더를 --dir로 지정하세요.',
      },
    );
  }
  const dir = realpathSync(asked);
  const root = findRoot(dir);
  return {
    root,
    notebooksDir: dir,
    storeFile: join(root, '.gamut', 'gamut.db'),
    lockFile: join(root, '.gamut', 'lock'),
    configFile: join(root, 'gamut.config.yaml'),
    envFile: join(root, '.env'),
  };
}

/** How the store knows a notebook: its path from the project's root, with `/`. `name` is relative to the notebooks folder. */
export function toIdentity(project: Project, name: string): string {
  return relative(project.root, join(project.notebooksDir, name)).split(sep).join('/');
}

/** The name, relative to the notebooks folder, of what the store knows by an identity; null where it lies outside, or in the
 * trash. */
export function toName(project: Project, identity: string): string | null {
  const name = relative(project.notebooksDir, join(project.root, identity)).split(sep).join('/');
  return name.startsWith('../') || name === '..' || name.startsWith(`${TRASH}/`) ? null : name;
}
