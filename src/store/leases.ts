import type { BudgetLimits, BudgetScope, BudgetShort } from '../core/budget.ts';
import { hasLimit } from '../core/budget.ts';
import type { Database } from './database.ts';
import { addSpend, spentNano, toLocalDay } from './ledger.ts';
import { toNano, toNanoCeiling, toUsd } from './nano-usd.ts';
import { isAlive } from './owner.ts';
import type { Owner, OwnerDeps } from './owner.ts';
import type { Row } from './record-row.ts';

/** A trial that somebody wants to send. */
export interface ClaimOrder {
  requestHash: string;
  repeat: number;
  runId: string;
  notebook: string;
  /** Whether an answer that another run got does not count: the trial is to be made anew. */
  anew: boolean;
  /** The most that one request can cost, US dollars: 0 for what is free; null where nobody knows, and then nothing is
   * reserved. */
  worstUsd: number | null;
  limits: BudgetLimits;
}

/** What comes of a claim. */
export type ClaimAnswer =
  /** The trial is the asker's, and its worst case is reserved. */
  | { kind: 'granted' }
  /** It has its answer already. */
  | { kind: 'stored'; recordId: number }
  /** Another one, here or in another process, makes it now. */
  | { kind: 'elsewhere' }
  | { kind: 'over-budget'; short: BudgetShort };

/** Who claims, and how others are judged. */
export interface LeaseDeps extends OwnerDeps {
  owner: Owner;
}

const SCOPES: readonly BudgetScope[] = ['run', 'notebook', 'day'];

const RESERVED: Record<BudgetScope, string> = {
  run: 'SELECT sum(reserved_nano_usd) AS nano FROM leases WHERE run_id = ?',
  notebook: 'SELECT sum(reserved_nano_usd) AS nano FROM leases WHERE notebook = ?',
  // What is under way may end today or, about midnight, tomorrow: it counts for both.
  day: 'SELECT sum(reserved_nano_usd) AS nano FROM leases WHERE ? IS NOT NULL',
};

const FIND_ANSWER = `SELECT max(record_id) AS record_id FROM records
  WHERE request_hash = ? AND repeat = ? AND status = 'done'`;
const OF_RUN = ' AND run_id = ?';
const PUT = `INSERT INTO leases (request_hash, repeat, run_id, notebook, owner, is_sent, reserved_nano_usd, is_free)
  VALUES (?, ?, ?, ?, ?, 1, ?, ?)
  ON CONFLICT DO UPDATE SET
    is_sent = 1, reserved_nano_usd = excluded.reserved_nano_usd, is_free = excluded.is_free`;
const REMOVE = 'DELETE FROM leases WHERE request_hash = ? AND repeat = ?';

/**
 * Takes away what a dead owner held. A request that was under way may have been billed, unless it is free: its worst case
 * goes into the ledger, and it is counted for its run, because making the trial again may pay for it twice.
 */
function abandon(db: Database, row: Row, nowMs: number): void {
  const runId = String(row['run_id']);
  db.run(REMOVE, row['request_hash'] ?? null, row['repeat'] ?? null);
  if (row['is_sent'] !== 1 || row['is_free'] === 1) return;
  addSpend(
    db,
    {
      notebook: String(row['notebook']),
      runId,
      recordId: null,
      kind: 'unsettled',
      nanoUsd: Number(row['reserved_nano_usd']),
    },
    nowMs,
  );
  db.run('UPDATE runs SET paid_twice = paid_twice + 1 WHERE run_id = ?', runId);
}

/** Takes away what all dead owners held. To be called in a transaction. */
export function abandonDead(db: Database, deps: LeaseDeps): void {
  const owners = db.all('SELECT DISTINCT owner FROM leases').map((row) => String(row['owner']));
  for (const owner of owners) {
    if (isAlive(db, owner, deps.owner, deps)) continue;
    for (const row of db.all('SELECT * FROM leases WHERE owner = ?', owner)) abandon(db, row, deps.now());
  }
}

function toShort(db: Database, order: ClaimOrder, neededNano: number, day: string): BudgetShort | null {
  const names: Record<BudgetScope, string> = { run: order.runId, notebook: order.notebook, day };
  for (const scope of SCOPES) {
    const limitUsd = order.limits[scope];
    if (limitUsd === null) continue;
    const spent = spentNano(db, scope, names[scope]);
    const reserved = Number(db.get(RESERVED[scope], names[scope])?.['nano'] ?? 0);
    if (spent + reserved + neededNano <= toNano(limitUsd)) continue;
    return {
      scope,
      limitUsd,
      spentUsd: toUsd(spent),
      reservedUsd: toUsd(reserved),
      neededUsd: toUsd(neededNano),
    };
  }
  return null;
}

