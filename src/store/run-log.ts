import type { RunMode } from '../core/event.ts';
import type { Trial } from '../core/trial.ts';
import type { Database } from './database.ts';
import { toNano, toUsd } from './nano-usd.ts';
import type { Row } from './record-row.ts';
import { insertRunTrials } from './run-trials.ts';

/** A run as it begins. */
export interface RunStart {
  runId: string;
  notebook: string;
  cellId: string;
  mode: RunMode;
  total: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** The limit of the run itself, US dollars; null for none. */
  budgetUsd?: number | null;
}

/** How a run ended. `finishedAt` is ISO 8601, UTC. */
export interface RunEnd {
  reason: 'done' | 'stopped' | 'failed';
  finishedAt: string;
}

/** A run in the store. `finishedAt` and `reason` are null while it is under way, and for good where it was cut off. */
export interface StoredRun extends RunStart {
  budgetUsd: number | null;
  finishedAt: string | null;
  reason: RunEnd['reason'] | null;
  /** The process that makes it, or did last; null for runs of before owners were known. */
  owner: string | null;
  /** Requests, but for free ones, that were under way when the process died: the vendor may have billed them, and they are
   * made again. */
  paidTwice: number;
  /** Records of the run by how they ended. */
  done: number;
  failed: number;
  aborted: number;
  /** US dollars; the answers counted in `unpriced` are not in it. */
  costUsd: number;
  unpriced: number;
}

/** Notes that a run begins, who makes it, and the trials that it is to make. To be called in a transaction. */
export function insertRun(db: Database, run: RunStart, trials: readonly Trial[], ownerId: string): void {
  db.run(
    `INSERT INTO runs (run_id, notebook, cell_id, mode, total, started_at, owner, budget_nano_usd, is_whole)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    run.runId,
    run.notebook,
    run.cellId,
    run.mode,
    run.total,
    run.startedAt,
    ownerId,
    run.budgetUsd == null ? null : toNano(run.budgetUsd),
  );
  insertRunTrials(db, run.runId, trials);
}

/** Notes that runs are whole after all: what they had left was made, or taken over, by others. */
export function noteWhole(db: Database, runIds: readonly string[]): void {
  for (const runId of runIds) db.run('UPDATE runs SET is_whole = 1 WHERE run_id = ?', runId);
}

/** Notes that an owner goes on with a run. */
export function reopenRun(db: Database, runId: string, ownerId: string): void {
  db.run(
    'UPDATE runs SET owner = ?, reason = NULL, finished_at = NULL, is_whole = 0 WHERE run_id = ?',
    ownerId,
    runId,
  );
}

/** Gives back a run that nobody could go on with: it has ended, or was cut off, as it had before. */
export function letGo(db: Database, { runId, reason, finishedAt }: StoredRun): void {
  db.run(
    'UPDATE runs SET owner = NULL, reason = ?, finished_at = ? WHERE run_id = ?',
    reason,
    finishedAt,
    runId,
  );
}

/** Sets the limit of a run, US dollars; null for none. */
export function setRunBudget(db: Database, runId: string, usd: number | null): void {
  db.run('UPDATE runs SET budget_nano_usd = ? WHERE run_id = ?', usd === null ? null : toNano(usd), runId);
}

/** Notes how a run ended. */
export function endRun(db: Database, runId: string, { reason, finishedAt }: RunEnd): void {
  db.run(
    'UPDATE runs SET reason = ?, finished_at = ?, is_whole = ? WHERE run_id = ?',
    reason,
    finishedAt,
    reason === 'done' ? 1 : 0,
    runId,
  );
}

const COUNTS = `
  count(*) FILTER (WHERE status = 'done') AS done,
  count(*) FILTER (WHERE status = 'error') AS failed,
  count(*) FILTER (WHERE status = 'aborted') AS aborted,
  total(cost_usd) AS cost_usd,
  count(*) FILTER (WHERE status = 'done' AND cost_usd IS NULL) AS unpriced`;

// Not whole. Runs of before there were lists of trials cannot go on.
const INTERRUPTED = `AND is_whole = 0
  AND EXISTS (SELECT 1 FROM run_trials t WHERE t.run_id = runs.run_id)`;

/** Runs, newest first, with what their records come to: all, or of a notebook, or one, or those that are not whole. */
export function selectRuns(
  db: Database,
  {
    notebook = null,
    runId = null,
    interrupted = false,
  }: { notebook?: string | null; runId?: string | null; interrupted?: boolean } = {},
): StoredRun[] {
  return db
    .all(
      `SELECT runs.*, ${COUNTS} FROM runs LEFT JOIN records USING (run_id)
       WHERE runs.notebook = coalesce(?, runs.notebook) AND runs.run_id = coalesce(?, runs.run_id)
       ${interrupted ? INTERRUPTED : ''}
       GROUP BY runs.run_id ORDER BY runs.started_at DESC, runs.rowid DESC`,
      notebook,
      runId,
    )
    .map(toStoredRun);
}

/** Who makes a run, and whether it has ended; null for an unknown run. */
export function selectRun(
  db: Database,
  runId: string,
): { owner: string | null; finishedAt: string | null } | null {
  const row = db.get('SELECT owner, finished_at FROM runs WHERE run_id = ?', runId);
  if (!row) return null;
  return { owner: row['owner'] as string | null, finishedAt: row['finished_at'] as string | null };
}

/** A row of `runs`, joined with the counts of its records. */
function toStoredRun(row: Row): StoredRun {
  return {
    runId: String(row['run_id']),
    notebook: String(row['notebook']),
    cellId: String(row['cell_id']),
    mode: row['mode'] as RunMode,
    total: Number(row['total']),
    startedAt: String(row['started_at']),
    finishedAt: row['finished_at'] as string | null,
    reason: row['reason'] as StoredRun['reason'],
    budgetUsd: row['budget_nano_usd'] === null ? null : toUsd(Number(row['budget_nano_usd'])),
    owner: row['owner'] as string | null,
    paidTwice: Number(row['paid_twice']),
    done: Number(row['done']),
    failed: Number(row['failed']),
    aborted: Number(row['aborted']),
    costUsd: Number(row['cost_usd']),
    unpriced: Number(row['unpriced']),
  };
}
