import { link, lstat, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './atomic-write.ts';

const NO_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

/** Whether two paths name one and the same file: on some disks `Tone` and `tone` do. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((file) => lstat(file).catch(() => null)));
  return one != null && other != null && one.ino === other.ino && one.dev === other.dev;
}

/**
 * Moves a file (of a link, the link itself) and has that on the disk when it resolves. Never takes the place of another
 * file: throws EEXIST then. Both must be on one disk.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  if (await isSameFile(from, to)) {
    await rename(from, to);
  } else {
    try {
      // A link does not replace what is there, a rename does.
      await link(from, to);
      await unlink(from);
    } catch (error) {
      if (!NO_LINKS.has(codeOf(error)) || (await lstat(to).catch(() => null))) throw error;
      await rename(from, to);
    }
  }
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}
