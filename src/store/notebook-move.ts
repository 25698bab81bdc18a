import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { locateEntry, toSegments } from './file-path.ts';
import { FolderError } from './folder-error.ts';
import { isSameFile, moveFile } from './move-file.ts';
import { NOTEBOOK_SUFFIX, pinsNameOf, toNumbered } from './notebook-name.ts';

/** The folder, in the folder of the notebooks, that holds what was deleted. */
export const TRASH = '.trash';

const TRASH_ID = /^\d{8}-\d{6}-\d{3}(?:-\d+)?$/;

interface Move {
  from: string;
  to: string;
}

/** Makes all of the moves or none. */
async function moveAll(moves: readonly Move[]): Promise<void> {
  const done: Move[] = [];
  try {
    for (const move of moves) {
      await mkdir(dirname(move.to), { recursive: true });
      await moveFile(move.from, move.to);
      done.push(move);
    }
  } catch (error) {
    for (const { from, to } of done.reverse()) await moveFile(to, from).catch(() => {});
    throw error;
  }
}

/** The first of `name`, `name-2`, `name-3`... that no file has; `name` is a path from the folder. A notebook's is free only where
 * no pinned results lie either, which would become its own. */
export async function findFreeName(root: string, name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const wanted = toNumbered(name, n);
    if ((await locateEntry(root, wanted)).exists) continue;
    const isNotebook = wanted.endsWith(NOTEBOOK_SUFFIX);
    if (!isNotebook || !(await locateEntry(root, pinsNameOf(wanted))).exists) return wanted;
  }
}

/** Moves a notebook, its pinned results with it. The files that its datasets name stay. Throws `exists` where there is one, or
 * pinned results that another notebook has left. */
export async function moveNotebook(root: string, name: string, to: string): Promise<void> {
  const source = await locateEntry(root, name);
  if (!source.exists) throw new FolderError('not_found', name);
  const target = await locateEntry(root, to);
  const moves = [{ from: source.file, to: target.file }];
  const pins = await locateEntry(root, pinsNameOf(name));
  const pinsTarget = await locateEntry(root, pinsNameOf(to));
  const isFree = !pinsTarget.exists || (pins.exists && (await isSameFile(pins.file, pinsTarget.file)));
  if (!isFree) throw new FolderError('exists', pinsNameOf(to));
  if (pins.exists) moves.push({ from: pins.file, to: pinsTarget.file });
  await moveAll(moves);
}

/** The trash folder, made where there is none. Throws where something else has its place: a link would lead away. */
async function openTrash(root: string): Promise<string> {
  const trash = join(root, TRASH);
  await mkdir(trash, { recursive: true });
  if (!(await lstat(trash)).isDirectory()) throw new FolderError('outside', TRASH);
  return trash;
}

/** `20261122-011530-123`, UTC. */
function toStamp(at: Date): string {
  const digits = at.toISOString().replaceAll(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}`;
}

async function makeStamped(trash: string, stamp: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? stamp : `${stamp}-${n}`;
    try {
      await mkdir(join(trash, id));
      return id;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Moves a notebook, its pinned results with it, to the trash: `.trash/<time>/<name>`. Gives `<time>`, by which it can be
 * brought back. */
export async function trashNotebook(root: string, name: string, at: Date): Promise<string> {
  const source = await locateEntry(root, name);
  if (!source.exists) throw new FolderError('not_found', name);
  const pins = await locateEntry(root, pinsNameOf(name));
  const trash = await openTrash(root);
  const id = await makeStamped(trash, toStamp(at));
  const place = join(trash, id);
  const moves = [{ from: source.file, to: join(place, ...toSegments(name)) }];
  if (pins.exists) moves.push({ from: pins.file, to: join(place, ...toSegments(pinsNameOf(name))) });
  try {
    await moveAll(moves);
  } catch (error) {
    await clear(place);
    throw error;
  }
  return id;
}

/** What a folder of the trash holds: the name that the notebook had. Throws `not_found` where there is no such folder. */
export async function findTrashed(root: string, id: string): Promise<string> {
  if (!TRASH_ID.test(id)) throw new FolderError('not_found', id);
  const trash = await openTrash(root);
  const place = join(trash, id);
  if (!(await lstat(place)).isDirectory()) throw new FolderError('not_found', id);
  const entries = await readdir(place, { recursive: true });
  const found = entries.find((entry) => entry.endsWith(NOTEBOOK_SUFFIX));
  if (found === undefined) throw new FolderError('not_found', id);
  return toSegments(found.replaceAll('\\', '/')).join('/');
}

/** The folders of the trash that hold a notebook, the last deleted first, so many at most. */
export async function listTrashed(root: string, most: number): Promise<{ id: string; name: string }[]> {
  const entries = await readdir(join(root, TRASH), { withFileTypes: true }).catch(() => []);
  const ids = entries.flatMap((entry) =>
    entry.isDirectory() && TRASH_ID.test(entry.name) ? entry.name : [],
  );
  const found: { id: string; name: string }[] = [];
  for (const id of ids.sort().reverse()) {
    if (found.length === most) break;
    const name = await findTrashed(root, id).catch(() => null);
    if (name !== null) found.push({ id, name });
  }
  return found;
}

/** When a folder of the trash was made, ISO 8601, UTC. */
export function trashedAt(id: string): string {
  return id.replace(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3}).*$/, '$1-$2-$3T$4:$5:$6.$7Z');
}

/** Brings a notebook back out of the trash; where its name has been taken meanwhile, it gets a number. Gives both names. */
export async function restoreNotebook(root: string, id: string): Promise<{ name: string; was: string }> {
  const was = await findTrashed(root, id);
  const name = await findFreeName(root, was);
  const place = join(root, TRASH, id);
  const source = await locateEntry(place, was);
  const pins = await locateEntry(place, pinsNameOf(was));
  const moves = [{ from: source.file, to: (await locateEntry(root, name)).file }];
  if (pins.exists) moves.push({ from: pins.file, to: (await locateEntry(root, pinsNameOf(name))).file });
  await moveAll(moves);
  await clear(place);
  return { name, was };
}

/** Takes away a folder of the trash that holds nothing but empty folders. */
async function clear(place: string): Promise<void> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await clear(join(place, entry.name));
  await rmdir(place).catch(() => {});
}
