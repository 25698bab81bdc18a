import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from './database.ts';

/** An owner that was not seen for so long is gone, whatever its process seems to do. */
const GONE_AFTER_MS = 60_000;

/** How often an owner is to be seen, milliseconds. */
export const BEAT_MS = 10_000;

/** A process that makes runs, as the store knows it. */
export interface Owner {
  id: string;
  host: string;
  pid: number;
}

/** How owners are known and judged; a test gives its own. */
export interface OwnerDeps {
  now: () => number;
  /** Whether a process of this computer is there. */
  isRunning?: (pid: number) => boolean;
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** This process, or, opened twice, one of its stores. */
export function createOwner(pid: number = process.pid): Owner {
  const host = hostname();
  return { id: `${host}/${pid}/${randomBytes(4).toString('hex')}`, host, pid };
}

/** Says that an owner is there. Must come before it holds anything, and every {@link BEAT_MS} while it does. */
export function beat(db: Database, { id, host, pid }: Owner, nowMs: number): void {
  db.run(
    `INSERT INTO owners (owner, host, pid, seen_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at`,
    id,
    host,
    pid,
    nowMs,
  );
}

/** Forgets owners that were not seen for a day: killed processes say no farewell. */
export function forgetOld(db: Database, nowMs: number): void {
  db.run('DELETE FROM owners WHERE seen_at < ?', nowMs - 24 * 60 * GONE_AFTER_MS);
}

/** Forgets an owner that holds nothing any more. */
export function leave(db: Database, { id }: Owner): void {
  db.run('DELETE FROM owners WHERE owner = ?', id);
}

/**
 * Whether whoever holds something may still be at work. Not where it was not seen for a minute, and at once where it was
 * on this computer and its process is gone.
 */
export function isAlive(
  db: Database,
  ownerId: string | null,
  self: Owner,
  { now, isRunning = isProcessRunning }: OwnerDeps,
): boolean {
  if (ownerId === null) return false;
  if (ownerId === self.id) return true;
  const row = db.get('SELECT host, pid, seen_at FROM owners WHERE owner = ?', ownerId);
  if (!row || Number(row['seen_at']) + GONE_AFTER_MS < now()) return false;
  return row['host'] !== self.host || isRunning(Number(row['pid']));
}
