import type { CompletionRequest, Trial, Variant } from '../core/trial.ts';
import type { Database } from './database.ts';
import { StoreError } from './store-error.ts';

const INSERT_REQUEST = 'INSERT INTO requests (request_hash, request) VALUES (?, ?) ON CONFLICT DO NOTHING';
const INSERT_TRIAL = `INSERT INTO run_trials
  (run_id, position, trial_id, repeat, variant, vars, request_hash) VALUES (?, ?, ?, ?, ?, ?, ?)`;

/** Keeps what requests are, each once. */
export function insertRequest(db: Database, { request, requestHash }: Trial): void {
  // Asking is cheaper than writing a long conversation down again.
  if (db.get('SELECT 1 FROM requests WHERE request_hash = ?', requestHash)) return;
  db.run(INSERT_REQUEST, requestHash, JSON.stringify(request));
}

/** Keeps the trials that a run is to make. To be called in a transaction. */
export function insertRunTrials(db: Database, runId: string, trials: readonly Trial[]): void {
  for (const [position, trial] of trials.entries()) {
    insertRequest(db, trial);
    const variant = JSON.stringify(trial.variant);
    const vars = JSON.stringify(trial.vars);
    db.run(INSERT_TRIAL, runId, position, trial.id, trial.repeat, variant, vars, trial.requestHash);
  }
}

// An answer that another run got counts, but not for a run that makes everything anew.
const UNANSWERED = `FROM run_trials t JOIN runs USING (run_id)
  WHERE t.run_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM records r WHERE r.request_hash = t.request_hash AND r.repeat = t.repeat
      AND r.status = 'done' AND (r.run_id = t.run_id OR runs.mode <> 'all'))`;

// What a later run of the matrix was to make too, perhaps by another wording, is that run's to make.
const TAKEN_OVER = `t.trial_id IN (
  SELECT l.trial_id FROM runs self
    JOIN runs later ON later.notebook = self.notebook AND later.cell_id = self.cell_id AND later.rowid > self.rowid
    JOIN run_trials l ON l.run_id = later.run_id
  WHERE self.run_id = ?1)`;

/** What is left of a run: trials without an answer, and of those the ones that no later run of the matrix took over. */
export function countLeft(db: Database, runId: string): { missing: number; takenOver: number } {
  const row = db.get(
    `SELECT count(*) AS n, count(*) FILTER (WHERE ${TAKEN_OVER}) AS taken ${UNANSWERED}`,
    runId,
  );
  const takenOver = Number(row?.['taken'] ?? 0);
  return { missing: Number(row?.['n'] ?? 0) - takenOver, takenOver };
}

/** Of which providers the trials are that a run is missing, and how many of each, in the order of the trials. */
export function countMissingProviders(db: Database, runId: string): { provider: string; count: number }[] {
  return db
    .all(
      `SELECT provider, count(*) AS n FROM (
         SELECT t.position, json_extract(
           (SELECT request FROM requests q WHERE q.request_hash = t.request_hash), '$.provider') AS provider
         ${UNANSWERED} AND NOT ${TAKEN_OVER})
       GROUP BY provider ORDER BY min(position)`,
      runId,
    )
    .map((row) => ({ provider: String(row['provider']), count: Number(row['n']) }));
}

/** The trials of a run that are missing (see {@link countLeft}), in order. Equal requests are one object. */
export function selectMissing(db: Database, runId: string): Trial[] {
  const requests = new Map<string, CompletionRequest>();
  const parse = <T>(value: unknown, what: string): T => {
    try {
      return JSON.parse(String(value)) as T;
    } catch {
      throw new StoreError('corrupt', db.file, `run ${runId}, ${what}`);
    }
  };
  return db
    .all(
      `SELECT t.*, runs.cell_id, (SELECT request FROM requests q WHERE q.request_hash = t.request_hash) AS request
       ${UNANSWERED} AND NOT ${TAKEN_OVER} ORDER BY t.position`,
      runId,
    )
    .map((row) => {
      const requestHash = String(row['request_hash']);
      const request = requests.get(requestHash) ?? parse<CompletionRequest>(row['request'], 'request');
      requests.set(requestHash, request);
      return {
        id: String(row['trial_id']),
        cellId: String(row['cell_id']),
        variant: parse<Variant>(row['variant'], 'variant'),
        repeat: Number(row['repeat']),
        vars: parse<Record<string, string>>(row['vars'], 'vars'),
        request,
        requestHash,
        skip: null,
      };
    });
}
