import type { RunMode } from '../core/event.ts';
import type { Database } from './database.ts';
import type { Row } from './record-row.ts';

/** A run as it begins. */
export interface RunStart {
  runId: string;
  notebook: string;
  cellId: string;
  mode: RunMode;
  total: number;
  /** ISO 8601, UTC. */
  startedAt: string;
}

/** How a run ended. `finishedAt` is ISO 8601, UTC. */
export interface RunEnd {
  reason: 'done' | 'stopped' | 'failed';
  finishedAt: string;
}

/** A run in the store. `finishedAt` and `reason` are null while it is under way, and for good where it was cut off. */
export interface StoredRun extends RunStart {
  finishedAt: string | null;
  reason: RunEnd['reason'] | null;
  /** Records of the run by how they ended. */
  done: number;
  failed: number;
  aborted: number;
  /** US dollars; the answers counted in `unpriced` are not in it. */
  costUsd: number;
  unpriced: number;
}

/** Notes that a run begins. */
export function insertRun(db: Database, run: RunStart): void {
  db.run(
    'INSERT INTO runs (run_id, notebook, cell_id, mode, total, started_at) VALUES (?, ?, ?, ?, ?, ?)',
    run.runId,
    run.notebook,
    run.cellId,
    run.mode,
    run.total,
    run.startedAt,
  );
}

/** Notes how a run ended. */
export function endRun(db: Database, runId: string, end: RunEnd): void {
  db.run('UPDATE runs SET reason = ?, finished_at = ? WHERE run_id = ?', end.reason, end.finishedAt, runId);
}

/** Runs, newest first, with what their records come to. `notebook` null gives all. */
export function selectRuns(db: Database, notebook: string | null): StoredRun[] {
  return db
    .all(
      `SELECT runs.*,
         count(*) FILTER (WHERE status = 'done') AS done,
         count(*) FILTER (WHERE status = 'error') AS failed,
         count(*) FILTER (WHERE status = 'aborted') AS aborted,
         total(cost_usd) AS cost_usd,
         count(*) FILTER (WHERE status = 'done' AND cost_usd IS NULL) AS unpriced
       FROM runs LEFT JOIN records USING (run_id)
       WHERE runs.notebook = coalesce(?, runs.notebook)
       GROUP BY runs.run_id ORDER BY runs.started_at DESC, runs.rowid DESC`,
      notebook,
    )
    .map(toStoredRun);
}

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
    done: Number(row['done']),
    failed: Number(row['failed']),
    aborted: Number(row['aborted']),
    costUsd: Number(row['cost_usd']),
    unpriced: Number(row['unpriced']),
  };
}
