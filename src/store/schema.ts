import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/**
 * Steps that bring a database from one `user_version` to the next. A step that has been released is never changed:
 * another is added.
 *
 * Times are ISO 8601, UTC, as text, and sort as such. Money is US dollars. JSON is in columns named for what it holds.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    run_id      TEXT PRIMARY KEY,
    notebook    TEXT NOT NULL,
    cell_id     TEXT NOT NULL,
    mode        TEXT NOT NULL,
    total       INTEGER NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT,            -- null: under way, or interrupted
    reason      TEXT             -- done, stopped, failed
  ) STRICT;
  CREATE INDEX runs_of_notebook ON runs (notebook, started_at);

  CREATE TABLE requests (        -- equal requests are kept once
    request_hash TEXT PRIMARY KEY,
    request      TEXT NOT NULL
  ) STRICT;

  CREATE TABLE records (         -- only ever added to: the newest counts, the others are its history
    record_id           INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id              TEXT NOT NULL,
    notebook            TEXT NOT NULL,
    cell_id             TEXT NOT NULL,
    trial_id            TEXT NOT NULL,
    repeat              INTEGER NOT NULL,
    variant             TEXT NOT NULL,
    vars                TEXT NOT NULL,
    request_hash        TEXT NOT NULL REFERENCES requests (request_hash),
    provider            TEXT NOT NULL,
    model               TEXT NOT NULL,
    status              TEXT NOT NULL,
    text                TEXT NOT NULL,
    reasoning           TEXT NOT NULL,
    finish_reason       TEXT,
    raw_finish_reason   TEXT,
    logprobs_kind       TEXT,
    has_tokens          INTEGER NOT NULL,
    model_version       TEXT,
    vendor_request_id   TEXT,
    input_tokens        INTEGER,
    output_tokens       INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens  INTEGER,
    reasoning_tokens    INTEGER,
    cost_usd            REAL,
    price_as_of         TEXT,
    failure             TEXT,    -- of a record with status error
    skip                TEXT,    -- of a record with status skipped: the reason
    attempts            INTEGER NOT NULL,
    queued_ms           REAL NOT NULL,
    ttft_ms             REAL,
    total_ms            REAL,
    started_at          TEXT NOT NULL,
    stored_at           TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_by_request ON records (request_hash, repeat, status);
  CREATE INDEX records_by_trial ON records (notebook, cell_id, trial_id, status);
  CREATE INDEX records_by_run ON records (run_id, status, cost_usd);
  CREATE INDEX records_by_model ON records (provider, model, status);
  CREATE INDEX records_by_day ON records (stored_at, status, cost_usd);

  CREATE TABLE tokens (          -- apart from the records, which stay light
    record_id INTEGER PRIMARY KEY REFERENCES records (record_id) ON DELETE CASCADE,
    codec     INTEGER NOT NULL,
    blob      BLOB NOT NULL
  ) STRICT;
  `,
];

/** The newest schema that this Gamut knows. */
export const SCHEMA_VERSION = MIGRATIONS.length;

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** Brings a database up to {@link SCHEMA_VERSION}, or throws a StoreError where it is newer than that. Of several
 * processes that open an old file at once one does the work, and the others find it done. */
export function migrate(db: DatabaseSync, file: string): void {
  const refuseNewer = (version: number): void => {
    if (version <= SCHEMA_VERSION) return;
    throw new StoreError('newer_schema', file, `${version} > ${SCHEMA_VERSION}`);
  };
  const version = versionOf(db);
  refuseNewer(version);
  if (version === SCHEMA_VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const found = versionOf(db);
    refuseNewer(found);
    for (const step of MIGRATIONS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
