import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Text } from '../core/text.ts';
import { FolderError } from './folder-error.ts';
import { NOTEBOOK_SUFFIX } from './notebook-name.ts';

// Windows opens a device by these names, whatever follows the first dot.
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
// Nobody has these in a file's name, but they do in an attempt to get past a check.
const ENCODED = /%(?:2e|2f|5c|00|25)/i;
const LONGEST_SEGMENT_BYTES = 255;
// A Hangul syllable has three bytes.
const TOO_LONG: Text = {
  en: `longer than ${LONGEST_SEGMENT_BYTES} bytes`,
  ko: `${LONGEST_SEGMENT_BYTES}바이트(한글 약 85자)보다 김`,
};

function refuse(path: string, detail: string | Text): never {
  throw new FolderError('bad_name', path, { detail });
}

/**
 * The segments of a path inside a folder, NFC-normalised (macOS writes Hangul decomposed). Throws a FolderError where the
 * path is not a plain relative one: `..`, absolute, a drive, backslashes, NUL, percent-encoded dots and slashes, hidden
 * files, the names of Windows devices.
 */
export function toSegments(path: string): string[] {
  if (/^[/\\]|^[a-z]:|\\/i.test(path) || ENCODED.test(path)) throw new FolderError('outside', path);
  if (CONTROL.test(path))
    refuse(path.replaceAll(new RegExp(CONTROL, 'g'), '�'), {
      en: 'it holds a control character',
      ko: '제어 문자가 있음',
    });
  const segments = path.normalize('NFC').split('/');
  for (const segment of segments) {
    if (segment === '..') throw new FolderError('outside', path);
    if (segment === '' || segment.startsWith('.')) refuse(path, `'${segment}'`);
    if (/[. ]$/.test(segment) || DEVICE.test(segment)) refuse(path, `'${segment}'`);
    if (Buffer.byteLength(segment) > LONGEST_SEGMENT_BYTES) refuse(path, TOO_LONG);
  }
  return segments;
}

/** The name of an entry as it is on the disk, where the same name may be composed otherwise; null where there is none. */
async function findEntry(folder: string, name: string): Promise<string | null> {
  try {
    await lstat(join(folder, name));
    return name;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ENOENT') throw error;
  }
  const entries = await readdir(folder).catch(() => []);
  return entries.find((entry) => entry.normalize('NFC') === name) ?? null;
}

/** Whether a real path is a folder or something in it. */
export function isInside(root: string, file: string): boolean {
  return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Where a file of a folder is. `exists` tells whether it is there; links have been followed, and stay inside. */
export interface Located {
  file: string;
  exists: boolean;
}

/** Finds a file by its path from a folder (`root`, a real path). Throws a FolderError where the path, or a link on the
 * way, leads outside. */
export async function locate(root: string, path: string): Promise<Located> {
  const segments = toSegments(path);
  let folder = root;
  for (const [index, segment] of segments.entries()) {
    const entry = await findEntry(folder, segment);
    if (entry === null) return { file: join(folder, ...segments.slice(index)), exists: false };
    folder = await realpath(join(folder, entry));
    if (!isInside(root, folder)) throw new FolderError('outside', path);
  }
  return { file: folder, exists: true };
}

/** Finds an entry of a folder itself, where {@link locate} follows links: what a move is of. What it leads to, if it is a
 * link, must be inside too. */
export async function locateEntry(root: string, path: string): Promise<Located> {
  await locate(root, path);
  const segments = toSegments(path);
  const last = segments.pop() ?? '';
  const { file: folder, exists } =
    segments.length > 0 ? await locate(root, segments.join('/')) : { file: root, exists: true };
  const entry = exists ? await findEntry(folder, last) : null;
  return { file: join(folder, entry ?? last), exists: entry !== null };
}

/** {@link locate} a notebook of a folder. Throws a FolderError where the name is not that of one. */
export async function locateNotebook(dir: string, name: string): Promise<Located> {
  if (!name.endsWith(NOTEBOOK_SUFFIX)) {
    throw new FolderError('bad_name', name, { detail: `…${NOTEBOOK_SUFFIX}` });
  }
  return locate(await realpath(dir), name);
}
