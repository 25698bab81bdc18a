import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Puts a folder's entries on the disk. Windows neither can nor needs to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function modeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mode & 0o7777;
  } catch {
    return null;
  }
}

/**
 * Writes a file so that it has either its old content or the new, whenever the power fails, and the new once this has
 * resolved: a temporary file beside it, synced, then renamed. The file's mode stays. With `isNew` it throws EEXIST where
 * there is a file already. `check` is called just before the file is replaced, and throws to leave it as it is. Throws what the file system throws, and then leaves nothing behind.
 */
export async function writeAtomically(
  file: string,
  data: string | Uint8Array,
  { isNew = false, check }: { isNew?: boolean; check?: () => Promise<void> } = {},
): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file).slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
  const mode = isNew ? null : await modeOf(file);
  try {
    const handle = await open(temporary, 'wx', mode ?? 0o666);
    try {
      // The umask had its say when the file was made, but not over a mode that is to be kept.
      if (mode !== null) await handle.chmod(mode);
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await check?.();
    // A link does not replace what is there, a rename does.
    if (isNew) await link(temporary, file);
    else await rename(temporary, file);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true });
  }
}
