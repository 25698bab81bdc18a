import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { backUp } from './backup.ts';
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
  // Runs that go on after a kill, several processes on one file, and a ledger. Money is in whole nano-dollars here, so that
  // sums are exact.
  `
  ALTER TABLE runs ADD COLUMN owner TEXT;                            -- the process that makes it, or did last
  ALTER TABLE runs ADD COLUMN budget_nano_usd INTEGER;               -- null: no limit
  ALTER TABLE runs ADD COLUMN paid_twice INTEGER NOT NULL DEFAULT 0; -- requests that were under way at a kill
  ALTER TABLE runs ADD COLUMN is_whole INTEGER NOT NULL DEFAULT 1;   -- 0: it ended with trials that were not made

  CREATE TABLE run_trials (      -- what a run is to make, so that it can go on though the notebook was edited
    run_id       TEXT NOT NULL,
    position     INTEGER NOT NULL,
    trial_id     TEXT NOT NULL,
    repeat       INTEGER NOT NULL,
    variant      TEXT NOT NULL,
    vars         TEXT NOT NULL,
    request_hash TEXT NOT NULL REFERENCES requests (request_hash),
    PRIMARY KEY (run_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE owners (          -- processes that hold leases
    owner   TEXT PRIMARY KEY,
    host    TEXT NOT NULL,
    pid     INTEGER NOT NULL,
    seen_at INTEGER NOT NULL     -- milliseconds since 1970
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE leases (          -- trials that are being made: by one process each
    request_hash      TEXT NOT NULL,
    repeat            INTEGER NOT NULL,
    run_id            TEXT NOT NULL,
    notebook          TEXT NOT NULL,
    owner             TEXT NOT NULL,
    is_sent           INTEGER NOT NULL, -- 0: it waits to be tried again
    reserved_nano_usd INTEGER NOT NULL, -- the most that the request under way can cost
    PRIMARY KEY (request_hash, repeat)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE spend (           -- only ever added to
    spend_id  INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    local_day TEXT NOT NULL,     -- the day where the process was, as 2026-11-21
    notebook  TEXT NOT NULL,
    run_id    TEXT NOT NULL,
    record_id INTEGER,           -- null: of an attempt that left no record
    kind      TEXT NOT NULL,     -- settled: what was billed; unsettled: the most that may have been; unpriced
    nano_usd  INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE spend_sums (      -- of spend, by run, notebook and day
    scope              TEXT NOT NULL,
    name               TEXT NOT NULL,
    settled_nano_usd   INTEGER NOT NULL,
    unsettled_nano_usd INTEGER NOT NULL,
    unpriced           INTEGER NOT NULL,
    PRIMARY KEY (scope, name)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO spend (at, local_day, notebook, run_id, record_id, kind, nano_usd)
    SELECT stored_at, date(stored_at, 'localtime'), notebook, run_id, record_id,
      CASE WHEN cost_usd IS NULL THEN 'unpriced' ELSE 'settled' END,
      CAST(round(coalesce(cost_usd, 0) * 1e9) AS INTEGER)
    FROM records WHERE cost_usd > 0 OR (status = 'done' AND cost_usd IS NULL) ORDER BY record_id;
  INSERT INTO spend_sums (scope, name, settled_nano_usd, unsettled_nano_usd, unpriced)
    SELECT scope, name, sum(nano_usd), 0, sum(kind = 'unpriced')
    FROM (SELECT 'run' AS scope, run_id AS name, * FROM spend
      UNION ALL SELECT 'notebook', notebook, * FROM spend
      UNION ALL SELECT 'day', local_day, * FROM spend)
    GROUP BY scope, name;
  `,
  // What people say of results, and how they judged pairs of them without knowing whose they were.
  `
  CREATE TABLE annotations (     -- of a result, by the exact request; one of which nothing is said has no row
    request_hash TEXT NOT NULL,
    repeat       INTEGER NOT NULL,
    starred      INTEGER NOT NULL,
    rating       INTEGER CHECK (rating BETWEEN 1 AND 5),
    note         TEXT NOT NULL,
    tags         TEXT NOT NULL,  -- JSON: a list of texts
    changed_at   TEXT NOT NULL,
    PRIMARY KEY (request_hash, repeat)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE votes (           -- of a matrix one a pair; a stood on the left
    vote_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    notebook TEXT NOT NULL,
    cell_id  TEXT NOT NULL,
    pair     TEXT NOT NULL,      -- both answers, whichever way round
    a_hash   TEXT NOT NULL,
    a_repeat INTEGER NOT NULL,
    b_hash   TEXT NOT NULL,
    b_repeat INTEGER NOT NULL,
    verdict  TEXT NOT NULL,      -- a, b, tie, bad
    voted_at TEXT NOT NULL,
    UNIQUE (notebook, cell_id, pair)
  ) STRICT;
  `,
  // Earlier answers that people have made the current ones.
  `
  CREATE TABLE choices (         -- of a result, by the exact request; where the newest answer stands there is no row
    request_hash TEXT NOT NULL,
    repeat       INTEGER NOT NULL,
    record_id    INTEGER NOT NULL REFERENCES records (record_id) ON DELETE CASCADE,
    chosen_at    TEXT NOT NULL,
    PRIMARY KEY (request_hash, repeat)
  ) STRICT, WITHOUT ROWID;
  `,
  // How sure a model was, without reading the tokens; null for records of before.
  'ALTER TABLE records ADD COLUMN mean_logprob REAL;',
  // Input tokens as vendors count them, so that they are asked once and not by every process.
  `
  CREATE TABLE vendor_counts (
    input_hash TEXT PRIMARY KEY, -- of the model and all that becomes its input
    tokens     INTEGER NOT NULL,
    counted_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // What is known to be free cannot be paid twice. Until then it was not told from what nobody can price.
  'ALTER TABLE leases ADD COLUMN is_free INTEGER NOT NULL DEFAULT 0;',
  // What cost_usd was reckoned at, so that its parts can be told whatever prices have become since: a JSON list of US dollars
  // per million tokens; null where nothing was paid, and for records of before.
  'ALTER TABLE records ADD COLUMN rates TEXT;',
  // How much of an answer the model was unsure of, without reading the tokens. Of records of before it is found from these, as
  // is the mean, when somebody first looks at them.
  'ALTER TABLE records ADD COLUMN unsure_share REAL;',
];

/** The newest schema that this Gamut knows. */
export const SCHEMA_VERSION = MIGRATIONS.length;

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

/**
 * Brings a database up to {@link SCHEMA_VERSION}, or throws a StoreError where it is newer than that. A file that held
 * something is copied first, beside itself. Of several processes that open an old file at once one does the work, and the
 * others find it done.
 */
export function migrate(db: DatabaseSync, file: string): void {
  const refuseNewer = (version: number): void => {
    if (version <= SCHEMA_VERSION) return;
    throw new StoreError('newer_schema', file, `${version} > ${SCHEMA_VERSION}`);
  };
  const version = versionOf(db);
  refuseNewer(version);
  if (version === SCHEMA_VERSION) return;
  const backup = version > 0 ? backUp(db, file, version) : null;
  db.exec('BEGIN IMMEDIATE');
  try {
    const found = versionOf(db);
    refuseNewer(found);
    // Another process has done it, and has a copy of its own.
    if (found === SCHEMA_VERSION && backup !== null) rmSync(backup, { force: true });
    for (const step of MIGRATIONS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