/**
 * Asks for a trial. Whether it has its answer, whether somebody makes it, whether its worst case fits into every limit,
 * and the lease are one step, so that nobody can come in between. To be called in a transaction. A trial of which the
 * asker has an idle lease ({@link rest}) is asked for again in the same way.
 */
export function claim(db: Database, order: ClaimOrder, deps: LeaseDeps): ClaimAnswer {
  const { requestHash, repeat, runId, anew, worstUsd, limits } = order;
  const answer = anew
    ? db.get(FIND_ANSWER + OF_RUN, requestHash, repeat, runId)
    : db.get(FIND_ANSWER, requestHash, repeat);
  const recordId = answer?.['record_id'];
  if (typeof recordId === 'number') return { kind: 'stored', recordId };

  const held = db.get('SELECT * FROM leases WHERE request_hash = ? AND repeat = ?', requestHash, repeat);
  if (held) {
    const isOwn = held['owner'] === deps.owner.id && held['run_id'] === runId && held['is_sent'] === 0;
    if (!isOwn && isAlive(db, String(held['owner']), deps.owner, deps)) return { kind: 'elsewhere' };
    if (!isOwn) abandon(db, held, deps.now());
  }

  const neededNano = worstUsd === null ? 0 : toNanoCeiling(worstUsd);
  if (neededNano > 0 && hasLimit(limits)) {
    const day = toLocalDay(deps.now());
    if (toShort(db, order, neededNano, day)) {
      // Some of what is reserved may be held by nobody any more.
      abandonDead(db, deps);
      const short = toShort(db, order, neededNano, day);
      if (short) return { kind: 'over-budget', short };
    }
  }
  db.run(PUT, requestHash, repeat, runId, order.notebook, deps.owner.id, neededNano, worstUsd === 0 ? 1 : 0);
  return { kind: 'granted' };
}

/** The trial whose lease is meant. */
type LeaseKey = Pick<ClaimOrder, 'requestHash' | 'repeat'>;

function ownLease(db: Database, { requestHash, repeat }: LeaseKey, owner: Owner): Row | undefined {
  return db.get(
    'SELECT * FROM leases WHERE request_hash = ? AND repeat = ? AND owner = ?',
    requestHash,
    repeat,
    owner.id,
  );
}

/** Lowers what is reserved for a request under way to the most that it can still cost, US dollars. */
export function narrow(db: Database, key: LeaseKey, worstUsd: number, { owner }: LeaseDeps): void {
  db.run(
    `UPDATE leases SET reserved_nano_usd = min(reserved_nano_usd, ?)
     WHERE request_hash = ? AND repeat = ? AND owner = ? AND is_sent = 1`,
    toNanoCeiling(worstUsd),
    key.requestHash,
    key.repeat,
    owner.id,
  );
}

/** How a request that left no answer is billed, as far as that is known. */
export interface Bill {
  mayBeBilled: boolean;
  /** What it cost, US dollars, where the vendor said how much was used. */
  costUsd?: number | null;
}

/** Writes what a request under way has cost where that is known, else the most that it may have, if it left no bill. */
function settleUnknown(db: Database, row: Row, { mayBeBilled, costUsd = null }: Bill, nowMs: number): void {
  if (row['is_sent'] !== 1) return;
  if (costUsd !== null) {
    const [notebook, runId] = [String(row['notebook']), String(row['run_id'])];
    const entry = { notebook, runId, recordId: null, nanoUsd: toNano(costUsd) };
    addSpend(db, { ...entry, kind: 'settled' }, nowMs);
    return;
  }
  if (!mayBeBilled) return;
  const nanoUsd = Number(row['reserved_nano_usd']);
  const [notebook, runId] = [String(row['notebook']), String(row['run_id'])];
  addSpend(db, { notebook, runId, recordId: null, kind: 'unsettled', nanoUsd }, nowMs);
}

/** An attempt failed and there will be another: the trial stays the owner's, and nothing is reserved meanwhile. */
export function rest(db: Database, key: LeaseKey, bill: Bill, deps: LeaseDeps): void {
  const row = ownLease(db, key, deps.owner);
  if (!row) return;
  settleUnknown(db, row, bill, deps.now());
  db.run(
    'UPDATE leases SET is_sent = 0, reserved_nano_usd = 0 WHERE request_hash = ? AND repeat = ?',
    key.requestHash,
    key.repeat,
  );
}

/** Gives a trial back. Gives what was reserved for it, nano-dollars; 0 where it was not the owner's. */
export function release(db: Database, key: LeaseKey, bill: Bill, deps: LeaseDeps): number {
  const row = ownLease(db, key, deps.owner);
  if (!row) return 0;
  settleUnknown(db, row, bill, deps.now());
  db.run(REMOVE, key.requestHash, key.repeat);
  return Number(row['reserved_nano_usd']);
}
