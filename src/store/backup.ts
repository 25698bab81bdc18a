import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Where a copy of a database goes that is of an older schema: `gamut.v1.backup.db`, or `-2`, `-3`... where there is one. */
function toBackupFile(file: string, version: number): string {
  const name = basename(file).replace(/\.db$/, '');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const backup = join(dirname(file), `${name}.v${version}.backup${suffix}.db`);
    if (!existsSync(backup)) return backup;
  }
}

/** Copies a whole database, as it is, to a file beside it, and has it on the disk before it returns. Gives the file; throws
 * what SQLite or the file system throws, and then leaves nothing behind. */
export function backUp(db: DatabaseSync, file: string, version: number): string {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    rmSync(temporary, { force: true });
    db.prepare('VACUUM INTO ?').run(temporary);
    const handle = openSync(temporary, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    const backup = toBackupFile(file, version);
    renameSync(temporary, backup);
    return backup;
  } finally {
    rmSync(temporary, { force: true });
  }
}
