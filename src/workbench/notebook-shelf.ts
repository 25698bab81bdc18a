import { dirname } from 'node:path/posix';
import { sourceFiles } from '../core/format.ts';
import { isolate } from '../core/isolate.ts';
import { retitle } from '../core/retitle.ts';
import { replaceSource } from '../core/replace-source.ts';
import type { Text } from '../core/text.ts';
import { FolderError } from '../store/folder-error.ts';
import { toIdentity } from './project.ts';
import type { Workbench } from './workbench.ts';
import { WorkbenchError } from './workbench-error.ts';

function toBusy(name: string): WorkbenchError {
  return new WorkbenchError(
    'running',
    {
      en: `A run of ${isolate(name)} goes on. It keeps its name and its place until that has ended.`,
      ko: `${isolate(name)}의 실행이 진행 중이라 이름을 바꾸거나 삭제할 수 없습니다.`,
    },
    { en: 'Wait for the run to end, or stop it.', ko: '실행이 끝날 때까지 기다리거나 중지하세요.' },
  );
}

/** What the shelf is told besides: whether this process starts or makes a run of a notebook, which the store may not know yet. */
export interface ShelfOptions {
  isRunning?: (name: string) => boolean;
}

/** Moves the file, then gives what the store knows to the new name; where that is refused the file goes back. */
async function moveWithResults(
  workbench: Workbench,
  name: string,
  { isRunning = () => false }: ShelfOptions,
  move: () => Promise<{ to: string; back: () => Promise<unknown> }>,
): Promise<void> {
  const { project, results } = workbench;
  const from = toIdentity(project, name);
  if (isRunning(name) || results.book.isBusy(from)) throw toBusy(name);
  const { to, back } = await move();
  try {
    // A run may have begun while the file was moved.
    if (isRunning(name) || !results.book.rename(from, toIdentity(project, to))) throw toBusy(name);
  } catch (error) {
    await back();
    throw error;
  }
}

/** How often a text is edited anew because it has changed on the disk meanwhile. */
const TRIES = 5;

/** Edits a notebook's text as it stands on the disk. */
async function rewrite(
  { folder }: Workbench,
  name: string,
  edit: (text: string) => string,
): Promise<{ version: string }> {
  for (let left = TRIES; ; left -= 1) {
    const { text, version } = await folder.read(name);
    const now = edit(text);
    if (now === text) return { version };
    try {
      return await folder.write(name, now, { baseVersion: version });
    } catch (error) {
      if (left === 0 || !(error instanceof FolderError) || error.kind !== 'conflict') throw error;
    }
  }
}

/** Copies the dataset files of a notebook into the folder of another name. Gives the names that they could not keep. */
async function copyData(
  { folder }: Workbench,
  files: Record<string, string>,
  to: string,
): Promise<Map<string, string>> {
  const prefix = dirname(to) === '.' ? '' : `${dirname(to)}/`;
  const renamed = new Map<string, string>();
  for (const [src, text] of Object.entries(files)) {
    const stored = (await folder.addData(prefix + src, text)).slice(prefix.length);
    if (stored !== src) renamed.set(src, stored);
  }
  return renamed;
}

/**
 * Gives a notebook another name, another title, or both. Its results, its history, what it has spent, runs that can go on
 * and pinned results come along. In another folder it gets copies of its dataset files, under other names where theirs are
 * taken there. All of it is done or nothing. Throws {@link WorkbenchError} while a run of it goes on, and what the folder throws.
 */
export async function renameNotebook(
  workbench: Workbench,
  name: string,
  { to: wanted = name, title, ...options }: { to?: string; title?: string } & ShelfOptions,
): Promise<{ name: string; version: string }> {
  const { folder } = workbench;
  const to = wanted.normalize('NFC');
  const before = await folder.read(name);
  const isMoved = to !== before.name;
  const isElsewhere = dirname(to) !== dirname(before.name);
  const renamed = isElsewhere ? await copyData(workbench, before.files, to) : new Map<string, string>();
  const edit = (text: string): string => {
    let now = title === undefined ? text : retitle(text, title);
    for (const [src, stored] of renamed) now = replaceSource(now, src, stored);
    return now;
  };
  // Before it moves: where the text cannot be written it stays where it is.
  const written = await rewrite(workbench, before.name, edit);
  if (!isMoved) return { name: to, version: written.version };
  try {
    await moveWithResults(workbench, before.name, options, async () => {
      await folder.move(before.name, to);
      return { to, back: () => folder.move(to, before.name) };
    });
  } catch (error) {
    // Where it has changed since, that change counts more than its title.
    if (written.version !== before.version)
      await folder.write(before.name, before.text, { baseVersion: written.version }).catch(() => {});
    throw error;
  }
  return { name: to, version: written.version };
}

/** Makes a copy of a notebook beside it, its pinned results too. Its results are those of the same requests. */
export async function duplicateNotebook(
  workbench: Workbench,
  name: string,
): Promise<{ name: string; version: string }> {
  const { folder } = workbench;
  const { text, notebook } = await workbench.read(name);
  const pins = await folder.pins.read(name);
  const copy = await folder.freeName(name);
  const number = /-(\d+)\.gamut\.md$/.exec(copy)?.[1] ?? '2';
  const bare = notebook.title.replace(/ \(\d+\)$/, '');
  const { version } = await folder.create(copy, bare === '' ? text : retitle(text, `${bare} (${number})`));
  if (pins !== null) await folder.pins.change(copy, () => pins);
  return { name: copy, version };
}

/** Moves a notebook to the trash. What the store knows of it goes along, so that another one of its name begins anew. */
export async function deleteNotebook(
  workbench: Workbench,
  name: string,
  options: ShelfOptions = {},
): Promise<{ trash: string }> {
  const { folder } = workbench;
  let trash = '';
  await moveWithResults(workbench, name.normalize('NFC'), options, async () => {
    const { id, trashed } = await folder.remove(name, new Date(workbench.now()));
    trash = id;
    return { to: trashed, back: () => folder.restore(id) };
  });
  return { trash };
}

/** Brings a notebook back out of the trash, with all that the store knows of it. */
export async function restoreNotebook(workbench: Workbench, trash: string): Promise<{ name: string }> {
  const { folder, project, results } = workbench;
  const { name, trashed } = await folder.restore(trash);
  results.book.rename(toIdentity(project, trashed), toIdentity(project, name));
  return { name };
}

/** Names that people drop besides notebooks: what datasets read, and pinned results. */
const DATA = /\.(csv|tsv|jsonl|ndjson|json|txt)$/i;

/** Why a file that is no notebook and belongs to none is not taken. */
export const NO_NOTEBOOK: Text = {
  en: 'It is no notebook (*.gamut.md), and no notebook that came with it names it. Drop it together with its notebook, or on a dataset.',
  ko: '노트북(*.gamut.md)이 아니고, 함께 가져온 노트북에서 쓰는 파일도 아닙니다. 노트북과 함께 놓거나 데이터셋 셀에 놓으세요.',
};

/** Whether a file may be data of a notebook, by its name. */
export function isData(name: string): boolean {
  return DATA.test(name);
}

/** The dataset files that a text names, each by its last part: what a dropped file is known by. */
export function wantedData(text: string): Map<string, string> {
  return new Map(sourceFiles(text).map((src) => [(src.split('/').at(-1) ?? src).normalize('NFC'), src]));
}
