import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

const ASK_AGAIN_MS = 20;
/** Who holds it longer than this is stuck: then it is better to go on. */
const WAIT_AT_MOST_MS = 15_000;
const BUSY = 5;

/** Does one thing at a time. */
export type Alone = <T>(work: () => Promise<T>) => Promise<T>;

function tryBegin(db: DatabaseSync): boolean {
  try {
    db.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    throw error;
  }
}

/**
 * What several processes of a project do one at a time, such as changing a file that they all write: held by SQLite's lock on an
 * empty file, which the system takes away from a process that dies. Nothing in it may ask for it again.
 */
export function createProjectLock(file: string): Alone {
  let last: Promise<unknown> = Promise.resolve();
  const hold = async <T>(work: () => Promise<T>): Promise<T> => {
    mkdirSync(dirname(file), { recursive: true });
    const db = new DatabaseSync(file, { timeout: 0 });
    try {
      const until = Date.now() + WAIT_AT_MOST_MS;
      while (!tryBegin(db) && Date.now() < until) await wait(ASK_AGAIN_MS);
      return await work();
    } finally {
      db.close();
    }
  };
  return (work) => {
    const mine = last.then(() => hold(work));
    last = mine.catch(() => {});
    return mine;
  };
}
