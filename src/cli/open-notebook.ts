import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../core/nearest.ts';
import { particle } from '../core/text.ts';
import { openWorkbench, type Workbench } from '../workbench/workbench.ts';
import { UsageError, type Context } from './terminal.ts';

const SUFFIX = '.gamut.md';

/** Where `gamut serve` looks for notebooks, and where a bare name is looked for too. */
export const NOTEBOOKS_DIR = 'experiments';

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function findNotebooks(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
}

/** The file that a NOTEBOOK argument means: as a path, else in `experiments/`, with or without its ending. Throws
 * {@link UsageError} with the nearest match where there is none. */
export function findNotebookFile(cwd: string, argument: string): string {
  const folders = [cwd, path.join(cwd, NOTEBOOKS_DIR)];
  const candidates = folders.flatMap((folder) =>
    [argument, argument + SUFFIX].map((name) => path.resolve(folder, name)),
  );
  const found = candidates.find((file) => isFile(file) && file.endsWith(SUFFIX));
  if (found) return found;
  const asked = path.resolve(cwd, argument);
  if (isFile(asked)) {
    throw new UsageError({
      en: `${argument} is no notebook: its name does not end in ${SUFFIX}.`,
      ko: `${argument}${particle(argument, '은', '는')} 노트북이 아닙니다. 이름이 ${SUFFIX}로 끝나야 합니다.`,
    });
  }
  const near = [path.dirname(asked), path.join(cwd, NOTEBOOKS_DIR)]
    .map((folder) => {
      const name = nearest(path.basename(argument, SUFFIX) + SUFFIX, findNotebooks(folder));
      return name && path.relative(cwd, path.join(folder, name));
    })
    .find((name) => name !== null);
  throw new UsageError({
    en: `There is no notebook ${argument}.${near ? ` Did you mean ${near}?` : ''}`,
    ko: `${argument} 노트북이 없습니다.${near ? ` 혹시 ${near}인가요?` : ''}`,
  });
}

/** A notebook and the workbench over its folder. Close the workbench when done. */
export interface OpenNotebook {
  workbench: Workbench;
  /** As the workbench names it. */
  name: string;
  /** As it is shown to the person: the path from where they are. */
  shown: string;
}

/** Opens the workbench over the folder of the notebook that an argument names. */
export async function openNotebook({ terminal }: Context, argument: string): Promise<OpenNotebook> {
  const file = findNotebookFile(terminal.cwd, argument);
  const workbench = await openWorkbench({ notebooksDir: path.dirname(file), env: terminal.env });
  return { workbench, name: path.basename(file), shown: path.relative(terminal.cwd, file) };
}
