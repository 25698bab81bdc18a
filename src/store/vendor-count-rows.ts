import type { Database } from './database.ts';

/** Counts that are kept: a number each, so that no project ever has more than a few megabytes of them. */
const KEPT = 100_000;

/** What vendors have counted, by what was counted; kept across processes. */
export class StoredCounts {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(db: Database, { now }: { now: () => number }) {
    this.#db = db;
    this.#now = now;
  }

  /** All counts. */
  all(): Map<string, number> {
    const rows = this.#db.all('SELECT input_hash, tokens FROM vendor_counts');
    return new Map(rows.map((row) => [String(row['input_hash']), Number(row['tokens'])]));
  }

  /** Keeps counts; the oldest give way where there are too many. */
  keep(counts: Iterable<readonly [string, number]>): void {
    const at = new Date(this.#now()).toISOString();
    this.#db.transaction(
      () => {
        for (const [hash, tokens] of counts)
          this.#db.run(
            `INSERT INTO vendor_counts (input_hash, tokens, counted_at) VALUES (?, ?, ?)
             ON CONFLICT DO UPDATE SET tokens = excluded.tokens, counted_at = excluded.counted_at`,
            hash,
            tokens,
            at,
          );
        this.#db.run(
          `DELETE FROM vendor_counts WHERE input_hash IN
             (SELECT input_hash FROM vendor_counts ORDER BY counted_at DESC, input_hash LIMIT -1 OFFSET ?)`,
          KEPT,
        );
      },
      { durable: false },
    );
  }
}
