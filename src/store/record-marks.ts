import type { RecordMark } from '../core/standing.ts';
import type { Outcome } from '../core/trial.ts';
import type { Database } from './database.ts';
import type { Row } from './record-row.ts';

/** A record as far as a join needs it. */
export type NewRecord = RecordMark & {
  requestHash: string;
  repeat: number;
  notebook: string;
  cellId: string;
  trialId: string;
};

const STATUSES: readonly Outcome['status'][] = ['done', 'error', 'aborted', 'skipped'];

// Which record counts: the newest answer; where there is none, the newest of whatever there is. One number tells rank,
// record and status, so that an index alone gives it.
const RANK = `(status = 'done') * 4503599627370496 + record_id * 4
  + CASE status WHEN 'done' THEN 0 WHEN 'error' THEN 1 WHEN 'aborted' THEN 2 ELSE 3 END`;
const DONE_RANK = 4503599627370496;
const KEYS_A_QUERY = 5000;

function toMark(rank: number): RecordMark {
  const rest = rank >= DONE_RANK ? rank - DONE_RANK : rank;
  return { recordId: Math.floor(rest / 4), status: STATUSES[rest % 4] ?? 'error' };
}

/** Of two marks the one that counts. */
export function newerMark(a: RecordMark | null | undefined, b: RecordMark): RecordMark {
  if (!a) return b;
  if ((a.status === 'done') !== (b.status === 'done')) return a.status === 'done' ? a : b;
  return a.recordId > b.recordId ? a : b;
}

/** The record that counts of each key, in their order; null where there is none. */
export function selectCurrent(
  db: Database,
  keys: readonly { requestHash: string; repeat: number }[],
): (RecordMark | null)[] {
  const marks: (RecordMark | null)[] = [];
  for (let start = 0; start < keys.length; start += KEYS_A_QUERY) {
    const part = keys.slice(start, start + KEYS_A_QUERY);
    const rows = db.all(
      `SELECT (SELECT max(${RANK}) FROM records
         WHERE request_hash = k.value ->> 0 AND repeat = k.value ->> 1) AS rank
       FROM json_each(?) k ORDER BY k.key`,
      JSON.stringify(part.map(({ requestHash, repeat }) => [requestHash, repeat])),
    );
    for (const { rank } of rows) marks.push(typeof rank === 'number' ? toMark(rank) : null);
  }
  return withChoices(db, keys, marks);
}

/** The records that people have chosen stand in the place of the newest. */
function withChoices(
  db: Database,
  keys: readonly { requestHash: string; repeat: number }[],
  marks: (RecordMark | null)[],
): (RecordMark | null)[] {
  const rows = db.all('SELECT request_hash, repeat, record_id FROM choices');
  if (rows.length === 0) return marks;
  const chosen = new Map(
    rows.map((row) => [`${row['request_hash']}:${row['repeat']}`, Number(row['record_id'])]),
  );
  return marks.map((mark, at) => {
    const key = keys[at];
    const recordId = key && chosen.get(`${key.requestHash}:${key.repeat}`);
    return recordId === undefined ? mark : { recordId, status: 'done' };
  });
}

/** Changes whenever other records are chosen. */
export function selectChoiceStamp(db: Database): string {
  const row = db.get('SELECT count(*) AS n, max(chosen_at) AS last, sum(record_id) AS ids FROM choices');
  return `${row?.['n']} ${row?.['last']} ${row?.['ids']}`;
}

/** How many records there are of a matrix. */
export function countOfMatrix(db: Database, notebook: string, cellId: string): number {
  const row = db.get(
    'SELECT count(*) AS n FROM records WHERE notebook = ? AND cell_id = ?',
    notebook,
    cellId,
  );
  return Number(row?.['n'] ?? 0);
}

/** Stays the same while nobody writes anything into the file, this process or another. */
export function selectStamp(db: Database): string {
  return `${db.get('PRAGMA data_version')?.['data_version']} ${db.get('SELECT total_changes() AS n')?.['n']}`;
}

/** The record that counts of each trial of a matrix, whatever was asked then, by trial id. */
export function selectLatest(db: Database, notebook: string, cellId: string): Map<string, RecordMark> {
  const rows = db.all(
    `SELECT trial_id, max(${RANK}) AS rank FROM records WHERE notebook = ? AND cell_id = ? GROUP BY trial_id`,
    notebook,
    cellId,
  );
  return new Map(rows.map(({ trial_id, rank }) => [String(trial_id), toMark(Number(rank))]));
}

/** Number of the newest record; 0 where there is none. */
export function selectNewest(db: Database): number {
  return Number(db.get('SELECT max(record_id) AS newest FROM records')?.['newest'] ?? 0);
}

/** The records after a number, oldest first. */
export function selectSince(db: Database, recordId: number): NewRecord[] {
  return db
    .all(
      `SELECT record_id, status, request_hash, repeat, notebook, cell_id, trial_id FROM records
       WHERE record_id > ? ORDER BY record_id`,
      recordId,
    )
    .map((row: Row) => ({
      recordId: Number(row['record_id']),
      status: row['status'] as Outcome['status'],
      requestHash: String(row['request_hash']),
      repeat: Number(row['repeat']),
      notebook: String(row['notebook']),
      cellId: String(row['cell_id']),
      trialId: String(row['trial_id']),
    }));
}
