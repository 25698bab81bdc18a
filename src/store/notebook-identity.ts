import type { Database } from './database.ts';
import { isAlive } from './owner.ts';
import type { LeaseDeps } from './leases.ts';

/** The tables that say of which notebook a row is. */
function tablesWithNotebook(db: Database): string[] {
  return db
    .all(
      `SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.name = 'notebook' ORDER BY m.name`,
    )
    .map((row) => String(row['name']));
}

/** Whether a run of a notebook goes on, here or in another process. To be called in a transaction that then changes it. */
export function isBusy(db: Database, notebook: string, deps: LeaseDeps): boolean {
  const owners = db.all(
    `SELECT owner FROM leases WHERE notebook = ?
     UNION SELECT owner FROM runs WHERE notebook = ? AND finished_at IS NULL AND owner IS NOT NULL`,
    notebook,
    notebook,
  );
  return owners.some(({ owner }) => isAlive(db, String(owner), deps.owner, deps));
}

/**
 * Gives everything that is known of a notebook to another name: records (its history), runs and what is left of them, what
 * it has spent. What is known of the other name already stays, and the two are one from then on: money adds up. To be
 * called in a transaction.
 */
export function renameNotebook(db: Database, from: string, to: string): void {
  for (const table of tablesWithNotebook(db))
    db.run(`UPDATE OR REPLACE "${table}" SET notebook = ? WHERE notebook = ?`, to, from);
  db.run(
    `INSERT INTO spend_sums (scope, name, settled_nano_usd, unsettled_nano_usd, unpriced)
       SELECT scope, ?, settled_nano_usd, unsettled_nano_usd, unpriced FROM spend_sums
       WHERE scope = 'notebook' AND name = ?
     ON CONFLICT DO UPDATE SET
       settled_nano_usd = settled_nano_usd + excluded.settled_nano_usd,
       unsettled_nano_usd = unsettled_nano_usd + excluded.unsettled_nano_usd,
       unpriced = unpriced + excluded.unpriced`,
    to,
    from,
  );
  db.run(`DELETE FROM spend_sums WHERE scope = 'notebook' AND name = ?`, from);
}
