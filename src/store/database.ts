import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Row } from './record-row.ts';
import { migrate } from './schema.ts';
import { toStoreError } from './store-error.ts';

/** One connection to a SQLite file, up to date in its schema; every error leaves it as a StoreError. */
export class Database {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #isDurable = true;

  /** Opens the file, and makes it and its folder where there is none. A write waits `busyMs` for another process. */
  constructor(file: string, busyMs: number) {
    this.file = file;
    let db: DatabaseSync | null = null;
    try {
      mkdirSync(dirname(file), { recursive: true });
      db = new DatabaseSync(file, { timeout: busyMs });
      // WAL: readers and one writer at once, in several processes. FULL: what was committed outlives a power cut.
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;');
      migrate(db, file);
    } catch (error) {
      db?.close();
      throw toStoreError(error, file);
    }
    this.#db = db;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toStoreError(error, this.file);
    }
  }

  /** The rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values));
  }

  /** The first row of a query; undefined where there is none. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values));
  }

  /** Does a statement; gives the row number of what it inserted. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).lastInsertRowid));
  }

  /** Whether a commit is on the disk when it returns (FULL), or only outlives the process (NORMAL). */
  #setDurable(durable: boolean): void {
    if (durable === this.#isDurable) return;
    this.#guard(() => this.#db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`));
    this.#isDurable = durable;
  }

  /**
   * Does all of `work` or nothing of it, and has it on the disk before it returns. With `durable` false a power cut may
   * undo it (a kill cannot), and it costs a tenth.
   */
  transaction<T>(work: () => T, { durable = true }: { durable?: boolean } = {}): T {
    this.#setDurable(durable);
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have rolled it back already.
      if (this.#db.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  /** Lets the file go. Nothing may be asked after this. */
  close(): void {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
  }
}
