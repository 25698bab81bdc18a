import type { RecordMark } from '../core/standing.ts';
import type { Database } from './database.ts';
import { StoreError } from './store-error.ts';

const KEYS_A_QUERY = 5000;

/** A result and the record that a person chose to stand for it. */
export interface Choice {
  requestHash: string;
  repeat: number;
  recordId: number;
}

/** Which records people have made the current ones of their results, in the place of the newest. */
export class Choices {
  readonly #db: Database;
  readonly #now: () => number;

  /** `now`: milliseconds since 1970. */
  constructor(db: Database, { now }: { now: () => number }) {
    this.#db = db;
    this.#now = now;
  }

  /** The choices among some results; those where the newest answer stands are missing. */
  of(keys: readonly { requestHash: string; repeat: number }[]): Choice[] {
    if (!this.#db.get('SELECT 1 FROM choices LIMIT 1')) return [];
    const found: Choice[] = [];
    for (let start = 0; start < keys.length; start += KEYS_A_QUERY) {
      const part = keys.slice(start, start + KEYS_A_QUERY).map((key) => [key.requestHash, key.repeat]);
      const rows = this.#db.all(
        `SELECT c.* FROM json_each(?) k
         CROSS JOIN choices c ON c.request_hash = k.value ->> 0 AND c.repeat = k.value ->> 1`,
        JSON.stringify(part),
      );
      found.push(
        ...rows.map((row) => ({
          requestHash: String(row['request_hash']),
          repeat: Number(row['repeat']),
          recordId: Number(row['record_id']),
        })),
      );
    }
    return found;
  }

  /** The newest records of a matrix's trials, by trial id, and in the place of some those that were chosen of the same request. */
  among(latest: Map<string, RecordMark>, notebook: string, cellId: string): Map<string, RecordMark> {
    const chosen = this.#db.all(
      `SELECT r.trial_id, c.record_id, c.request_hash, c.repeat
       FROM choices c JOIN records r USING (record_id) WHERE r.notebook = ? AND r.cell_id = ?`,
      notebook,
      cellId,
    );
    for (const { trial_id: id, record_id: recordId, request_hash: hash, repeat } of chosen) {
      const newest = latest.get(String(id))?.recordId ?? 0;
      const isOfRequest = this.#db.get(
        'SELECT 1 FROM records WHERE record_id = ? AND request_hash = ? AND repeat = ?',
        newest,
        String(hash),
        Number(repeat),
      );
      if (isOfRequest) latest.set(String(id), { recordId: Number(recordId), status: 'done' });
    }
    return latest;
  }

  /** Makes an answer the current one of its result, until the trial is run anew. False where it is no stored answer. */
  choose(recordId: number): boolean {
    return this.#db.transaction(() => {
      const row = this.#db.get(
        `SELECT request_hash, repeat,
           record_id = (SELECT max(record_id) FROM records n WHERE n.request_hash = r.request_hash
             AND n.repeat = r.repeat AND n.status = 'done') AS is_newest
         FROM records r WHERE record_id = ? AND status = 'done'`,
        recordId,
      );
      if (!row) return false;
      const { request_hash: hash, repeat } = row;
      if (typeof hash !== 'string' || typeof repeat !== 'number')
        throw new StoreError('corrupt', this.#db.file, `record ${recordId}`);
      if (row['is_newest'] === 1) this.clear({ requestHash: hash, repeat });
      else {
        this.#db.run(
          `INSERT INTO choices (request_hash, repeat, record_id, chosen_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (request_hash, repeat)
           DO UPDATE SET record_id = excluded.record_id, chosen_at = excluded.chosen_at`,
          hash,
          repeat,
          recordId,
          new Date(this.#now()).toISOString(),
        );
      }
      return true;
    });
  }

  /** Lets the newest answer of a result stand again. To be called in the transaction that keeps it. */
  clear({ requestHash, repeat }: { requestHash: string; repeat: number }): void {
    this.#db.run('DELETE FROM choices WHERE request_hash = ? AND repeat = ?', requestHash, repeat);
  }
}
